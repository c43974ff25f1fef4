"""Lay out fragments: those that are kept from before are taken as they are, the others are made by workers."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from pathlib import Path

from publish.cache import Cache, digest
from publish.diagnostics import Position
from publish.fonts import read_faces
from publish.programs import file_digest, programs_digest
from publish.project import Page
from publish.writers import engine, fragments
from publish.writers.folios import Place
from publish.writers.fragments import FolioStyle, FontUse, Fragment


@dataclass(frozen=True, slots=True)
class Order:
    """A fragment to be laid out.

    Attributes:
        name: What it is called in the publication and in messages.
        html: Its pages as XHTML.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the engine finds fault with it.
        page: Trim and bleed.
        side: ``right`` if its first page is a recto, else ``left``.
        pictures: Files that its pages show.
        places: Words that the index leads to.
    """

    name: str
    html: str
    styles: tuple[engine.Style, ...]
    roots: tuple[Path, ...]
    at: Position
    page: Page
    side: str
    pictures: tuple[Path, ...] = ()
    places: tuple[Place, ...] = ()


class Layouter:
    """Gives fragments, from the store or from the workers."""

    def __init__(self, executor: Executor, store: Cache, report: Callable[[str], None]) -> None:
        """Start with who lays out, who keeps, and who is told what is being laid out."""
        self.executor, self.store, self.report = executor, store, report

    def lay_out(self, orders: Sequence[Order]) -> list[Fragment]:
        """Return the fragments in the order of their orders.

        Raises:
            StyleError: For what is wrong in a stylesheet, or with a page that came to the limits of the workers.
        """
        keys = [self.key(order) for order in orders]
        kept = [self.store.get(key) for key in keys]
        waiting: dict[int, Future[bytes]] = {}
        for index, order in enumerate(orders):
            if kept[index] is None:
                waiting[index] = self.executor.submit(
                    fragments.render_fragment,
                    *(order.html, order.styles, order.roots, order.at, order.page, order.side, order.places),
                )
        for done, (index, future) in enumerate(waiting.items(), 1):
            self.report(f"lay out {orders[index].name} ({done} of {len(waiting)})")
            kept[index] = content = future.result()
            self.store.put(keys[index], content)
        return [fragments.unpack(content) for content in kept if content is not None]

    def key(self, order: Order) -> str:
        """Return the digest of all a fragment depends on: text, styles, fonts, pictures, page, side, programs."""
        root = order.roots[0].as_uri()
        page = json.dumps([asdict(order.page), order.side, order.places])
        pictures = [file_digest(path) for path in order.pictures]
        return digest("fragment", order.html.replace(root, "root:"), page, _look(order.styles), *pictures)

    def measure_folio(
        self, styles: tuple[engine.Style, ...], roots: tuple[Path, ...], at: Position
    ) -> tuple[FolioStyle, FontUse]:
        """Return how folios are set, and the font they take."""
        key = digest("folio", _look(styles))
        content = self.store.get(key)
        if content is None:
            content = self.executor.submit(fragments.measure_folio, styles, roots, at).result()
            self.store.put(key, content)
        return fragments.unpack_folio(content)

    def embed_fonts(
        self,
        fonts: Mapping[str, FontUse],
        styles: tuple[engine.Style, ...],
        roots: tuple[Path, ...],
        at: Position,
    ) -> bytes:
        """Return a PDF that holds each font once, with the glyphs in use."""
        used = json.dumps(
            [[name, sorted(use.unicode.items()), sorted(use.widths.items())] for name, use in fonts.items()]
        )
        key = digest("fonts", used, _look(styles))
        content = self.store.get(key)
        if content is None:
            content = self.executor.submit(fragments.embed_fonts, dict(fonts), styles, roots, at).result()
            self.store.put(key, content)
        return content


@functools.lru_cache(maxsize=64)
def _look(styles: tuple[engine.Style, ...]) -> str:
    """Return a digest of stylesheets, of the fonts that they name, and of the programs that follow them."""
    texts = [style.path.read_text(encoding="utf-8") if style.text is None else style.text for style in styles]
    faces = [face for style in styles if style.path.name == "fonts.css" for face in read_faces(style.path)]
    fonts = [file_digest(face.path) for face in faces]
    return digest(*texts, *fonts, programs_digest())
