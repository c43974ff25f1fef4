"""What a comparison says, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.base.messages import Message, join_messages, say, say_count, translate
from publish.build.comparing.comparison import Fate

_SAID: Mapping[str, Message] = {
    "title": say("Comparison"),
    "was_file": say("Old"),
    "is_file": say("New"),
    "same": say("the two files say and show the same"),
    "changed": say("changed"),
    "added": say("added"),
    "removed": say("removed"),
    "moved": say("moved"),
    "reflowed": say("text moved, no word changed"),
    "marked_up": say("the same words, marked up otherwise"),
    "resized": say("another size"),
    "head": say("running head"),
    "contents": say("What differs"),
    "where": say("Where"),
    "what": say("Difference"),
    "number": say("No."),
    "was": say("Before"),
    "now": say("Now"),
    "name": say("Name"),
    "facts": say("What the files say of themselves"),
    "members": say("Other files in the book"),
    "nothing": say("Nothing differs."),
    "not_drawn": say("not drawn here"),
    "absent": say("not there"),
    "unshown": say("it cannot be shown"),
    "picture_changed": say("picture or line changed"),
    "picture_added": say("picture or line added"),
    "picture_removed": say("picture or line removed"),
    "picture_was": say("The picture before"),
    "picture_is": say("The picture now"),
    "unchanged": say("… paragraphs that are the same …"),
    "jump": say("Skip to the first difference"),
    "next": say("Next difference"),
    "back": say("Back to the list"),
    "boxes": say("Show the boxes"),
    "legend": say("Lines: changed, dashes: added, dots: removed, double lines: moved."),
}


class Phrases(dict[str, str]):
    """What is said, by keys, in a language; messages are told in it as well."""

    def __init__(self, language: str) -> None:
        """Choose a language: ``vi`` or ``en``."""
        super().__init__({key: translate(message, language) for key, message in _SAID.items()})
        self._language = language

    def tell(self, message: Message) -> str:
        """Return a message in the language."""
        return translate(message, self._language)


def pages_at(first: int, last: int) -> Message:
    """Return the name of a page, or of pages that follow each other."""
    return say("page {page}", page=first) if first == last else say("pages {first}–{last}", first=first, last=last)


def pages_from(old: tuple[int, int], new: tuple[int, int]) -> Message:
    """Return the name of a page, or of pages that follow each other, that had other numbers before."""
    if old[0] == old[1]:
        return say("page {old} → {new}", old=old[0], new=new[0])
    before, now = f"{old[0]}–{old[1]}", f"{new[0]}–{new[1]}"
    return say("pages {old} → {new}", old=before, new=now)


def chapter_at(old: int, new: int, title: str) -> Message:
    """Return the name of a chapter, by its place in the order of reading, before and now; 0 for none."""
    if not old or not new or old == new:
        return say("chapter {number} “{title}”", number=new or old, title=title)
    return say("chapter {old} → {new} “{title}”", old=old, new=new, title=title)


def list_pages(pages: Sequence[int], most: int = 6) -> str:
    """Return numbers of pages, no more than can be read at a glance."""
    return ", ".join(map(str, pages[:most])) + (" …" if len(pages) > most else "")


def count_pages(fate: Fate, count: int) -> Message:
    """Return how many pages have met a fate."""
    match fate:
        case Fate.CHANGED:
            return say_count("{count} page changed", "{count} pages changed", count)
        case Fate.ADDED:
            return say_count("{count} page added", "{count} pages added", count)
        case Fate.REMOVED:
            return say_count("{count} page removed", "{count} pages removed", count)
        case Fate.MOVED:
            return say_count("{count} page moved", "{count} pages moved", count)
    return say_count("{count} page with text that moved", "{count} pages with text that moved", count)


def count_chapters(fate: Fate, count: int) -> Message:
    """Return how many chapters have met a fate."""
    match fate:
        case Fate.CHANGED:
            return say_count("{count} chapter changed", "{count} chapters changed", count)
        case Fate.ADDED:
            return say_count("{count} chapter added", "{count} chapters added", count)
        case Fate.REMOVED:
            return say_count("{count} chapter removed", "{count} chapters removed", count)
        case Fate.MOVED:
            return say_count("{count} chapter moved", "{count} chapters moved", count)
    return say_count("{count} chapter with text that moved", "{count} chapters with text that moved", count)


def join(messages: Sequence[Message]) -> Message:
    """Return messages in a row."""
    return join_messages(messages, "; ")
