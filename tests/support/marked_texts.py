"""Long texts marked by hand, set as Word files by several typists, and what an import makes of them by their marks.

A line is a mark and a text. ``1`` to ``5`` are crossheads by their level, ``+`` goes on with the one above, ``T``
is the headline; ``D`` a deck, ``B`` a byline, ``L`` place and day, ``S`` where a text comes from; ``P`` a picture,
``C`` its caption, ``K`` a credit, ``t`` a table (rows end with ``;``, cells with ``|``), ``TC`` its caption; ``l``
an item of a list, ``w`` one with a label in words, ``d`` speech, ``v`` a line of verse, ``q`` a quotation, ``x`` a
line of contents typed by hand, ``h`` and ``s`` heads and signatures of official documents in two columns (``|``) of
lines (``/``). ``*3`` is running text. The rest are paragraphs that are nothing of this, whatever they look like:
``p`` plain, ``b`` bold, ``i`` slanted, ``c``, ``cb``, ``ci`` in the middle, ``r``, ``rb``, ``ri`` on the right;
``?`` may be a crosshead or not. Two stars begin and end bold words.

A typist is a look by mark, and for crossheads by their number, which comes first. The letters of a look are: ``b``
bold, ``i`` slanted, ``u`` underlined, ``B`` coloured, ``C`` typed in capitals, ``L`` four points larger, ``M`` one,
``s`` two smaller, ``c`` in the middle, ``t`` so by spaces, ``T`` by tabs, ``r`` on the right, ``j`` justified,
``f`` first line indented, ``n`` indented, ``w`` on both sides, ``S`` space above, ``K`` held to the next paragraph,
``a`` the number counted by Word, ``l`` lines of one paragraph. ``gap = "+"`` puts empty paragraphs above what is
large.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from publish.editing.dialogue import set_dialogue
from publish.importing.project import Request
from publish.importing.word.importer import read
from publish.kinds import KINDS
from publish.publication import model
from publish.reader import find_reader
from publish.reader.source import Source
from tests.support.word_files import para, picture, run, table, word_file

_SIZE = 28
_HEADS = "12345"
_PATTERNS = (
    ("chapter", r"(?i:phần|chương|mục|phụ lục) (?:thứ|[0-9IVX]+)"),
    ("article", r"Điều [0-9]"),
    ("activity", r"(?i:hoạt động|HĐ|khám phá|nội dung) ?[0-9]"),
    ("roman", r"[IVX]+[./-] ?"),
    ("deep", r"[0-9]+\.[0-9]+\.[0-9]"),
    ("decimal", r"[0-9]+\.[0-9]"),
    ("arabic", r"[0-9]+[./] ?"),
    ("letter", r"[a-zđA-Z][.)] "),
)
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)*\.) ")
_LETTERS = {"b": "<w:b/>", "i": "<w:i/>", "u": '<w:u w:val="single"/>', "B": '<w:color w:val="C00000"/>'}
_INDENTS = {"f": 'w:firstLine="567"', "n": 'w:left="720"', "w": 'w:left="720" w:right="720"'}
_ALIGNED = {"c": "center", "r": "right", "j": "both"}
_LARGER = {"L": 8, "M": 2, "s": -4}

KIND_OF = {
    **dict.fromkeys((*_HEADS, "+", "T"), "heading"),
    **{"D": "deck", "B": "byline", "L": "dateline", "S": "source", "C": "caption", "TC": "caption", "K": "credit"},
    **{"l": "item", "w": "words", "d": "speech", "v": "verse", "q": "quotation"},
}
"""What a mark says that a line is."""

Found = dict[str, Counter[str]]
"""Texts by what they are, each with how often it is there."""


class Line(NamedTuple):
    """A line of a text."""

    mark: str
    text: str


class Measure(NamedTuple):
    """What an import found of one kind: how many are right, how many it found, and how many there are."""

    right: int
    found: int
    wanted: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def read_marked(path: Path, pool: Sequence[str], share: int) -> list[Line]:
    """The lines of a marked text, with ``share`` paragraphs of a pool for each that it asks for."""
    rest = iter(pool)
    lines = []
    for row in path.read_text(encoding="utf-8").splitlines():
        mark, _, text = row.partition(" ")
        if mark.startswith("*") and mark[1:].isdigit():
            lines += [Line("p", next(rest)) for _ in range(int(mark[1:]) * share)]
        elif mark:
            lines.append(Line(mark, text))
    return lines


# The Word file


def typed(lines: Sequence[Line], typist: Mapping[str, str]) -> bytes:
    """A text as a typist makes a Word file of it."""
    numbers: list[str] = []
    body = "".join(_bodies(lines, typist, numbers))
    styles = f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{_SIZE}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return word_file(body, parts={"styles": styles, "numbering": _numbering(numbers)})


def _bodies(lines: Sequence[Line], typist: Mapping[str, str], numbers: list[str]) -> Iterator[str]:
    index, look = 0, ""
    while index < len(lines):
        mark, text = lines[index]
        index += 1
        if typist["gap"] and mark in "1B2TD":
            yield para()
        if mark == "P":
            yield para(picture("p1"), about='<w:jc w:val="center"/>')
        elif mark == "t":
            yield table(*([cell.strip() for cell in row.split("|")] for row in text.split(";")))
        elif mark in ("h", "s"):
            yield _columns(text, bold=mark == "h")
        else:
            look = look if mark == "+" else _look_of(mark, text, typist)
            together = [text]
            while "l" in look and index < len(lines) and lines[index].mark in ("+", "v") and mark in (*_HEADS, "v"):
                together.append(lines[index].text)
                index += 1
            yield _paragraph(together, look, numbers)


def _look_of(mark: str, text: str, typist: Mapping[str, str]) -> str:
    """The look that a typist gives a line."""
    if mark in _HEADS and mark != "1":
        for name, pattern in _PATTERNS:
            if name in typist and re.match(pattern, text):
                return typist[name]
    return typist.get(mark) or typist.get("3" if mark in "45" else "2" if mark == "3" else "p", "jf")


def _paragraph(texts: list[str], look: str, numbers: list[str]) -> str:
    size = _SIZE + sum(larger for each, larger in _LARGER.items() if each in look)
    properties = "".join(_LETTERS[each] for each in look if each in _LETTERS)
    properties += f'<w:sz w:val="{size}"/>' if size != _SIZE else ""
    about = "<w:keepNext/>" if "K" in look else ""
    if "a" in look and (found := _NUMBER.match(texts[0])):
        numbers.append(found[1])
        about += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(numbers)}"/></w:numPr>'
        texts = [texts[0][found.end() :], *texts[1:]]
    about += '<w:spacing w:before="240"/>' if "S" in look else ""
    about += "".join(f"<w:ind {indent}/>" for each, indent in _INDENTS.items() if each in look)
    about += "".join(f'<w:jc w:val="{name}"/>' for each, name in _ALIGNED.items() if each in look)
    inner = ""
    for index, text in enumerate(texts):
        inner += "<w:r><w:br/></w:r>" if index else ""
        inner += run(" " * 22) if "t" in look else "<w:r><w:tab/><w:tab/><w:tab/></w:r>" if "T" in look else ""
        inner += _runs(text.upper() if "C" in look else text, properties)
    return para(inner, about=about)


def _runs(text: str, properties: str) -> str:
    """The runs of a text, with the bold words and the tabs in it."""
    made = ""
    for index, part in enumerate(text.split("**")):
        for count, piece in enumerate(part.split("\t")):
            made += "<w:r><w:tab/></w:r>" if count else ""
            made += run(piece, properties + ("<w:b/>" if index % 2 else "")) if piece else ""
    return made


def _columns(text: str, *, bold: bool) -> str:
    middle = '<w:jc w:val="center"/>'
    cells = []
    for column in text.split("|"):
        looks = ["<w:b/>" if bold or index == 0 else "" for index in range(column.count("/") + 1)]
        lines = (para(run(line, look), about=middle) for line, look in zip(column.split("/"), looks, strict=True))
        cells.append(f"<w:tc><w:tcPr/>{''.join(lines)}</w:tc>")
    return table(cells, ruled=False)


def _numbering(numbers: list[str]) -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{index}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{number}"/></w:lvl></w:abstractNum>'
        for index, number in enumerate(numbers, 1)
    )
    return kinds + "".join(
        f'<w:num w:numId="{index}"><w:abstractNumId w:val="{index}"/></w:num>' for index in range(1, len(numbers) + 1)
    )


# What is there, and what is found


def _key(text: str) -> str:
    """A text by which it is known again: in small letters, without signs and the marks of lists."""
    text = text.replace("**", "").replace("\u00a0", " ")
    text = re.sub(r"^[-–—*+•]\s+|^\(?(?:[0-9]{1,2}|[ivx]{1,4}|[a-zđA-Z])[.)]\s+", "", text)
    return re.sub(r"[\W_]+", " ", text).strip().lower()


_CREDIT = re.compile(r"(?:Ảnh|Nguồn)(?: tư liệu)?: .*")


def _wanted(lines: Sequence[Line]) -> Found:
    """The texts of each kind as they are marked."""
    found: Found = {kind: Counter() for kind in KIND_OF.values()}
    for mark, text in lines:
        if kind := KIND_OF.get(mark):
            credit = _CREDIT.search(text) if mark == "C" else None
            found[kind][_key(text[: credit.start()] if credit else text)] += 1
            if credit:
                found["credit"][_key(credit[0])] += 1
    return found


def made_of(path: Path, *, kind: str | None = None) -> Found:
    """The texts of each kind that an import of a Word file makes, as our own reader reads them."""
    result = read(path, Request(datetime.date(2026, 11, 30), kind, KINDS))
    found: Found = {each: Counter() for each in KIND_OF.values()}
    for name, content in sorted(result.project.files.items()):
        if name.endswith(".md"):
            source = Source(Path(name), content.decode())
            _take(find_reader(source.file).read(source, "vi"), found)
    return found


def _take(article: model.Article, found: Found) -> None:
    for line in article.headline:
        if (words := model.plain_text(line)) != article.name:  # the name of the file, where no line looks like one
            found["heading"][_key(words)] += 1
    for kind in ("deck", "byline", "dateline", "source"):
        if words := model.plain_text(getattr(article, kind)):
            found[kind][_key(words)] += 1
    said = [node for node in set_dialogue(article, "speech").children if isinstance(node, model.Paragraph)]
    speech = {text[2:] for node in said if (text := model.plain_text(node.children)).startswith("- ")}
    _blocks(article.children, found, speech)


def _blocks(nodes: Sequence[Any], found: Found, speech: set[str]) -> None:
    for node in nodes:
        if isinstance(node, model.Heading):
            for line in _lines(node.children):
                found["heading"][_key(line)] += 1
        elif isinstance(node, model.Figure | model.Table):
            for kind in ("caption", "credit"):
                if words := model.plain_text(getattr(node, kind)):
                    found[kind][_key(words)] += 1
        elif isinstance(node, model.Verse):
            for line in (line for stanza in node.stanzas for line in stanza):
                found["verse"][_key(model.plain_text(line))] += 1
        elif isinstance(node, model.BlockQuote):
            for child in node.children:
                if isinstance(child, model.Paragraph):
                    found["quotation"][_key(model.plain_text(child.children))] += 1
        elif isinstance(node, model.List):
            _items(node, found, speech)
        elif isinstance(node, model.Paragraph):
            if re.match(r"[-–—] ", words := model.plain_text(node.children)):
                found["speech"][_key(words)] += 1
        elif isinstance(node, model.Box):
            _blocks(node.children, found, speech)


def _items(node: model.List, found: Found, speech: set[str]) -> None:
    for item in node.items:
        first = item.children[0]
        words = model.plain_text(first.children) if isinstance(first, model.Paragraph) else ""
        label = model.plain_text(item.label)
        kind = "words" if label else "speech" if words in speech else "item"
        found[kind][_key(f"{label} {words}")] += 1
        _blocks(item.children[1:], found, speech)


def _lines(children: Sequence[Any]) -> Iterator[str]:
    """The lines of a crosshead."""
    start = 0
    for index, node in enumerate((*children, None)):
        if node is None or isinstance(node, model.LineBreak):
            yield model.plain_text(tuple(children[start:index]))
            start = index + 1


def measure(lines: Sequence[Line], found: Found) -> dict[str, Measure]:
    """How much of each kind was found, and how much of what was found is right.

    What has the mark of a list may be an item, and the head of an official document may give its byline and place.
    """
    parts = [part for line in lines for part in (re.split(r"[/|]", line.text) if line.mark == "s" else [line.text])]
    listed = {_key(text) for text in parts if _LISTED.match(text)}
    heads = [line.text.split("|") for line in lines if line.mark == "h"]
    either = {
        "heading": {_key(line.text) for line in lines if line.mark == "?"},
        "item": listed,
        "speech": listed,
        "byline": {_key(" ".join(left.partition("/Số")[0].split("/"))) for left, _ in heads},
        "dateline": {_key(right.split("/")[-1].partition(",")[0]) for _, right in heads},
    }
    measures = {}
    for kind, want in _wanted(lines).items():
        free = either.get(kind, set()) - want.keys()
        got = Counter({key: count for key, count in found[kind].items() if key not in free})
        right = (want & got).total()
        measures[kind] = Measure(right, got.total(), want.total(), tuple(want - got), tuple(got - want))
    return measures


_LISTED = re.compile(r"(?:\*\*)?(?:[-–+*?•□] |\(?[0-9a-zđA-Z]{1,2}[.)] )")
