"""The balance of an import: every atom of the input, whether it was kept, changed or left out, how, and where it stood.

An atom is what a reader would miss: a heading, a paragraph, a picture, a note, a link. Importers put them in as they
meet them; the summary is for the terminal, the JSON for programs, the page for whoever must look at each.
"""

from __future__ import annotations

import enum
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from publish.base.messages import (
    SOURCE_LANGUAGE,
    Message,
    in_number,
    join_messages,
    known_message,
    say,
    say_count,
    translate,
)
from publish.base.records import dataclass
from publish.publication.assets.folders import Assets

LAYOUT = "import/balance.html"

FURNITURE = say("page furniture")
"""Kind of what repeats on each page and is left out, since the layout makes it anew; nothing is lost with it."""

MOST_SHOWN = 6
"""Ways in which atoms were changed or left out that the summary names."""


_KINDS = (
    *(say("chapter"), say("heading"), say("paragraph"), say("note")),
    *(say("link"), say("picture"), say("box"), say("block of code")),
    *(say("table"), say("list"), say("quotation"), say("formula")),
    *(say("comment"), say("cell"), say("equation"), say("inserted file")),
    *(say("object"), say("chart"), say("ruby"), say("content control")),
    *(say("smart tag"), say("field"), say("words"), say("words of notes")),
    *(say("words in boxes"), say("words of comments"), say("inserted words"), say("deleted words")),
    *(say("hidden words"), say("words of headers"), say("words of footers"), say("header")),
    *(say("footer"), say("index mark"), say("mark for the contents"), say("mark for a table of authorities")),
    *(say("verse"), say("rule")),
)
"""Kinds of atoms that importers count by their plain names."""

_DECIDED = (
    *(say("crosshead"), say("headline"), say("deck"), say("byline"), say("dateline"), say("source"), say("day")),
    *(say("caption"), say("verse"), say("quotation"), say("list item"), say("labelled item")),
    *(say("list in Latin letters"), say("document of the kind official"), say("new annex"), say("plain article")),
)
"""What paragraphs are taken for by their look."""


class Outcome(enum.Enum):
    """What became of an atom."""

    KEPT = "kept"
    CHANGED = "changed"
    LEFT_OUT = "left out"


_OUTCOMES = {Outcome.KEPT: say("kept"), Outcome.CHANGED: say("changed"), Outcome.LEFT_OUT: say("left out")}


@dataclass(frozen=True, slots=True)
class Entry:
    """Atoms of one kind and place.

    Attributes:
        what: Kind of atom in the singular: heading, paragraph, words, picture, note, link.
        place: Place in the input, such as ``src/ch1.md:12`` or ``word/document.xml: paragraph 12``; empty for all over.
        outcome: Whether the atoms were kept, changed or left out.
        how: Way in which they were changed, or why they were left out; empty for what was kept.
        count: Number of atoms.
    """

    what: str
    place: str
    outcome: Outcome
    how: str = ""
    count: int = 1


class Balance:
    """The entries of one import, in the order in which they were met."""

    def __init__(self, entries: Iterable[Entry] = (), decisions: Iterable[tuple[str, str, str, str]] = ()) -> None:
        """Start with entries, or with none, and with what was decided by look: place, text, what it became, reason."""
        self._entries = list(entries)
        self.decisions = list(decisions)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(self._entries)

    @property
    def changed(self) -> tuple[Entry, ...]:
        """The entries of what was changed."""
        return tuple(entry for entry in self._entries if entry.outcome is Outcome.CHANGED)

    @property
    def left_out(self) -> tuple[Entry, ...]:
        """The entries of what was left out."""
        return tuple(entry for entry in self._entries if entry.outcome is Outcome.LEFT_OUT)

    @property
    def losses(self) -> tuple[Entry, ...]:
        """The entries of what was left out and is nowhere in the result: all but :data:`FURNITURE`."""
        return tuple(entry for entry in self.left_out if entry.what != FURNITURE)

    def add(self, *entries: Entry) -> None:
        """Take in entries; those that count nothing are passed over."""
        self._entries += [replace(entry, what=known_message(entry.what, _KINDS)) for entry in entries if entry.count]

    def keep(self, what: str, place: str = "", count: int = 1) -> None:
        """Take note of atoms that were kept as they are."""
        self.add(Entry(what, place, Outcome.KEPT, "", count))

    def change(self, what: str, place: str, how: str, count: int = 1) -> None:
        """Take note of atoms that are there in another form."""
        self.add(Entry(what, place, Outcome.CHANGED, how, count))

    def leave_out(self, what: str, place: str, why: str, count: int = 1) -> None:
        """Take note of atoms that are not there any more."""
        self.add(Entry(what, place, Outcome.LEFT_OUT, why, count))

    def totals(self) -> dict[str, dict[Outcome, int]]:
        """Return how many atoms of each kind were kept, changed and left out; kinds in the order of the alphabet."""
        counts: Counter[tuple[str, Outcome]] = Counter()
        for entry in self._entries:
            counts[entry.what, entry.outcome] += entry.count
        kinds = sorted({what for what, _ in counts})
        return {what: {outcome: counts[what, outcome] for outcome in Outcome} for what in kinds}

    def summary(self) -> list[Message]:
        """Return about ten lines for the terminal: what was kept, and the most frequent changes and losses."""
        totals = self.totals()
        kept = [(row[Outcome.KEPT], what) for what, row in totals.items() if row[Outcome.KEPT]]
        counts = join_messages(_counted(what, count) for count, what in sorted(kept, key=lambda pair: -pair[0]))
        lines = [say("{outcome}: {what}", outcome=_OUTCOMES[Outcome.KEPT], what=counts or say("nothing"))]
        for outcome in (Outcome.CHANGED, Outcome.LEFT_OUT):
            lines += self._ways(outcome)
        if made := Counter(re.sub(r" \d+$", "", made) for _, _, made, _ in self.decisions):
            each = join_messages(_counted(known_message(what, _DECIDED), count) for what, count in made.most_common())
            lines.append(say("by look: {what}; each with its reason in import.json, and with -v", what=each))
        return lines

    def _ways(self, outcome: Outcome) -> list[Message]:
        ways: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], str] = {}
        for entry in self._entries:
            if entry.outcome is outcome:
                ways[entry.what, entry.how] += entry.count
                first.setdefault((entry.what, entry.how), entry.place)
        total, name = sum(ways.values()), _OUTCOMES[outcome]
        if not total:
            return [say("{outcome}: {what}", outcome=name, what=say("nothing"))]
        lines = [say("{outcome}: {count:,}", outcome=name, count=total)]
        shown = sorted(ways.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SHOWN]
        for (what, how), count in shown:
            line, place = (
                join_messages(["  ", say("{what}: {how}", what=_counted(what, count), how=how)], ""),
                first[what, how],
            )
            if place and count > 1:
                line = say("{line} (first at {place})", line=line, place=place)
            elif place:
                line = say("{line} ({place})", line=line, place=place)
            lines.append(line)
        if (rest := len(ways) - len(shown)) > 0:
            more = say_count("and {count} more way, in import.html", "and {count} more ways, in import.html", rest)
            lines.append(join_messages(["  ", more], ""))
        return lines

    def as_json(self) -> str:
        """Return the balance for programs: totals by kind, then each entry; the same import gives the same text."""
        entries = [
            {"what": e.what, "place": e.place, "outcome": e.outcome.value, "how": e.how, "count": e.count}
            for e in self._entries
        ]
        totals = {what: {o.value: count for o, count in row.items()} for what, row in self.totals().items()}
        whole: dict[str, object] = {"totals": totals, "entries": entries}
        if self.decisions:
            names = ("place", "text", "made", "reason")
            whole["decisions"] = [dict(zip(names, row, strict=True)) for row in self.decisions]
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def as_html(self, assets: Assets, source: str, result: str, language: str = SOURCE_LANGUAGE) -> str:
        """Return the balance as a page: what each side has, then each change and each loss with its place.

        Args:
            assets: Where layouts are.
            source: Name of the input.
            result: Name of the project that was made of it.
            language: Language of the page.
        """
        from publish.publication.assets.jinja import fill_layout  # not needed by who only counts

        def told(entry: Entry) -> dict[str, object]:
            what, how = translate(entry.what, language), translate(entry.how, language)
            return {"place": entry.place, "what": what, "count": entry.count, "how": how}

        values: Mapping[str, object] = {
            "source": source,
            "result": result,
            "language": language,
            "words": {name: translate(word, language) for name, word in _WORDS.items()},
            "rows": [
                {
                    "what": translate(what, language),
                    "kept": row[Outcome.KEPT],
                    "changed": row[Outcome.CHANGED],
                    "out": row[Outcome.LEFT_OUT],
                }
                for what, row in self.totals().items()
            ],
            "changed": [told(entry) for entry in self.changed],
            "left_out": [told(entry) for entry in self.left_out],
        }
        return fill_layout(assets, LAYOUT, values)


_SAME = (FURNITURE, "words", "front matter", "code", "data", "attributes", "HTML", "contents")
"""Kinds of atoms whose name is the same for many."""


_WORDS = {
    "title": say("Import of"),
    "left": say("on the left"),
    "right": say("on the right"),
    "input": say("In the input"),
    "there": say("there"),
    "kept": _OUTCOMES[Outcome.KEPT],
    "changed": _OUTCOMES[Outcome.CHANGED],
    "out": _OUTCOMES[Outcome.LEFT_OUT],
    "Left out": say("Left out"),
    "Changed": say("Changed"),
    "Why": say("Why"),
    "How": say("How"),
    "place": say("Place"),
    "what": say("What"),
    "count": say("Count"),
    "nothing": say("Nothing."),
}
"""What the page says beside the entries."""


def _counted(what: str, count: int) -> Message:
    many = _plural(what, count)
    name = in_number(what, many, count) if isinstance(what, Message) else many
    return say("{count:,} {what}", count=count, what=name)


def _plural(what: str, count: int) -> str:
    if count == 1 or what in _SAME or "words" in what.split():
        return what
    first, of, rest = what.partition(" of ")
    if of:
        return f"{_plural(first, count)}{of}{rest}"
    if what.endswith(("s", "x", "ch", "sh")):
        return f"{what}es"
    return f"{what[:-1]}ies" if what.endswith("y") and what[-2:-1] not in "aeiou" else f"{what}s"
