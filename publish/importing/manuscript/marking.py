"""Leaves of a line as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.importing.manuscript.leaves import LineLeaf, Wrap, grouped, joined
from publish.importing.markdown.escaping import address, escape, guard

_MARKS = {"em": "*", "strong": "**", "strike": "~~", "mark": "=="}
_TAGS = {"u": "u", "kbd": "kbd", "sub": "sub", "sup": "sup", "strike": "s", "mark": "mark"}
_RAISED = {"sub": "~", "sup": "^"}
BREAK = "\\\n"


def write_line(leaves: Sequence[LineLeaf], *, line_break: str = BREAK, cell: bool = False) -> str:
    """Return a line as Markdown; ``cell`` says that it stands between the bars of a table."""
    leaves = [replace(leaf, text=_plain(leaf.text)) if leaf.kind == "text" else leaf for leaf in leaves]
    text = _Writing(line_break, cell).write(_trimmed(joined(leaves)))
    ends = line_break if "\n" in line_break else BREAK
    lines = [line.strip(" ") for line in text.split(ends)]
    return ends.join(guard(line) for line in lines).strip("\n")


def _plain(text: str) -> str:
    """Return words without what typesetting puts between them."""
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "").replace("\t", " ")
    return re.sub(" {2,}", " ", text)


def _trimmed(leaves: list[LineLeaf]) -> list[LineLeaf]:
    """Return leaves with the space at the ends of marked words outside of the marks."""
    made: list[LineLeaf] = []
    for leaf in leaves:
        looks = tuple(wrap for wrap in leaf.wraps if wrap.number)
        if leaf.kind != "text" or looks == leaf.wraps:
            made.append(leaf)
            continue
        inside = leaf.text.strip(" ")
        start = len(leaf.text) - len(leaf.text.lstrip(" "))
        around = [leaf.text[:start], inside, leaf.text[start + len(inside) :]]
        made += [LineLeaf("text", part, leaf.wraps if part is inside and inside else looks) for part in around if part]
    return _bridged(_bridged(made))


def _bridged(leaves: list[LineLeaf]) -> list[LineLeaf]:
    """Return leaves with the space between two that look alike as they look."""
    for index in range(1, len(leaves) - 1):
        before, here, after = leaves[index - 1 : index + 2]
        if (here.kind == "text" and not here.text.strip(" ")) or (here.kind in ("raw", "break") and not here.wraps):
            shared = tuple(wrap for wrap in before.wraps if wrap in after.wraps)
            if len(shared) > len(here.wraps):
                leaves[index] = replace(here, wraps=shared)
    return joined(leaves)


class _Writing:
    def __init__(self, line_break: str, cell: bool) -> None:
        self.line_break, self.cell = line_break, cell
        self.last = ""

    def write(self, leaves: Sequence[LineLeaf]) -> str:
        """Return leaves; emphasis that begins where another ends is kept apart from it."""
        parts: list[str] = []
        before: Wrap | None = None
        for wrap, inner in grouped(leaves):
            text = self.wrap(wrap, inner) if wrap else "".join(map(self.leaf, inner))
            if wrap and before and wrap.kind in _MARKS and before.kind in _MARKS and text:
                parts.append("<!-- -->")
            parts.append(text)
            self.last = text or self.last
            before = wrap if text else before
        return "".join(parts)

    def leaf(self, leaf: LineLeaf) -> str:
        """Return a leaf that stands in nothing."""
        if leaf.kind == "break":
            return self.line_break
        if leaf.kind == "code":
            return self.code(leaf.text)
        if leaf.kind == "text":
            return escape(leaf.text, cell=self.cell)
        if leaf.kind in ("formula", "page"):
            return f"$${leaf.text}$$" if leaf.kind == "formula" else ""
        return leaf.text.replace("|", "\\|") if self.cell and "|" in leaf.text else leaf.text

    def code(self, text: str) -> str:
        """Return code in a line."""
        text = text.replace("|", "\\|") if self.cell else text
        ticks = "`" * (max((len(row) for row in re.findall("`+", text)), default=0) + 1)
        space = " " if text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " ") else ""
        return f"{ticks}{space}{text}{space}{ticks}"

    def wrap(self, wrap: Wrap, inner: list[LineLeaf]) -> str:
        """Return leaves in what is around them."""
        before = self.last
        text = self.write(inner)
        if not text.strip():
            return text
        if wrap.kind in _RAISED and re.search(r"\w$", before) and re.fullmatch(r"\w+", text):
            return f"{_RAISED[wrap.kind]}{text}{_RAISED[wrap.kind]}"
        if wrap.kind in _MARKS:
            return f"{_MARKS[wrap.kind]}{text}{_MARKS[wrap.kind]}"
        if wrap.kind in _TAGS:
            return f"<{_TAGS[wrap.kind]}>{text}</{_TAGS[wrap.kind]}>"
        if wrap.kind == "abbr":
            title = wrap.said.replace("&", "&amp;").replace('"', "&quot;")
            return f'<abbr title="{title}">{text}</abbr>'
        if wrap.kind == "span":
            return f"[{text}]{{{wrap.said}}}"
        is_plain = not any(leaf.wraps for leaf in inner)
        return self.link(wrap, text, "".join(leaf.text for leaf in inner) if is_plain else "")

    def link(self, wrap: Wrap, text: str, plain: str) -> str:
        """Return a link; one whose words are its address as it stands."""
        if not wrap.title and plain == wrap.said and re.fullmatch(r"https?://[\w./-]+[\w/]", plain):
            return f"<{plain}>"
        if not wrap.title and wrap.said in (f"mailto:{plain}", f"http://{plain}") and re.fullmatch(r"[\w.@/-]+", plain):
            return plain
        title = f' "{_quoted(wrap.title)}"' if wrap.title else ""
        return f"[{text}]({address(wrap.said)}{title})"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
