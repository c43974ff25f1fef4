"""Have facing pages end on one line: choose for each spread how its pages are filled, looking over the whole chapter.

Pages are first laid out as ever. Where one ends above its foot, since a heading, a first or a last line must not stand
alone, paragraphs of it become a line longer (:mod:`publish.layout.pagination.looseness`), or a heading or a picture has
one more line above it; what follows the page does not move for that. Where they cannot, both pages of the spread end
some lines higher; where not even that makes them level, the spread before it is set in another way. Each page is one
state of the search, so that what was found for the pages before it holds (M. F. Plass, "Optimal Pagination Techniques
for Automatic Typesetting Systems", Stanford 1981; F. Mittelbach, "A General Framework for Globally Optimized
Pagination", DocEng 2016).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any, NamedTuple

from publish.layout.footnotes.feet import bottom
from publish.layout.pagination.filling import LineStart, PageFilling, fill, find_ways
from publish.layout.pagination.grid import grid_of, is_on
from publish.layout.pagination.looseness import MOST, UTMOST

WAYS = ((0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (0, -1), (1, 1), (1, -1), (0, 2))
"""Lines by which both pages of a spread end above the foot of others, and that the first gives or takes."""

BACK, ASKED = 3, 12
"""How many spreads before one that is not level are set in other ways, and how many are made for that at most."""

FILLED = 5
"""Lines that a page may lack to be filled by what stands on it."""

_NO_CHOICE = PageFilling()


class _Page(NamedTuple):
    """A page as it was laid out.

    Attributes:
        box: The page of the engine.
        resume: Where the next page goes on, as the engine keeps it.
        choice: What fills the page.
        lacks: Lines between its last one and where it should end.
        free: Whether the page may end anywhere: the last one, and what ends where the text says so.
        state: What the engine knows behind it.
        own: What the engine keeps of the page itself.
    """

    box: Any
    resume: Any
    choice: PageFilling
    lacks: int
    free: bool
    state: _State
    own: dict[str, Any]

    @property
    def level(self) -> int:
        """Lines by which it ends above the foot of a full page."""
        return self.choice.short + self.lacks


class _State(NamedTuple):
    """What the engine has to know to make the next page."""

    footnotes: list[Any]
    reported: list[Any]
    begun: dict[Any, Any]
    broken: dict[Any, Any]
    running: dict[str, dict[int, list[Any]]]
    following: Any


class _Unit(NamedTuple):
    """A spread, or a recto alone, as it is set.

    Attributes:
        start: Number of its first page, from 0.
        before: What the engine knows before it.
        pages: The pages of the spread.
        ways: Other ways to set it.
    """

    start: int
    before: _State
    pages: list[_Page]
    ways: Iterator[list[_Page]]

    @property
    def following(self) -> int:
        """Number of the page behind it."""
        return self.start + len(self.pages)

    @property
    def is_end(self) -> bool:
        """Whether nothing follows."""
        return self.pages[-1].resume is None and not self.pages[-1].state.reported


def level_pages(engine: ModuleType) -> Mapping[str, Any]:
    """Return what makes pages that end on one line where they face each other, if the style of the root says so."""
    remake, lay_out = engine.layout.page.remake_page, engine.layout.page.block_level_layout
    get_line = engine.layout.inline.get_next_linebox

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        if not _is_level(root_box.style):
            return remake(index, context, root_box, html)
        chapter = context.__dict__.get("chapter")
        if chapter is None:
            chapter = context.chapter = _Chapter(
                engine, lambda number: remake(number, context, root_box, html), context
            )
            chapter.settle(index)
        return chapter.give(index)

    def block_level_layout(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
        if box.is_for_root_element and (chapter := context.__dict__.get("chapter")):
            chapter.begin()
        return lay_out(context, box, *rest, **more)

    def get_next_linebox(context: Any, line: Any, y: float, below: float, skip: Any, block: Any, *rest: Any) -> Any:
        if (chapter := context.__dict__.get("chapter")) and line.element is not None:
            chapter.lines.setdefault(line.element, LineStart(line, skip, block))
        return get_line(context, line, y, below, skip, block, *rest)

    return {
        "weasyprint.layout.page:remake_page": remake_page,
        "weasyprint.layout.page:block_level_layout": block_level_layout,
        "weasyprint.layout.inline:get_next_linebox": get_next_linebox,
    }


def _is_level(style: Any) -> bool:
    return any(getattr(token, "value", None) == "level" for token in style["__feet"] or ())


class _Chapter:
    """The pages of a document on their way to level feet.

    Attributes:
        lines: For each element with lines on the page that is made, where they begin.
    """

    def __init__(self, engine: ModuleType, remake: Callable[[int], Any], context: Any) -> None:
        self.engine, self.remake, self.context = engine, remake, context
        self.lines: dict[Any, LineStart] = {}
        self.choice = _NO_CHOICE
        self.made: dict[int, _Page] = {}
        self.choices: dict[int, PageFilling] = {}

    # Pages of the engine ------------------------------------------------------------------------------------------

    def give(self, index: int) -> tuple[Any, Any]:
        """Return a page and where the next goes on; it is made anew where the engine asks for it a second time."""
        context = self.context
        page = self.made.pop(index, None)
        if page is None:
            self.use(self.choices.get(index, _NO_CHOICE))
            return self.remake(index)  # type: ignore[no-any-return]
        self.restore(page.state, index + 1)
        context.current_page = index + 1
        context.page_maker[index][-1].update(page.own)
        return page.box, page.resume

    def use(self, choice: PageFilling) -> None:
        """Have the next page made in a way."""
        self.choice, self.lines = choice, {}
        self.context.breakers, self.context.lines_above = choice.breakers, choice.above

    def begin(self) -> None:
        """Have the page end higher that is being laid out, its notes, too."""
        if self.choice.short:
            context, area = self.context, self.context.current_footnote_area
            lower = self.choice.short * context.grid.step
            area.position_y -= lower
            context.page_bottom -= lower
            if foot := area.__dict__.get("foot"):
                foot.bottom -= lower

    def make(self, index: int, before: _State, choice: PageFilling = _NO_CHOICE) -> _Page:
        """Return a page as it is laid out in a way."""
        context = self.context
        self.restore(before, index)
        own = context.page_maker[index][-1]
        own.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        self.use(choice)
        box, resume = self.remake(index)
        state, own = self.state(index + 1), {name: _copied(value) for name, value in own.items()}
        following = context.page_maker[index + 1][1]
        free = (
            (resume is None and not state.reported)
            or following["break"] != "any"
            or bool(following["page"] and resume is None)
        )
        lacks = 0 if free else self.lacking(box, choice.short)
        return _Page(box, resume, choice, lacks, free, state, own)

    def state(self, index: int) -> _State:
        """Return what the engine knows before a page is made."""
        context = self.context
        running = {
            name: {page: list(boxes) for page, boxes in on.items()} for name, on in context.running_elements.items()
        }
        return _State(
            list(context.footnotes),
            list(context.reported_footnotes),
            dict(context.begun),
            dict(context.broken_out_of_flow),
            running,
            context.page_maker[index],
        )

    def restore(self, state: _State, index: int) -> None:
        """Have the engine know what it knew then."""
        context = self.context
        context.footnotes, context.reported_footnotes = list(state.footnotes), list(state.reported)
        context.begun.clear()
        context.begun.update(state.begun)
        context.broken_out_of_flow = dict(state.broken)
        for name, on in context.running_elements.items():
            on.clear()
            on.update({page: list(boxes) for page, boxes in state.running.get(name, {}).items()})
        context.page_maker[index] = state.following

    def lacking(self, page: Any, short: int) -> int:
        """Return how many lines a page ends above where it should; 0 if notes stand at its foot, or it has no text."""
        root, notes, *_ = page.children
        if notes.children or not any(True for _ in _on_grid(root)):
            return 0
        step = grid_of(self.engine, self.context, root.style).step
        end: float = bottom(self.engine, root) - page.content_box_y()
        return max(0, int(page.height / step + 0.01) - short - round(end / step))

    # Search ---------------------------------------------------------------------------------------------------------

    def settle(self, index: int) -> None:
        """Make all pages from one on."""
        made: list[_Unit] = []
        unit = self.unit(index, self.state(index))
        while True:
            if _worst(unit.pages) and (other := self.again(made, unit)):
                made = other
            else:
                if _worst(unit.pages):
                    unit = min(unit, self.unit(unit.start, unit.before, UTMOST), key=lambda one: _worst(one.pages))
                made.append(unit)
            if made[-1].is_end:
                break
            unit = self.unit(made[-1].following, made[-1].pages[-1].state)
        for unit in made:
            self.keep(unit.start, unit.pages)

    def unit(self, index: int, state: _State, most: float = MOST) -> _Unit:
        """Return the pages that stand together from one on, in the first way."""
        ways = self.ways(index, state, most)
        return _Unit(index, state, next(ways), ways)

    def again(self, made: list[_Unit], last: _Unit) -> list[_Unit] | None:
        """Return all pages up to some that are not level, those before in other ways; None if that does not help."""
        asked = 0
        for back in range(1, min(BACK, len(made)) + 1):
            unit = made[-back]
            for pages in unit.ways:
                chain = [unit._replace(pages=pages)]
                while not (_worst(chain[-1].pages) or chain[-1].is_end or chain[-1].following > last.start):
                    chain.append(self.unit(chain[-1].following, chain[-1].pages[-1].state))
                if not _worst(chain[-1].pages):
                    return [*made[:-back], *chain]
                if (asked := asked + len(chain)) > ASKED:
                    return None
        return None

    def keep(self, index: int, pages: list[_Page]) -> None:
        """Take pages as they are."""
        for number, page in enumerate(pages, index):
            self.made[number], self.choices[number] = page, page.choice

    def ways(self, index: int, state: _State, most: float = MOST) -> Iterator[list[_Page]]:
        """Yield the ways to make a spread, or a recto that begins: level ones, and if there are none, the best."""
        alone = self.context.page_maker[index][2]
        best: list[_Page] = []
        ends: list[tuple[int, Any]] = []
        for short, more in WAYS:
            first = alone and not ends  # faces no page of this chapter
            left = self.make(index, state) if first else self.filled(index, state, short, most, more)
            if (left.level, left.resume) in ends:
                continue
            ends.append((left.level, left.resume))
            if alone or (left.resume is None and not left.state.reported):
                yield [left]
                if left.free:
                    return
                continue
            right = self.filled(index + 1, left.state, 0 if left.free else left.level, most)
            pages = [left, right]
            if not _worst(pages):
                yield pages
                if left.free or right.free:
                    return
            if not best or _worst(pages) < _worst(best):
                best = pages
        if best and _worst(best):
            yield best

    def filled(self, index: int, state: _State, short: int, most: float, more: int = 0) -> _Page:
        """Return a page that ends so many lines above the foot, or as near to that as may be.

        Args:
            index: Number of the page, from 0.
            state: What the engine knows before it.
            short: Lines by which it ends above the foot of a full page.
            most: By how much spaces may grow, as a multiple of their width.
            more: Lines that it gives to the next page, or takes from it.
        """
        page = self.make(index, state, PageFilling(short))
        if not more and not 0 < page.lacks <= FILLED:
            return page
        ways = find_ways(self.engine, self.context, page.box, self.lines, most)
        for lines in (page.lacks + more,) if more else (page.lacks, -1, -2):
            if choice := fill(ways, lines, short):
                other = self.make(index, state, choice)
                if more or not other.lacks:
                    return other
        return page


def _worst(pages: list[_Page]) -> int:
    """Return how many lines two facing pages end apart."""
    if len(pages) < 2 or any(page.free for page in pages):
        return 0
    return abs(pages[0].level - pages[1].level)


def _copied(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _on_grid(box: Any) -> Iterator[Any]:
    """Yield the boxes of a page whose text stands on the grid."""
    for child in getattr(box, "children", ()):
        if is_on(child.style):
            yield child
        elif child.element_tag in ("body", "article", "section", "div"):
            yield from _on_grid(child)
