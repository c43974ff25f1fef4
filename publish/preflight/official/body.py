"""The divisions of the text: parts, chapters, sections, articles, clauses, points, and the legal bases."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from publish.preflight.official.blocks import SetParagraph
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import LetterRun, SetLine, is_upper

_DIVISIONS = (
    ("part", re.compile(r"phần\s+(thứ\s+\w+|[ivxlc]+|\d+)[.:]?", re.I)),
    ("chapter", re.compile(r"chương\s+([ivxlc]+|\d+)[.:]?", re.I)),
    ("subsection", re.compile(r"tiểu mục\s+\d+[.:]?", re.I)),
    ("section", re.compile(r"mục\s+(\d+|[ivxlc]+)[.:]?", re.I)),
)
_ARTICLE = re.compile(r"điều\s+\d+\s*[a-zđ]?(\.|(?=\s))", re.I)
_CLAUSE = re.compile(r"\d+\.(?=\s)")
_POINT = re.compile(r"[a-zđ]{1,2}\d?\)(?=\s)")
_CROSSHEAD = re.compile(r"[IVXLC]+\.\s+(?=\S)")
_BASIS = re.compile(r"(căn cứ|theo đề nghị|xét)\b", re.I)
_BASES_START = 3  # paragraphs before which the legal bases begin


def find_divisions(paragraphs: Sequence[SetParagraph]) -> list[FoundComponent]:
    """Return the divisions and legal bases of the text, in its order."""
    found: list[FoundComponent] = []
    titled = ""
    based = _bases(paragraphs)
    found += [FoundComponent("legal-bases", paragraph.lines) for paragraph in based]
    for paragraph in paragraphs:
        if not paragraph.whole or paragraph in based:
            titled = ""
            continue
        text = paragraph.text
        key = next((key for key, pattern in _DIVISIONS if pattern.fullmatch(text)), "")
        if key:
            found.append(FoundComponent(key, paragraph.lines))
            titled = f"{key}-title"
        elif titled and _is_title(paragraph, found[-1]):
            _add_title(found, titled, paragraph)
        else:
            titled = ""
            found += _labels(paragraph)
    return found


def _bases(paragraphs: Sequence[SetParagraph]) -> list[SetParagraph]:
    """Return the legal bases: paragraphs at the beginning that say on what the document rests."""
    bases: list[SetParagraph] = []
    for index, paragraph in enumerate(paragraphs):
        if _BASIS.match(paragraph.text):
            bases.append(paragraph)
        elif bases or index > _BASES_START:
            break
    return bases if bases and bases[0].text.casefold().startswith("căn cứ") else []


def _is_title(paragraph: SetParagraph, last: FoundComponent) -> bool:
    line = paragraph.lines[0]
    near = line.page == last.last.page and line.baseline - last.last.baseline < 14
    short = len(paragraph.lines) <= 3 and not _ARTICLE.match(paragraph.text)
    return near and short and (paragraph.centred or paragraph.most(lambda run: run.bold) or is_upper(paragraph.text))


def _add_title(found: list[FoundComponent], key: str, paragraph: SetParagraph) -> None:
    """Add a line of a title to the lines before it."""
    if found[-1].key == key:
        found[-1] = FoundComponent(key, (*found[-1].lines, *paragraph.lines))
    else:
        found.append(FoundComponent(key, paragraph.lines))


def _labels(paragraph: SetParagraph) -> Iterator[FoundComponent]:
    first, text = paragraph.lines[0], paragraph.lines[0].text
    if label := _ARTICLE.match(text):
        yield FoundComponent("article", (_cut(first, label.end()),))
    elif label := _CROSSHEAD.match(text):
        bold = paragraph.most(lambda run: run.bold)
        if is_upper(paragraph.text) or (bold and len(paragraph.lines) <= 2 and not paragraph.text.endswith(".")):
            yield FoundComponent("crosshead", paragraph.lines)
    elif label := _CLAUSE.match(text):
        bold = paragraph.most(lambda run: run.bold)
        titled = bold and not paragraph.text.rstrip().endswith((".", ";"))
        yield (
            FoundComponent("clause-title", paragraph.lines)
            if titled
            else FoundComponent("clause", (_cut(first, label.end()),))
        )
    elif label := _POINT.match(text):
        yield FoundComponent("point", (_cut(first, label.end()),))


def _cut(line: SetLine, length: int) -> SetLine:
    """Return the first letters of a line, its label, as a line."""
    kept: list[LetterRun] = []
    for run in line.runs:
        room = length - sum(len(" ".join(one.text.split(" "))) for one in kept)
        if room <= 0:
            break
        kept.append(dataclasses.replace(run, text=run.text[:room]))
    return dataclasses.replace(line, runs=tuple(kept))
