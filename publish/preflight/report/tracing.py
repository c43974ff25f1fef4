"""Lead what is wrong with a finished file back to the line of the source that made it.

Both know the words: those at the place of a finding are looked for in the articles, with the words around them where
they stand there more than once. Spaces, capitals and all that is invisible do not count.
"""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from publish.base.diagnostics import AssetError, Diagnostic, Position, Spot
from publish.base.records import dataclass
from publish.base.xml import XmlDocument, XmlElement, read_markup
from publish.layout.page_starts import fold
from publish.outputs.epub.pictures import safe_name
from publish.publication.assets.folders import Assets
from publish.publication.model import Article, Code, CodeBlock, Figure, Icon, Inline, Text, plain_text, walk
from publish.publication.project import Project
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of

if TYPE_CHECKING:
    from publish.preflight.report.page_views import TextLine  # PDFium is for the workers

_LONGEST, _WINDOWS = 60, (60, 30, 15)
_SHORTEST, _TELLING = 3, 8
_CONTEXT, _WHOLE = 60, 30
_MOST_PLACES = 50
_PICTURE = re.compile("image|picture|resolution|photo|drawing")
_STYLES = {"article.css": "article/epub.css", "fonts.css": "fonts.css"}
_FACTS = {
    "title": ("headline", "title"),
    "creator": ("byline", "creators"),
    "language": ("language", "language"),
    "date": ("published", "date"),
    "publisher": ("", "publisher"),
    "rights": ("rights", "rights"),
    "description": ("summary", "subtitle"),
    "subject": ("subjects", "title"),
}
"""What the package document says, by its key in the front matter and in ``[publication]``."""


def squeeze(text: str) -> str:
    """Return what counts of a text when it is compared with another."""
    return unicodedata.normalize("NFC", fold(text))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that stands in one line of the source."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page: its lines squeezed, where each begins in all of them, and the articles that stand on it once known."""

    texts: list[str]
    starts: list[int]
    text: str
    streams: list[_Stream]


class _Stream:
    """The squeezed text of a source, and where its parts stand in it.

    Attributes:
        name: What the article is called in its publication; empty for the settings.
        start: Where the source starts.
        facts: Where each key of its front matter stands.
        figures: The figures of the article.
        places: Where its named nodes stand.
    """

    def __init__(self, name: str, pieces: Iterable[_Piece], start: Position, article: Article | None = None) -> None:
        self.name, self.start, self.pieces = name, start, list(pieces)
        nodes = list(walk(article)) if article else []
        self.facts = dict(article.fields) if article else {}
        self.figures = [node for node in nodes if isinstance(node, Figure | Icon)]
        named = ((getattr(node, "id", None), node.position) for node in nodes)
        self.places = {name: position for name, position in named if name}
        self.starts: list[int] = []
        parts, length = [], 0
        for piece in self.pieces:
            self.starts.append(length)
            parts.append(squeeze(piece.text))
            length += len(parts[-1])
        self.text = "".join(parts)

    def is_whole(self, at: int, key: str) -> bool:
        """Tell whether words at a place are all of one piece: a heading or a title, and not a mention of it."""
        index = bisect_right(self.starts, at) - 1
        text = squeeze(self.pieces[index].text).strip("\0") if at - self.starts[index] <= 1 else ""
        return text == key

    def position(self, at: int) -> Position:
        """Return where a character of the text stands in the source."""
        index = bisect_right(self.starts, at) - 1
        piece, wanted, column = self.pieces[index], at - self.starts[index], 0
        if "\n" in piece.text:  # a block of code starts a line below its fence
            return piece.position
        for character in piece.text:
            if wanted <= 0 and squeeze(character):
                break
            wanted -= len(squeeze(character))
            column += character not in "\N{WORD JOINER}\0"  # which typesetting puts in
        position = piece.position
        return replace(position, column=position.column + column) if position.column else position


@dataclass(frozen=True, slots=True)
class _Words:
    """Words at a place, in the text around them; all of it squeezed."""

    around: str
    start: int
    end: int


def _read_article(name: str, article: Article) -> _Stream:
    """Return what stands in an article, its summary and the words for its pictures last."""
    nodes = list(walk(article))
    pieces = [_Piece(node.text, node.position) for node in nodes if isinstance(node, Text | Code | CodeBlock)]
    pieces.append(_Piece("\0" + article.summary, dict(article.fields).get("summary", article.position)))
    pieces += [_Piece("\0" + node.alt, node.position) for node in nodes if isinstance(node, Figure | Icon)]
    return _Stream(name, pieces, replace(article.position, line=1, column=1), article)


def _read_settings(project: Project) -> _Stream:
    """Return what stands in ``publish.toml``: the words of its values, which title pages and covers show."""
    lines = read_config(project.config).splitlines() if project.config.is_file() else []
    pieces = [
        _Piece("\0" + value[0], Position(project.config, number, value.start() + 1))
        for number, line in enumerate(lines, 1)
        for value in re.finditer(r"(?<=\")[^\"]+(?=\")", line.partition(" #")[0])
    ]
    return _Stream("", pieces, Position(project.config, 1, 1))


class Tracer:
    """Knows the articles of a project, and so the source of what is in its finished files."""

    def __init__(self, project: Project, articles: Iterable[tuple[str, Article]], assets: Assets) -> None:
        """Read no more than what is given.

        Args:
            project: The project whose files are finished.
            articles: Articles of the project, typeset, by what they are called in the publication.
            assets: Styles of the project.
        """
        self.project, self.assets = project, assets
        self.articles = [_read_article(name, article) for name, article in articles]
        self.streams = [*self.articles, _read_settings(project)]
        self._last: tuple[tuple[TextLine, ...], _Sheet] | None = None

    def trace(
        self, found: Diagnostic, lines: Sequence[TextLine] = (), read: Callable[[str], bytes] | None = None
    ) -> Diagnostic:
        """Return a finding at its place in the source; as it is when that cannot be found.

        Args:
            found: What is wrong, with its place in the finished file.
            lines: Lines of the page, for a PDF.
            read: Returns a member of the EPUB, empty for none.
        """
        spot = found.spot
        if spot is None or not self.articles:
            return found
        position = None
        if spot.member and read:
            position = self._member(spot, read)
        elif spot.page:
            position = self._page(spot, lines, bool(_PICTURE.search(found.rule)))
        return replace(found, position=position) if position else found

    def find_text(self, text: str) -> Position | None:
        """Return where words stand in the source; None where they stand in no source."""
        key = squeeze(text)
        return self.find(_Words(key, 0, len(key)))

    # PDF

    def _page(self, spot: Spot, lines: Sequence[TextLine], pictured: bool) -> Position | None:
        """Return the source of a place on a page: its words, else its figure, else the text next to it."""
        sheet = self._sheet(tuple(lines))
        texts, page, at = sheet.texts, sheet.text, sheet.starts
        if key := squeeze(spot.text):
            start = page.find(key)
            words = _Words(page, start, start + len(key)) if start >= 0 else _Words(key, 0, len(key))
            if position := self.find(words):
                return position
        streams = sheet.streams or [stream for stream in self.articles if _shares(stream.text, page)] or self.articles
        sheet.streams[:] = streams
        near = sorted(range(len(lines)), key=lambda index: _distance(lines[index], spot.box_mm)) if spot.box_mm else []
        inside = [index for index in near if _distance(lines[index], spot.box_mm) == (0.0, 0.0)]
        if pictured or (spot.box_mm and not inside and not spot.text):
            figure = _nearest_figure(streams, page, at, lines, spot)
            if figure:
                return figure.position
        for index in near or range(len(lines)):
            if len(texts[index]) >= _TELLING:
                words = _Words(page, at[index], at[index] + len(texts[index]))
                if position := self.find(words):
                    return position
        return streams[0].start if streams else None

    def _sheet(self, lines: tuple[TextLine, ...]) -> _Sheet:
        """Return a page squeezed; that of the last finding is kept, since many stand on one page."""
        if self._last is None or self._last[0] != lines:
            texts = [squeeze(line.text) for line in lines]
            starts = list(itertools.accumulate(map(len, texts), initial=0))
            self._last = lines, _Sheet(texts, starts, "".join(texts), [])
        return self._last[1]

    # EPUB

    def _member(self, spot: Spot, read: Callable[[str], bytes]) -> Position | None:
        """Return the source of a place in a member of an EPUB."""
        name = spot.member.rpartition("/")[2]
        if name.endswith(".css"):
            return self._style(name, spot, read(spot.member))
        if "." not in name or name.rpartition(".")[2] not in ("xhtml", "html", "opf", "ncx", "svg"):
            return self._picture(name.rpartition(".")[0], self.articles)
        document = read_markup(read(spot.member))
        element = document.find(spot.text, spot.line, spot.column)
        if name.endswith(".opf"):
            return self._fact(document, element)
        streams = [stream for stream in self.articles if f"{stream.name}.xhtml" == name] or self.articles
        return self._element(document, element, streams) if element else self._start(streams)

    def _element(self, document: XmlDocument, element: XmlElement, streams: Sequence[_Stream]) -> Position | None:
        """Return the source of an element: its figure, its name, its words, or those of what it stands in."""
        if element.tag in ("img", "image"):
            address = element.attributes.get("src", "") or element.attributes.get("xlink:href", "")
            if position := self._picture(address.rpartition("/")[2].rpartition(".")[0], streams):
                return position
            alt = squeeze(element.attributes.get("alt", ""))
            if position := self.find(_Words(alt, 0, len(alt)), streams):
                return position
        for stream in streams:
            if position := stream.places.get(element.attributes.get("id", "")):
                return position
        for around in document.upwards(element):
            before, words, behind = (
                squeeze(document.text[start:end])
                for start, end in ((0, around.start), (around.start, around.end), (around.end, len(document.text)))
            )
            if around.tag in ("html", "body"):
                break
            if len(words) < _SHORTEST:
                continue
            text = _Words(before + words + behind, len(before), len(before) + len(words))
            if position := self.find(text, streams) or self.find(text):
                return position
        return self._start(streams)

    def _picture(self, stem: str, streams: Sequence[_Stream]) -> Position | None:
        """Return the figure whose picture has that name in the book."""
        for stream in streams:
            for figure in stream.figures:
                if figure.file and re.fullmatch(re.escape(safe_name(figure.file.stem)) + r"(-\d+)?", stem):
                    return figure.position
        return None

    def _fact(self, document: XmlDocument, element: XmlElement | None) -> Position | None:
        """Return where a fact of the package document is said: in the front matter, else in ``publish.toml``."""
        for around in document.upwards(element) if element else ():
            if around.tag == "item" and around.attributes.get("media-type", "").startswith("image/"):
                stem = around.attributes.get("href", "").rpartition("/")[2].rpartition(".")[0]
                if position := self._picture(stem, self.articles):
                    return position
            key, setting = _FACTS.get(around.tag, ("", ""))
            if not self.project.kind.joined and len(self.articles) == 1 and key in self.articles[0].facts:
                return self.articles[0].facts[key]
            if setting and self.project.config.is_file():
                text = read_config(self.project.config)
                return Position(self.project.config, line_of(text, "publication", setting), 1)
        return self._start(self.articles)

    def _style(self, name: str, spot: Spot, content: bytes) -> Position | None:
        """Return the line of the style of the project that became a line of the book's."""
        try:
            path = self.assets.style(_STYLES.get(name, name))
            lines = path.read_text(encoding="utf-8").splitlines()
        except (AssetError, OSError, UnicodeDecodeError):
            return None
        made = content.decode("utf-8", "replace").splitlines()
        if not 0 < spot.line <= len(made):
            return Position(path)
        wanted = made[spot.line - 1].strip()
        close = difflib.get_close_matches(wanted, [line.strip() for line in lines], n=1)
        same = [number for number, line in enumerate(lines, 1) if line.strip() in close]
        return Position(path, min(same, key=lambda number: abs(number - spot.line), default=0))

    def _start(self, streams: Sequence[_Stream]) -> Position | None:
        """Return where the article starts, or the settings of a publication."""
        if len(streams) == 1:
            return streams[0].start
        return Position(self.project.config, 1, 1) if self.project.config.is_file() else None

    # Words

    def find(self, words: _Words, streams: Sequence[_Stream] = ()) -> Position | None:
        """Return where words stand in the source; of several places the one with the most of the text around them."""
        for start, end in _windows(words):
            key = words.around[start:end]
            best: tuple[int, _Stream, int] | None = None
            for stream in streams or self.streams:
                for at in _occurrences(key, stream.text):
                    common = _common(words.around, start, end, stream.text, at) + stream.is_whole(at, key) * _WHOLE
                    if best is None or common > best[0]:
                        best = common, stream, at
            if best:
                return best[1].position(best[2])
        return None


def _windows(words: _Words) -> Iterator[tuple[int, int]]:
    """Yield start and end of the parts of words to look for, the longest first."""
    length = words.end - words.start
    if length < _SHORTEST:
        return
    if length <= _LONGEST:
        yield words.start, words.end
    for size in _WINDOWS:
        for start in range(words.start, min(words.end - size, words.start + 20 * size) + 1, size):
            yield start, start + size


def _occurrences(key: str, text: str) -> Iterator[int]:
    at = text.find(key)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(key, at + 1)


def _common(around: str, start: int, end: int, text: str, at: int) -> int:
    """Return how many characters before and behind a place are the same in both texts."""
    count = 0
    while count < min(_CONTEXT, start, at) and around[start - 1 - count] == text[at - 1 - count]:
        count += 1
    behind, last = 0, at + end - start
    while behind < min(_CONTEXT, len(around) - end, len(text) - last) and around[end + behind] == text[last + behind]:
        behind += 1
    return count + behind


def _shares(text: str, page: str) -> bool:
    """Tell whether part of a text stands on a page."""
    size = _WINDOWS[1]
    return any(page[start : start + size] in text for start in range(0, max(1, len(page) - size + 1), size // 2))


def _distance(line: TextLine, box: tuple[float, float, float, float] | None) -> tuple[float, float]:
    """Return how far a line is from a box: down the page first, then across, in millimetres."""
    if box is None:
        return 0.0, 0.0
    x, y, width, height = box
    down = max(0.0, line.y_mm - (y + height), y - (line.y_mm + line.height_mm))
    across = max(0.0, line.x_mm - (x + width), x - (line.x_mm + line.width_mm))
    return round(down, 1), round(across, 1)


def _nearest_figure(
    streams: Sequence[_Stream], page: str, starts: Sequence[int], lines: Sequence[TextLine], spot: Spot
) -> Figure | Icon | None:
    """Return the figure on a page whose caption is nearest to a place; the only figure of the text if it has none."""
    figures = [figure for stream in streams for figure in stream.figures if figure.file]
    near: list[tuple[tuple[float, float], int]] = []
    for number, figure in enumerate(figures):
        if isinstance(figure, Icon):
            continue
        key = squeeze(_line_text(figure.caption) or _line_text(figure.credit))[:40]
        at = page.find(key) if len(key) >= _SHORTEST else -1
        if at >= 0 and lines:
            near.append((_distance(lines[bisect_right(starts, at, hi=len(lines)) - 1], spot.box_mm), number))
    if near:
        return figures[min(near)[1]]
    return figures[0] if len(figures) == 1 else None


def _line_text(children: tuple[Inline, ...]) -> str:
    return plain_text(children).strip()
