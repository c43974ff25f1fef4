"""Info and XMP of a file say the same, however the facts are spaced."""

from __future__ import annotations

import datetime
import itertools

import pytest

from publish.outputs.pdf.xmp import Facts, document_info, press_packet, xmp_packet
from publish.preflight.metadata import PAIRS, read_xmp, same

SPACES = ["  ", "\t", "\n", "\r\n  ", "\N{NO-BREAK SPACE}", "\N{EM SPACE}", " \N{NO-BREAK SPACE} "]
FIELDS = ["title", "creators", "description", "subjects", "generator"]
MOMENT = datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC)


def spaced(field: str, space: str) -> Facts:
    """Facts of which one has a space of that kind within and around its words, the others none."""

    def text(name: str, words: str) -> str:
        return f"{space}{words.replace(' ', space)}{space}" if name == field else words

    return Facts(
        title=text("title", "Chợ phiên <cuối> & năm"),
        language="vi",
        creators=(text("creators", "Trần Văn Ứng"), text("creators", "Nguyễn Thị A")),
        description=text("description", "Một mô tả"),
        subjects=(text("subjects", "chợ phiên"), text("subjects", "mùa xuân")),
        generator=text("generator", "publish 1"),
        created=MOMENT,
        modified=MOMENT,
    )


@pytest.mark.parametrize(("field", "space"), list(itertools.product(FIELDS, SPACES)))
def test_info_and_xmp_say_the_same(field: str, space: str) -> None:
    facts = spaced(field, space)
    info = document_info(facts)
    for packet in (xmp_packet(facts), press_packet(facts, "0" * 32)):
        said = read_xmp(packet)
        assert [] == [key for key in info if not same(f"/{key}", info[key], said[PAIRS[f"/{key}"][0]])]
    assert info == document_info(spaced("", ""))


@pytest.mark.parametrize("space", SPACES)
def test_a_stranger_whose_spaces_differ_in_both_is_taken(space: str) -> None:
    assert same("/Author", "A B, C D", [f"A{space}B", f"C{space}{space}D"])
    assert same("/Title", f"A{space}B", ["A B"])
    assert not same("/Author", "A B, C D", ["A B", "C E"])
