from __future__ import annotations

import json
from pathlib import Path

from publish.importing.balance import Balance, Entry, Outcome
from publish.publication.assets.folders import find_assets


def balance() -> Balance:
    made = Balance()
    made.keep("paragraph", count=120)
    made.keep("picture", "src/a.md:3")
    made.change("link", "src/a.md:12", "an address with a space")
    made.change("link", "src/b.md:1", "an address with a space", 2)
    made.leave_out("<iframe>", "src/b.md:7", "no page shows it")
    made.keep("note", count=0)
    return made


def test_each_outcome_is_counted_by_kind() -> None:
    totals = balance().totals()
    assert ["<iframe>", "link", "paragraph", "picture"] == list(totals)
    assert {Outcome.KEPT: 0, Outcome.CHANGED: 3, Outcome.LEFT_OUT: 0} == totals["link"]


def test_summary_names_the_first_place_of_each_way() -> None:
    assert [
        "kept: 120 paragraphs, 1 picture",
        "changed: 3",
        "  3 links: an address with a space (first at src/a.md:12)",
        "left out: 1",
        "  1 <iframe>: no page shows it (src/b.md:7)",
    ] == balance().summary()


def test_summary_is_short_however_much_there_is() -> None:
    made = Balance(Entry("link", f"a.md:{n}", outcome, f"way {n}") for n in range(50) for outcome in Outcome)
    assert len(made.summary()) <= 20
    assert "  and 44 more ways, in import.html" in made.summary()


def test_json_has_each_entry() -> None:
    read = json.loads(balance().as_json())
    assert 5 == len(read["entries"])
    assert {
        "what": "<iframe>",
        "place": "src/b.md:7",
        "outcome": "left out",
        "how": "no page shows it",
        "count": 1,
    } == read["entries"][-1]
    assert balance().as_json() == balance().as_json()


def test_page_escapes_what_the_input_says() -> None:
    page = balance().as_html(find_assets(Path()), "old", "new")
    assert "<td>&lt;iframe&gt;</td>" in page and "<iframe>" not in page
    assert "src/a.md:12" in page
