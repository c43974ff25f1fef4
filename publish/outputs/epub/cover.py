"""Draw the cover of an article; the only door to PDFium.

:func:`draw_cover` runs in the worker, which needs the engine but nothing of the text; so the rest is imported late.
"""

from __future__ import annotations

import functools
import io
import itertools
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.base.workers.worker import Call, call_here
from publish.layout import engine
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

DRAWING = "drawing the cover"
"""What :func:`draw_cover` does, in the words of messages."""

WIDTH, HEIGHT = 1600, 2400
"""Size of the picture, in pixels; the stores ask for 1,600 on the shorter side."""

_TONES = 64
_MOST_EXACT = 1  # of the ways to choose tones that Pillow knows, Image.Quantize.MAXCOVERAGE, which is fast as well
_MEASURE_PT = 232.0  # of the page of 4 × 6 in, without its margins, with a little to spare
_TALLEST_PT = 215.0
_LINE_EM = 1.3
_LARGEST_PT, _SMALLEST_PT = 30.0, 11.0
_MOST_LINES = 9
_MOST_WORDS = 60
_WIDTHS = {
    " ": 0.25,
    **dict.fromkeys("’.,:;!/()ijlftIJ", 0.37),
    **dict.fromkeys("hnbpkudđ", 0.66),
    **dict.fromkeys("mwMW", 0.98),
}
"""Widths in em in Source Serif Bold, where they are far from that of a common letter."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cover to be drawn.

    Attributes:
        html: It as XHTML, of which the first page is drawn.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the engine finds fault with the page.
        pictures: Files that it shows; with one it needs all tones, type alone needs few.
    """

    html: str
    styles: tuple[engine.StyleSheet, ...]
    roots: tuple[Path, ...]
    at: Position
    pictures: tuple[Path, ...] = ()


def set_cover(article: model.Article, project: Project, assets: Assets) -> Drawing:
    """Return the cover of what has none of its own: its headline in type.

    Raises:
        StyleError: For what is wrong in the layout ``article/cover.html``.
    """
    from publish.kinds.article.printing import Paper
    from publish.layout import page_values, xhtml

    lines, size = set_headline([" ".join(model.plain_text(line).split()) for line in article.headline])
    renderer = xhtml.Renderer(article, Paper(article))
    lines = [line.replace("–", "–\N{WORD JOINER}") for line in lines]  # the engine breaks after a dash
    html = page_values.fill_page("article/cover.html", article, project, assets, renderer, lines=lines, size_pt=size)
    styles = tuple(engine.StyleSheet(assets.style(name)) for name in ("fonts.css", "article/cover.css"))
    return Drawing(html, styles, assets.roots, article.position)


def render_cover(article: model.Article, project: Project, assets: Assets, *, call: Call = call_here) -> bytes:
    """Return the cover of an article as PNG (:func:`set_cover`, :func:`draw_cover`)."""
    png: bytes = call(Task(draw_cover, DRAWING, article.position), set_cover(article, project, assets))
    return png


def draw_cover(cover: Drawing) -> bytes:
    """Return a cover as PNG, :data:`WIDTH` × :data:`HEIGHT`.

    Raises:
        StyleError: For what is wrong in its stylesheets.
        EngineError: If Pango is not installed.
    """
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    document = engine.lay_out(cover.html, cover.styles, cover.roots, cover.at)
    with pypdfium2.PdfDocument(engine.write_pdf(document, cover.at)) as pdf:
        page = pdf[0]
        bitmap = page.render(scale=WIDTH / page.get_width(), rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB").resize((WIDTH, HEIGHT))
    stream = io.BytesIO()
    (image if cover.pictures else image.quantize(_TONES, _MOST_EXACT)).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def set_headline(
    lines: Sequence[str],
    measure_pt: float = _MEASURE_PT,
    tallest_pt: float = _TALLEST_PT,
    largest_pt: float = _LARGEST_PT,
    smallest_pt: float = _SMALLEST_PT,
) -> tuple[list[str], float]:
    """Break a headline into lines by sense and of about the same length, as large as the cover takes them.

    Args:
        lines: The headline as the editor broke it.
        measure_pt: Length of a line.
        tallest_pt: Height that all lines may take together.
        largest_pt: Most that the type may measure.
        smallest_pt: Least that it may measure.

    Returns:
        The lines, and the size of the type in points.
    """
    words = [word for line in lines for word in line.split()]
    if len(words) > _MOST_WORDS:
        words[_MOST_WORDS:] = ["…"]
    ends = {len(words), *itertools.accumulate(len(line.split()) for line in lines)}
    chosen: tuple[list[str], float] = [], 0.0
    score = 0.0
    for count in range(1, min(_MOST_LINES, len(words)) + 1):
        broken, harm = _break(words, count, ends)
        widest = max(width_em(line) for line in broken)
        size = min(largest_pt, measure_pt / widest, tallest_pt / (count * _LINE_EM))
        if size * (1 - harm) > score:
            chosen, score = (broken, size), size * (1 - harm)
    return chosen[0], max(round(chosen[1], 1), smallest_pt)


def _break(words: Sequence[str], count: int, ends: set[int]) -> tuple[list[str], float]:
    """Return the words in so many lines, and how much their breaks harm the sense, from 0 to 1.

    The lines are those with the least sum of squared differences from the mean length, a break that does harm counting
    as a difference of its own.
    """
    mean = width_em(" ".join(words)) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for left in range(count - 1, -1, -1):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in best.items():
            for end in range(start + 1, len(words) - left + 1):
                difference = (width_em(" ".join(words[start:end])) / mean - 1) ** 2
                here = cost + difference + 4 * _harm(words, end, ends)
                if end not in following or here < following[end][0]:
                    following[end] = here, (*breaks, end)
        best = following
    chosen = best[len(words)][1]
    harm = min(1.0, sum(_harm(words, end, ends) for end in chosen))
    return [" ".join(words[a:b]) for a, b in itertools.pairwise((0, *chosen))], harm


def _harm(words: Sequence[str], end: int, ends: set[int]) -> float:
    """Return how much it harms the sense to end a line before the word number ``end``.

    Not at all where the editor did so or behind a comma; much inside a name (*Lạng / Sơn*) or between a noun and its
    number (*lần thứ / XVII*); little before a name.
    """
    if end in ends or words[end - 1].endswith((",", ":", ";", ".", "?", "!")):
        return 0.0
    last, following = words[end - 1], words[end]
    first_of_name = last[0].isupper() and (end == 1 or not words[end - 2][0].isupper())
    number = last[0].isdigit() or following[0].isdigit() or following.strip(",.").isupper()
    if first_of_name or number or {last, following} & {"–", "—", "-"}:
        return 0.5
    if following[0].isupper():
        return 0.5 if last[0].isupper() else 0.04
    return 0.1


@functools.lru_cache(4096)
def width_em(text: str) -> float:
    """Return about how wide a text is in Source Serif Bold, in em."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, 0.72 if letter.isupper() else 0.58) for letter in letters)
