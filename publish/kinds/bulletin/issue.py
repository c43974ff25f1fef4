"""Know the pages of a bulletin as XHTML: what stands on page 1, and what flows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.kinds.bulletin import masthead
from publish.kinds.bulletin.columns import Columns, name_apart
from publish.kinds.bulletin.grid import lay_grid
from publish.kinds.bulletin.jumps import Cut, count_characters, level_headings
from publish.kinds.bulletin.settings import bulletin_of
from publish.kinds.bulletin.styles import print_styles
from publish.layout import engine, page_values, screen, xhtml
from publish.layout.headlines import set_headline
from publish.layout.runts import hold_ends, hold_paragraphs, hold_words
from publish.outputs.pdf.layouter import Order
from publish.publication import model
from publish.publication.assets.fit_limits import read_fill_limits
from publish.publication.assets.folders import Assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Project
from publish.publication.publication import SCHEME, Chapter, Publication

FRONT, RUN = "front", "run"
"""Names of the two fragments: page 1, and the run of articles behind it."""

START, REST, END = "page-start", "page-rest", "page-end"
"""Places of an article: its headline, where it goes on, and where it ends; the checks keep such names for us."""

SECOND = "@page :first { counter-reset: page 2; @top-left { content: string(bulletin) } }"
"""Has the page behind the first count as the second, and a running head over it."""

GAP_PT = 19.5
"""Space below an article, in points, as ``bulletin/print.css`` has it."""

NAME_PT, EMBLEM_PT = (44.0, 116.0), 125.0
"""Largest size and height of the name in the nameplate, and the width that its picture may take, in points."""

LONGEST_BRIEF = 800
"""Characters of an article without deck and picture that shares columns with its like."""


class Front(NamedTuple):
    """How page 1 is set.

    Attributes:
        cuts: The cut of each article that opens on it, by its name, the lead first.
        spans: Whether the picture that opens the lead spans two columns.
        below: Name of the article that opens below the lead; empty for none.
        taller: By how many lines the picture that opens the lead is higher.
        lead_pt, side_pt: Space that is added in each of the two parts of the page, in points: below each head of the
            articles in it, and below the list of what is inside.
    """

    cuts: Mapping[str, Cut]
    spans: bool
    below: str = ""
    taller: int = 0
    lead_pt: float = 0.0
    side_pt: float = 0.0

    def with_cut(self, name: str, cut: Cut) -> Front:
        """Return the setting of page 1 with an article cut in this way."""
        return self._replace(cuts={**self.cuts, name: cut})


@dataclass(frozen=True, slots=True)
class Setting:
    """How the run is set.

    Attributes:
        features: Names of the articles whose opening picture spans two columns.
        gaps: What is added to the space below an article, in points, by its name.
        taller: By how many lines the picture that opens an article is higher, by its name.
        heads: What is added to the space below the head of an article, in points, by its name.
        drop_pt: Space over the imprint that brings it to the foot of the last page, in points.
    """

    features: frozenset[str] = frozenset()
    gaps: Mapping[str, float] = field(default_factory=dict)
    taller: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, float] = field(default_factory=dict)
    drop_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class _Group:
    """Articles that stand together: under a rubric, in columns that they share, or one by itself."""

    rubric: str
    id: str
    shared: bool
    articles: tuple[Markup, ...]


class Issue:
    """One issue."""

    def __init__(self, publication: Publication, project: Project, assets: Assets, draft: bool) -> None:
        """Start with what is printed, how, and whether missing photographs leave their places open."""
        self.publication, self.project, self.assets, self.draft = publication, project, assets, draft
        self.grid = lay_grid(project)
        self.words = masthead.page_words(publication.language)
        self.fill_limits = read_fill_limits(assets)

    def front_chapters(self) -> list[Chapter]:
        """Return the articles of page 1: the lead, then those that open beside it, the second where none is named."""
        lead, *others = self.publication.chapters
        by_file = {chapter.article.position.file: chapter for chapter in others}
        chosen = [by_file[path] for path in bulletin_of(self.project).openings if path in by_file]
        if not chosen and others and others[0].part is None and not is_brief(others[0].article):
            chosen = others[:1]
        return [lead, *chosen]

    def styles(self, *more: str) -> tuple[engine.StyleSheet, ...]:
        """Return the stylesheets of the bulletin in the order of the cascade."""
        return print_styles(self.project, self.assets, *more)

    # Page 1 --------------------------------------------------------------------------------------------------------

    def front(self, front: Front, folios: Mapping[str, str] | None = None) -> Order:
        """Return the order for page 1.

        Args:
            front: How page 1 is set.
            folios: Folios of the places in the run, by their ids, where they are known.
        """
        cuts, known = front.cuts, folios or {}
        lead, *others = self.on_front(front)
        below = [self.opening(c, front, "below", known) for c in others if c.name == front.below]
        openings = [self.opening(c, front, "opening", known) for c in others if c.name != front.below]
        emblem = bulletin_of(self.project).nameplate
        room = self.grid.measure(self.grid.columns) * POINTS_PER_MM - (EMBLEM_PT if emblem else 0)
        lines, size = set_headline([self.publication.title], room, NAME_PT[1], NAME_PT[0])
        values = masthead.nameplate(self.publication, self.project) | {
            "lines": lines,
            "size_pt": size,
            "columns": self.columns,
            "emblem": emblem.as_uri() if emblem else "",
            "lead": self.opening(lead, front, "lead", known),
            "side_pt": front.side_pt,
            "below": below,
            "openings": openings,
            "entries": [
                {"title": hold_words(title), "href": f"{SCHEME}{RUN}#{place}", "folio": known.get(place, "0")}
                for title, place in self.entries(cuts)
            ],
        }
        return self._order(FRONT, "bulletin/front.html", values, "right")

    def on_front(self, front: Front) -> list[Chapter]:
        """Return the articles of page 1 in their order: the lead, what opens below it, what opens beside it."""
        by_name = {chapter.name: chapter for chapter in self.publication.chapters}
        lead, *others = front.cuts
        return [by_name[name] for name in (lead, *sorted(others, key=lambda name: name != front.below))]

    def opening(self, chapter: Chapter, front: Front, form: str, folios: Mapping[str, str]) -> Markup:
        """Return an article as it opens on page 1, with the line that says where it goes on."""
        place, cut = f"{chapter.name}.{REST}", front.cuts[chapter.name]
        told: dict[str, object] = (
            {"jump": f"{SCHEME}{RUN}#{place}", "jump_folio": folios.get(place, "0")} if cut.rest else {}
        )
        told["head_pt"] = front.side_pt if form == "opening" else front.lead_pt
        spans, taller = (front.spans, front.taller) if form == "lead" else (False, 0)
        return self.piece(chapter, form, cut.opening, cut, spans, told, folios, taller=taller)

    def entries(self, cuts: Mapping[str, Cut]) -> Iterator[tuple[str, str]]:
        """Yield title and place of what begins inside: articles, and rubrics of several."""
        for (part, _), group in groupby(self.inner(cuts), key=lambda chapter: (chapter.part, chapter.part is None)):
            if part is not None:
                yield self.publication.parts[part], f"part-{part + 1}"
            else:
                for chapter in group:
                    short = chapter.article.short_headline
                    yield short or page_values.headline_text(chapter.article), f"{chapter.name}.{START}"

    def inner(self, cuts: Mapping[str, Cut]) -> list[Chapter]:
        """Return the articles that begin behind page 1."""
        return [chapter for chapter in self.publication.chapters if chapter.name not in cuts]

    # The run -------------------------------------------------------------------------------------------------------

    def run(self, cuts: Mapping[str, Cut], setting: Setting) -> Order:
        """Return the order for all pages but the first.

        Args:
            cuts: How the articles on page 1 are cut.
            setting: How what is behind it is set.
        """
        values = masthead.nameplate(self.publication, self.project) | {
            "columns": self.columns,
            "running_head": self.project.short_title or self.publication.title,
            "issue": masthead.running_title(self.publication, self.project),
            "groups": list(self.groups(cuts, setting)),
            "masthead": masthead.imprint_lines(self.publication, self.project),
            "drop_pt": setting.drop_pt,
        }
        return self._order(RUN, "bulletin/run.html", values, "left", engine.StyleSheet(self.project.config, SECOND))

    def groups(self, cuts: Mapping[str, Cut], setting: Setting) -> Iterator[_Group]:
        """Yield what flows behind page 1, in the order of the contents."""
        left = [c for c in self.publication.chapters if c.name not in cuts or cuts[c.name].rest]
        told: set[int] = set()
        for (part, brief), group in groupby(left, key=lambda c: (c.part, c.name not in cuts and is_brief(c.article))):
            head = "h1" if part is None else "h2"
            chapters = list(group)
            if brief:
                articles = tuple(self.piece(c, "brief", c.article.children, values={"head": head}) for c in chapters)
            else:
                articles = tuple(self.whole_or_rest(chapter, cuts, setting) for chapter in chapters)
            rubric = self.publication.parts[part] if part is not None and part not in told else ""
            told |= {part} if part is not None else set()
            yield _Group(rubric, f"part-{(part or 0) + 1}" if rubric else "", brief, articles)

    def whole_or_rest(self, chapter: Chapter, cuts: Mapping[str, Cut], setting: Setting) -> Markup:
        """Return an article in columns of its own, or what is left of one that opens on page 1."""
        name = chapter.name
        gap: dict[str, object] = {"gap_pt": GAP_PT + setting.gaps[name]} if name in setting.gaps else {}
        gap["head_pt"] = setting.heads.get(name, 0.0)
        if name not in cuts:
            spans, taller = name in setting.features, setting.taller.get(name, 0)
            return self.piece(chapter, "wide", chapter.article.children, None, spans, gap, taller=taller)
        cut, back = cuts[name], f"{SCHEME}{FRONT}#{name}.{START}"
        return self.piece(chapter, "rest", cut.rest, cut, values=gap | {"back": back})

    def features(self, cuts: Mapping[str, Cut]) -> tuple[list[str], frozenset[str]]:
        """Return the articles whose opening picture may span two columns, the longest first, and those that must."""
        found, asked = [], set()
        for chapter in self.inner(cuts):
            article = chapter.article
            target = Columns(article, self.draft, self.grid.column, self.grid.measure(2))
            if not is_brief(article) and article.children and target.is_across(article.children[0]):
                found.append((-count_characters(article.children), chapter.name))
            if found and found[-1][1] == chapter.name and is_asked(article):
                asked.add(found.pop()[1])
        return [name for _, name in sorted(found)], frozenset(asked)

    def is_shared(self, name: str) -> bool:
        """Tell whether an article is so short that it shares columns with its like where it stands inside."""
        return is_brief(self._chapter(name).article)

    def _chapter(self, name: str) -> Chapter:
        return next(chapter for chapter in self.publication.chapters if chapter.name == name)

    def picture_lines(self, name: str, *, spans: bool) -> int:
        """Return how many lines the picture that opens an article is high; 0 if none does, or it stands in a column."""
        target = Columns(
            self._chapter(name).article, self.draft, self.grid.column, self.grid.measure(2) if spans else 0.0
        )
        return (
            target.lines(target.first)
            if isinstance(target.first, model.Figure) and target.is_across(target.first)
            else 0
        )

    # Pieces --------------------------------------------------------------------------------------------------------

    def piece(
        self,
        chapter: Chapter,
        form: str,
        children: tuple[model.Block, ...],
        cut: Cut | None = None,
        spans: bool = False,
        values: Mapping[str, object] | None = None,
        folios: Mapping[str, str] | None = None,
        taller: int = 0,
    ) -> Markup:
        """Return an article, or a part of it, as XHTML.

        Args:
            chapter: The article in its place.
            form: ``lead``, ``below``, ``opening``, ``rest``, ``wide`` or ``brief``.
            children: What of it is shown.
            cut: How the article is cut; None for a whole one.
            spans: Whether its opening picture spans two columns.
            values: What the layout is told beside the article: ``jump``, ``back``, ``head`` …
            folios: Folios of the places in the run, as far as they are known.
            taller: By how many lines its opening picture is higher.
        """
        headline, deck = hold_ends(chapter.article)
        children = hold_paragraphs(level_headings(children) if form == "rest" else children)
        article = replace(chapter.article, children=children, headline=headline, deck=deck)
        across = self.grid.measure(2) if spans else 0.0
        elsewhere = dict.fromkeys(_names(cut.opening if form == "rest" else cut.rest), "1") if cut else {}
        if form != "rest":
            elsewhere = {name: (folios or {}).get(f"{chapter.name}.{name}", "0") for name in elsewhere}
        target = Columns(article, self.draft, self.grid.column, across, elsewhere, taller)
        renderer = xhtml.Renderer(article, target)
        if cut and cut.inside and form != "rest":
            renderer.classes[id(children[-1])] = f"{renderer.classes.get(id(children[-1]), '')} broken".strip()
        if cut and cut.rest:
            _drop_class(renderer, *(("last", children[-1]) if form != "rest" else ("lede", children[0])))
        spread = Markup("")
        if children and target.is_across(children[0]):
            spread, children = Markup(renderer.blocks(children[:1])), children[1:]
        told: dict[str, object] = {
            **{"form": form, "place": REST if form == "rest" else START, "spread": spread, "words": self.words},
            **{
                "head": "h1",
                "gap_pt": 0.0,
                "head_pt": 0.0,
                "jump": "",
                "jump_folio": "",
                "back": "",
                "back_folio": "1",
            },
            **(values or {}),
        }
        article = replace(article, children=children)
        html = page_values.fill_page("bulletin/article.html", article, self.project, self.assets, renderer, **told)
        return Markup(name_apart(html, chapter.name, elsewhere, FRONT if form == "rest" else RUN))

    def texts(self, front: Front) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return name and folded text of each piece, those of page 1 and those behind it, in their order."""
        cuts = front.cuts
        opened = [(c.name, self._text(c, cuts[c.name].opening)) for c in self.on_front(front)]
        run = [
            (c.name, self._text(c, cuts[c.name].rest if c.name in cuts else c.article.children))
            for c in self.publication.chapters
        ]
        return opened, [piece for piece in run if piece[1]]

    def _text(self, chapter: Chapter, children: tuple[model.Block, ...]) -> str:
        files = {node.file: "" for node in model.pictures(children) if node.file}
        target = screen.Screen(chapter.article, files, (), self.draft)
        xhtml.Renderer(chapter.article, target).blocks(children)
        return "".join(target.seen)

    @property
    def columns(self) -> str:
        """Class of the page by its columns."""
        return {2: "two", 3: "three"}[self.grid.columns]

    def _order(
        self, name: str, layout: str, values: Mapping[str, object], side: str, *styles: engine.StyleSheet
    ) -> Order:
        files = [node.file for chapter in self.publication.chapters for node in model.pictures(chapter.article)]
        pictures = tuple(path for path in [*files, bulletin_of(self.project).nameplate] if path)
        html, at = fill_layout(self.assets, layout, values), self.publication.position
        return Order(name, html, (*self.styles(), *styles), self.assets.roots, at, self.project.page, side, pictures)


def is_brief(article: model.Article) -> bool:
    """Tell whether an article is so short that it shares columns with its like."""
    display = (model.Figure, model.Table, model.Box, model.PullQuote, model.Heading)
    return (
        not article.deck
        and not any(isinstance(block, display) for block in article.children)
        and count_characters(article.children) <= LONGEST_BRIEF
    )


def is_asked(article: model.Article) -> bool:
    """Tell whether the picture that opens an article shall span two columns."""
    first = article.children[0] if article.children else None
    return isinstance(first, model.Figure) and first.span > 1


def _names(blocks: tuple[model.Block, ...]) -> list[str]:
    """Return the names that links can point at in some blocks."""
    return [name for node in model.walk(blocks) if (name := getattr(node, "id", None))]


def _drop_class(renderer: xhtml.Renderer, name: str, block: model.Block) -> None:
    """Take a class from a block that is the first or last of its piece, not of its article."""
    if name in renderer.classes.get(id(block), "").split():
        renderer.classes[id(block)] = renderer.classes[id(block)].replace(name, "").strip()
