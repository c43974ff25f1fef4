"""Menders of notes, links and pictures, and the one for whatever has no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.base.messages import say
from publish.importing.dialects.draft import Change, prefix_of
from publish.importing.dialects.link_spans import link_at
from publish.importing.settling.trouble import Trouble


def escape(trouble: Trouble) -> Iterator[Change]:
    """Put a backslash before a mark, so that it is printed as it stands."""
    sign = trouble.text[trouble.offset : trouble.offset + 1]
    if re.match(r"[!-/:-@\[-`{-~]", sign) and trouble.text[trouble.offset - 1 : trouble.offset] != "\\":
        trouble.changed(say("mark"), say("printed as it stands: {message}", message=trouble.message))
        yield Change(trouble.offset, trouble.offset, "\\")


def escape_line(trouble: Trouble) -> Iterator[Change]:
    """Print all signs of a line as they stand."""
    start, end = trouble.line()
    line = trouble.text[start:end]
    prefix = prefix_of(line)
    made = re.sub(r"(?<!\\)([:`~{}\[\]<>^!*_#$%@=|]|\\(?![^\w\s]))", r"\\\1", line[len(prefix) :])
    trouble.changed(say("line"), say("printed as it stands: {message}", message=trouble.message))
    yield Change(start + len(prefix), end, made)


def unused_note(trouble: Trouble) -> Iterator[Change]:
    """Make a paragraph of a note that nothing calls."""
    found = re.compile(r"\[\^([^\]]+)\]:[ \t]*").match(trouble.text, trouble.offset)
    if found:
        trouble.changed(say("note"), say("nothing calls it, so it is a paragraph: {found}", found=found[1]))
        apart = "" if trouble.text[: found.start()].endswith("\n\n") else "\n"  # else it would go on the note before
        yield Change(found.start(), found.end(), f"{apart}({found[1]}) ")
        yield from _unindent(trouble, found.end())


def _unindent(trouble: Trouble, offset: int) -> Iterator[Change]:
    """Take the indentation from the lines that belong to a note."""
    here = trouble.text.find("\n", offset)
    while here >= 0:
        line = re.compile(r"\n(?P<space>[ \t]{4}|[ \t]{0,4}(?=\n|$))").match(trouble.text, here)
        if not line:
            return
        if line["space"]:
            yield Change(line.start("space"), line.end("space"), "")
        here = trouble.text.find("\n", here + 1)


def undefined_note(trouble: Trouble) -> Iterator[Change]:
    """Print the call of a note without a text as it stands."""
    trouble.changed(say("note"), say("there is no text for it: {said}", said=trouble.said))
    yield Change(trouble.offset, trouble.offset, "\\")


def second_note(trouble: Trouble) -> Iterator[Change]:
    """Give the second note of a name another one."""
    found = re.compile(r"\[\^([^\]]+)\]").match(trouble.text, trouble.offset)
    if found:
        number = 2
        while f"[^{found[1]}-{number}]" in trouble.text:
            number += 1
        trouble.changed(say("note"), say("the second of one name: {found}", found=found[1]))
        yield Change(found.start(), found.end(), f"[^{found[1]}-{number}]")


def nested_note(trouble: Trouble) -> Iterator[Change]:
    """A call in a note, or in the words of a link, is put in round brackets."""
    found = re.compile(r"\[\^([^\]]+)\]").match(trouble.text, trouble.offset)
    if found:
        trouble.changed(say("note"), say("called where none can be, so only its name stays: {found}", found=found[1]))
        yield Change(found.start(), found.end(), f"({found[1]})")
    elif trouble.text.startswith("^[", trouble.offset):
        yield Change(trouble.offset, trouble.offset, "\\")


def link_words(trouble: Trouble) -> Iterator[Change]:
    """Leave the words of a link that leads nowhere."""
    found = link_at(trouble.text, trouble.offset)
    reference = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\[[^\]]*\])?").match(trouble.text, trouble.offset)
    if found:
        trouble.left_out(
            say("link"), say("its words stay: {message}: {target}", message=trouble.message, target=found.target[:60])
        )
        yield Change(trouble.offset, found.end, trouble.text[slice(*found.words)])
    elif reference:
        trouble.left_out(say("link"), say("its words stay: {message}", message=trouble.message))
        yield Change(reference.start(), reference.end(), reference[1])
    elif auto := re.compile(r"<([^<>\s]+)>").match(trouble.text, trouble.offset):
        trouble.left_out(say("link"), say("its words stay: {message}", message=trouble.message))
        yield Change(auto.start(), auto.end(), auto[1])


def nested_link(trouble: Trouble) -> Iterator[Change]:
    """Leave the words of a link, or the name of a note, that stands in the words of a link."""
    found = link_at(trouble.text, trouble.offset)
    auto = re.compile(r"<(https?://[^<>\s]+)>").match(trouble.text, trouble.offset)
    if found:
        trouble.changed(say("link"), say("a link inside of another one: its words stay"))
        yield Change(trouble.offset, found.end, trouble.text[slice(*found.words)])
    elif auto:
        trouble.changed(say("link"), say("a link inside of another one: its words stay"))
        yield Change(auto.start(), auto.end(), auto[1])
    else:
        yield from nested_note(trouble) if trouble.text.startswith("[^", trouble.offset) else escape(trouble)


def spaced(trouble: Trouble) -> Iterator[Change]:
    """Put an address with a space between angle brackets."""
    start, end = trouble.span()
    link = trouble.found.hint.partition(": ")[2]
    if link:
        trouble.changed(say("link"), say("its address has a space"))
        yield Change(start, end, link)


def inline_picture(trouble: Trouble) -> Iterator[Change]:
    """Leave the words of a picture that stands inside a line."""
    found = link_at(trouble.text, trouble.offset)
    reference = re.compile(r"!\[([^\[\]]*)\]\[[^\[\]]*\]").match(trouble.text, trouble.offset)
    if found:
        trouble.left_out(say("picture"), say("inside a line, its words stay: {target}", target=found.target[:60]))
        yield Change(trouble.offset, found.end, trouble.text[slice(*found.words)])
    elif reference:
        trouble.left_out(say("picture"), say("inside a line, its words stay"))
        yield Change(reference.start(), reference.end(), reference[1])
    else:
        yield from escape(trouble)
