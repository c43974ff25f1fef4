"""Read what the index says of words, ``{index="chợ!phiên" see-also="hội"}``."""

from __future__ import annotations

from collections.abc import Mapping

from publish.base.messages import say
from publish.publication.model import IndexMark
from publish.reader.source import Passage, Source

SEE, ALSO = "see", "see-also"
INDEX_KEYS = ("index", "index-from", "index-to", SEE, ALSO)
"""Attributes of words that the index reads."""

SEPARATOR = "!"
"""Stands between an entry and its sub-entry."""

_KINDS = {"index": "at", "index-from": "from", "index-to": "to"}


def read_marks(
    source: Source, known: Mapping[str, str], places: Mapping[str, int], passage: Passage, words: str
) -> tuple[IndexMark, ...]:
    """Return the marks among the attributes of words.

    Args:
        source: Told what is wrong.
        known: Value of each attribute.
        places: Where each attribute stands in the passage.
        passage: The text of the attributes.
        words: The words themselves, without markup.
    """

    def report_key(key: str, message: str, hint: str) -> None:
        source.report(passage.source_offset(places[key]), message, "index-mark", hint, len(key))

    def term(key: str) -> tuple[str, ...]:
        parts = tuple(" ".join(part.split()) for part in known.get(key, "").split(SEPARATOR))
        if parts == ("",):
            return ()
        if len(parts) > 2 or not all(parts):
            report_key(
                key,
                say("not an entry of the index: {entry}", entry=known[key]),
                say('write "entry" or "entry{separator}sub-entry"', separator=SEPARATOR),
            )
            return ()
        return parts

    kinds = [key for key in _KINDS if key in known]
    for key in (SEE, ALSO):
        if key in known and "index" not in known:
            report_key(
                key,
                say("{key} without an entry", key=key),
                say('write {{index="entry" {key}="{entry}"}}', key=key, entry=known[key]),
            )
        elif key in known and not known[key].strip():
            report_key(key, say("{key} leads to no entry", key=key), say("name the entry to look at"))
    if SEE in known and ALSO in known:
        report_key(ALSO, say("see and see-also for the same words"), say("keep one: 'see' stands in place of the page"))
    marks = []
    for key in kinds:
        first = key == "index"
        mark = IndexMark(
            term(key),
            _KINDS[key],
            term(SEE) if first else (),
            term(ALSO) if first else (),
            source.position(passage.source_offset(places[key])),
        )
        if not words.strip() and not mark.see:
            report_key(
                key,
                say("an index mark without words"),
                say("put the words that the page is looked up for in the brackets"),
            )
        marks.append(mark)
    return tuple(marks)
