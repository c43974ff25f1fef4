"""What a kind is asked to lay out, and who does the heavy part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.base.cache import Cache, NoCache
from publish.base.records import dataclass
from publish.base.workers.worker import Call, call_here

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from publish.outputs.pdf.layouter import Layouter
    from publish.publication.assets.folders import Assets
    from publish.publication.model import Article
    from publish.publication.project import Project
    from publish.publication.publication import Publication


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the heavy part of the work.

    Attributes:
        call: Calls a function in a worker.
        layouter: Lays out the fragments of publications; None where there are only articles.
        store: Keeps finished work for the next time.
        readers: Read the sources of a publication; None where who lays out reads as well.
    """

    call: Call = call_here
    layouter: Layouter | None = None
    store: Cache = NoCache()
    readers: Executor | None = None

    @property
    def keeps(self) -> bool:
        """Whether anything is kept for the next time."""
        return not isinstance(self.store, NoCache)


@dataclass(frozen=True, slots=True)
class Commission:
    """What a kind is asked to lay out.

    Attributes:
        subject: The article or the publication, typeset.
        project: The page of the subject, and all else that ``publish.toml`` says.
        assets: Layouts, styles, fonts, printers and profiles.
        workers: Who does the heavy part.
        draft: Whether a missing photograph leaves its place open.
        state: Digest of all that it is made from; empty where nothing is to be kept.
    """

    subject: Article | Publication
    project: Project
    assets: Assets
    workers: Workers
    draft: bool = False
    state: str = ""
