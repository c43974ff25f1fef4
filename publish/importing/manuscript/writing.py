"""Blocks of Markdown, from the lines in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from publish.importing.manuscript.drawing import draw_grid
from publish.importing.manuscript.tabling import WordCell, alignments
from publish.importing.markdown.escaping import escape

_RULES = {"center": ":---:", "right": "---:", "left": ":---"}


def join(blocks: Iterable[str]) -> str:
    """Return blocks with an empty line between them."""
    return "\n\n".join(block for block in blocks if block.strip())


def named(name: str | None, text: str) -> str:
    """Return a block with its name on a line above."""
    return f"{{#{name}}}\n{text}" if name and text else text


def indented(text: str, first: str, others: str) -> str:
    """Return lines behind a mark, the others as far in."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(f"{others}{line}" if line else "" for line in lines[1:])])


def heading(level: int, text: str, names: Mapping[str, str]) -> str:
    """Return a crosshead."""
    text = re.sub(r"(?<!\\)(#+)$", r"\\\1", text)
    name = f" {{#{names['block']}}}" if names.get("block") else ""
    return f"{'#' * level} {text}{name}"


def item(sign: str, blocks: Sequence[str], done: bool | None, tight: bool) -> str:
    """Return an item of a list with its mark."""
    parts = [block for block in blocks if block.strip()]
    body = ("\n" if tight else "\n\n").join(parts)
    body = f"[{'x' if done else ' '}] {body}" if done is not None else body
    return indented(body, f"{sign} ", " " * (len(sign) + 1)) if body else sign


def labelled(label: str, blocks: Sequence[str]) -> str:
    """Return an item whose label is words."""
    return f"{label}\n{indented(join(blocks) or '&nbsp;', ':   ', '    ')}"


def quote(blocks: Sequence[str], who: str) -> str:
    """Return a quotation with who said it."""
    text = join([*blocks, *([f"-- {who}"] if who else [])])
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def contain(name: str, inner: Sequence[str], words: str = "") -> str:
    """Return blocks in a container, with more colons than any of the containers in it has."""
    body = join(inner)
    colons = max((len(each) for each in re.findall(r"^[ >]*(:{3,})", body, re.MULTILINE)), default=2) + 1
    return f"{':' * colons} {name}{f' {words}' if words else ''}\n{body}\n{':' * colons}"


def picture(alt: str, name: str, width: float) -> str:
    """Return a picture."""
    told = re.sub(r"\s+", " ", escape(alt))
    return f"![{told}]({name}){f'{{width={width:g}%}}' if width else ''}"


def figure(shown: tuple[str, str] | None, caption: str, credit: str, place: Mapping[str, str]) -> str:
    """Return a picture, in a container if it has more than itself; ``shown`` is what it shows and its file."""
    facts = [f"span={place['span']}"] if place.get("span") else []
    facts += ["bleed"] if place.get("bleed") else []
    width = float(place.get("width") or 0)
    image = picture(*shown, width) if shown else ""
    if shown and not caption and not credit and not facts:
        return named(place.get("id"), image)
    caption = re.sub(r"^-- ", r"\\-- ", caption)
    braces = f"figure {{{' '.join(facts)}}}" if facts else "figure"
    inner = [image, caption, f"-- {credit}" if credit else ""]
    return named(place.get("id"), contain(braces, inner))


def table(rows: list[list[WordCell]], heads: int, caption: str, credit: str, name: str | None) -> str:
    """Return a table, in a container if it has a caption or a credit."""
    if not rows:
        return ""
    if heads == 0 or any(cell.is_block for line in rows for cell in line):
        return _captioned(draw_grid(rows, heads), caption, credit, name)
    aligns = alignments(rows, heads)
    lines = [row(rows[0]), f"| {' | '.join(_RULES.get(align, '---') for align in aligns)} |"]
    lines += map(row, rows[1:heads])
    if heads > 1:
        lines.append(f"| {' | '.join('===' for _ in aligns)} |")
    text = "\n".join([*lines, *map(row, rows[heads:])])
    return _captioned(text, caption, credit, name)


def _captioned(text: str, caption: str, credit: str, name: str | None) -> str:
    if caption or credit:
        opening, _, body = contain("table", [text, *([f"-- {credit}"] if credit else [])], caption).partition("\n")
        text = f"{opening}\n\n{body}"
    return named(name, text)


def row(cells: Sequence[WordCell]) -> str:
    """Return a row of a table."""
    text = "|"
    for cell in cells:
        words = "^^" if cell.joined else cell.text
        words = f"\\{words}" if not cell.joined and (words == "^^" or re.fullmatch(r"={3,}", words)) else words
        text += f" {words} |" if words else " |"
        text += (" ^^ |" if cell.joined else "|") * (cell.columns - 1)
    return text


def code(text: str, place: Mapping[str, str], title: str, name: str | None) -> str:
    """Return lines of code between fences, and what is said of them."""
    facts = []
    if place.get("first"):
        facts.append(f".numberLines startFrom={place['first']}")
    if title:
        facts.append(f"title={json.dumps(title, ensure_ascii=False)}")
    if place.get("tabs"):
        facts.append(f"tabs={place['tabs']}")
    said = f"{{{' '.join(facts)}}}" if facts else ""
    marked = f"{{{place['marked'].replace(' ', ',')}}}" if place.get("marked") else ""
    info = " ".join(part for part in (place.get("language", ""), said, marked) if part)
    fence = "`" * max(3, *(len(found) + 1 for found in re.findall("`{3,}", text)), 3)
    return named(name, f"{fence}{info}\n{text}\n{fence}")


def note(name: str, text: str) -> str:
    """Return the text of a note."""
    return indented(text or "&nbsp;", f"[^{name}]: ", "    ")


def fact(key: str, text: str) -> str:
    """Return a fact of the front matter; lines of a headline stand below one another."""
    if "\n" in text:
        return "\n".join([f"{key}: |", *(f"  {line}" for line in text.split("\n"))])
    return f"{key}: {yaml(text)}"


def yaml(text: str) -> str:
    """Return a text as a value of YAML; in quotes unless it is plain words."""
    plain = re.fullmatch(r"[^\W\d_][\w ,.()–“”…/%-]*", text) and not text.endswith((" ", ":"))
    words = ("true", "false", "yes", "no", "on", "off", "null")
    return text if plain and text.lower() not in words else json.dumps(text, ensure_ascii=False)
