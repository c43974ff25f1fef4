"""Lay out fragments: those that are kept from before are taken as they are, the others are made by workers."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict
from pathlib import Path
from typing import Any

from publish.base.cache import Cache, digest
from publish.base.diagnostics import Position, PublishError, join_failures
from publish.base.messages import say
from publish.base.program_digest import file_digest, programs_digest
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.layout import engine
from publish.layout.font_styles import faces_of
from publish.layout.page_starts import IndexPlace
from publish.outputs.pdf import blocks, fragments
from publish.outputs.pdf.blocks import Block
from publish.outputs.pdf.finishing import LAYING_OUT
from publish.outputs.pdf.fragments import FolioStyle, FontUse, Fragment
from publish.publication.project import Page


@dataclass(frozen=True, slots=True)
class Order:
    """A fragment to be laid out.

    Attributes:
        name: Name of the fragment in the publication and in messages.
        html: The pages as XHTML.
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
    styles: tuple[engine.StyleSheet, ...]
    roots: tuple[Path, ...]
    at: Position
    page: Page
    side: str
    pictures: tuple[Path, ...] = ()
    places: tuple[IndexPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Deferred:
    """A fragment whose order is made only when it has to be laid out.

    Attributes:
        name: Name of the fragment.
        identity: Digest of all that the order is made from.
        make: Makes the order.
    """

    name: str
    identity: str
    make: Callable[[], Order]


class Layouter:
    """Gives fragments: those of the last time as they are, others from the store or from the workers."""

    def __init__(self, executor: Executor, store: Cache, report: Callable[[str], None]) -> None:
        """Start with who lays out, who keeps, and who is told what is being laid out."""
        self.executor, self.store, self.report = executor, store, report
        self._last: dict[str, tuple[str, Fragment]] = {}  # by name, each with its identity or its key

    def lay_out(self, orders: Sequence[Order | Deferred]) -> list[Fragment]:
        """Return the fragments in the order of their orders.

        Raises:
            StyleError: For what is wrong in a stylesheet, or with a page that came to the limits of the workers; all
                fragments are laid out before, and those that are well are kept.
        """
        identities = [asked.identity if isinstance(asked, Deferred) else self.key(asked) for asked in orders]
        kept: dict[int, tuple[str, bytes]] = {}
        waiting: dict[int, tuple[str, Future[bytes]]] = {}
        failures: list[PublishError] = []
        laid: dict[int, Fragment] = {}
        for index, asked in enumerate(orders):
            identity = identities[index]
            known, fragment = self._last.get(asked.name, ("", None))
            if fragment and known == identity:
                laid[index] = fragment
                continue
            key, found = self._find(asked, identity)
            if isinstance(found, bytes):
                kept[index] = key, found
            else:
                parts = found.html, found.styles, found.roots, found.at, found.page, found.side, found.places
                task = Task(fragments.render_fragment, LAYING_OUT, found.at)
                waiting[index] = key, self.executor.submit(task, *parts)
        laid |= {index: fragments.unpack(content, key) for index, (key, content) in kept.items()}
        for done, (index, (key, future)) in enumerate(waiting.items(), 1):
            name, count = orders[index].name, len(waiting)
            self.report(say("lay out {name} ({done} of {count})", name=name, done=done, count=count))
            try:
                content = future.result()
            except PublishError as failure:
                failures.append(failure)
            else:
                self.store.put(key, content)
                laid[index] = fragments.unpack(content, key)
        if failures:
            raise join_failures(failures)
        self._last |= {asked.name: (identities[index], laid[index]) for index, asked in enumerate(orders)}
        return [laid[index] for index in range(len(orders))]

    def _find(self, asked: Order | Deferred, identity: str) -> tuple[str, bytes | Order]:
        """Return the key of an order, which is kept of one that was deferred, and what is kept, else the order."""
        if isinstance(asked, Order):
            key, order = identity, asked
        else:
            known = self.store.get(asked.identity)
            if known and (content := self.store.get(known.decode())) is not None:
                return known.decode(), content
            order = asked.make()
            key = self.key(order)
            self.store.put(asked.identity, key.encode())
        content = self.store.get(key)
        return key, order if content is None else content

    def key(self, order: Order) -> str:
        """Return the digest of all a fragment depends on: text, styles, fonts, pictures, page, side, programs."""
        root = order.roots[0].as_uri()
        page = json.dumps([asdict(order.page), order.side, order.places])
        pictures = [file_digest(path) for path in order.pictures]
        return digest("fragment", order.html.replace(root, "root:"), page, digest_styles(order.styles), *pictures)

    def measure_folio(
        self, styles: tuple[engine.StyleSheet, ...], roots: tuple[Path, ...], at: Position
    ) -> tuple[FolioStyle, FontUse]:
        """Return how folios are set, and the font they take."""
        content = self.start(
            digest("folio", digest_styles(styles)),
            Task(fragments.measure_folio, say("setting the folios"), at),
            styles,
            roots,
            at,
        )()
        return fragments.unpack_folio(content)

    def embed_fonts(
        self,
        fonts: Mapping[str, FontUse],
        styles: tuple[engine.StyleSheet, ...],
        roots: tuple[Path, ...],
        at: Position,
    ) -> Block:
        """Return the font dictionary that holds each font once, with the glyphs in use."""
        used = json.dumps(
            [[name, sorted(use.unicode.items()), sorted(use.widths.items())] for name, use in fonts.items()]
        )
        key = digest("fonts", used, digest_styles(styles))
        task = Task(fragments.embed_fonts, say("embedding the fonts"), at)
        return blocks.unpack(self.start(key, task, dict(fonts), styles, roots, at)())

    def share(self, task: Task[..., bytes], *arguments: Any) -> list[bytes]:
        """Have something done in as many parts as there are workers, each told its number and how many there are."""
        parts = getattr(self.executor, "jobs", 1)
        futures = [self.executor.submit(task, *arguments, part, parts) for part in range(parts)]
        return [future.result() for future in futures]

    def start(self, key: str, task: Task[..., bytes], *arguments: Any) -> Callable[[], bytes]:
        """Have something made by a worker unless it is kept, and keep it; return what waits for it."""
        content = self.store.get(key)
        if content is not None:
            return lambda: content
        future = self.executor.submit(task, *arguments)

        def finish() -> bytes:
            made = future.result()
            self.store.put(key, made)
            return made

        return finish


def digest_styles(styles: tuple[engine.StyleSheet, ...]) -> str:
    """Return a digest of stylesheets, of the fonts that they name, and of the programs that follow them."""
    return _digest_as_they_are(styles, tuple(style.changed for style in styles))


@functools.lru_cache(maxsize=64)
def _digest_as_they_are(styles: tuple[engine.StyleSheet, ...], changed: tuple[tuple[int, ...], ...]) -> str:
    texts = [style.path.read_bytes() if style.text is None else style.text for style in styles]
    imported = [file_digest(path) for style in styles for path in style.files[1:] if path.is_file()]
    fonts = [file_digest(face.path) for style in styles for face in faces_of(style)]
    return digest(*texts, *imported, *fonts, programs_digest())
