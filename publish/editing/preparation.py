"""Read, check and typeset one source; the heavy part of it once for each content.

What is kept is the article and what was found, as a pickle that can hold nothing but nodes and findings: a cache may
stand on a disk that others write to.
"""

from __future__ import annotations

import importlib
import io
import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.base.cache import Cache, digest
from publish.base.diagnostics import AssetError, Diagnostic, Position, StyleError
from publish.base.messages import say
from publish.base.program_digest import file_digest, programs_digest
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.publication.assets.dropped_fonts import find_faces
from publish.publication.assets.folders import Assets, find_assets
from publish.publication.model import Article
from publish.publication.project import Project

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from publish.editing.typesetting import TextStyle
    from publish.reader.reading import Readings


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source that was read.

    Attributes:
        article: Typeset; None for a source of which nothing can be used.
        diagnostics: What reading found, and the rules on the text alone.
        key: Digest of all that it was made from.
    """

    article: Article | None
    diagnostics: tuple[Diagnostic, ...]
    key: str = ""


def prepare_sources(
    project: Project,
    sources: Sequence[Path],
    executor: Executor | None = None,
    store: Cache | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> list[Prepared]:
    """Return the sources of a project prepared, in their order.

    Args:
        project: The project of the sources.
        sources: Files.
        executor: Does the work, which takes the reader and all that knows Vietnamese; None to do it here.
        store: Has what was done before; None to do all of it.
        meanwhile: Called while the executor works, if it has something to do.
    """
    look = _look(project, find_assets(project.root)) if store else ""
    keys = [_key(source, look) if look else "" for source in sources]
    kept = [store.get(key) if store and key else None for key in keys]
    missing = [index for index, content in enumerate(kept) if content is None]
    project = project.setting  # it goes to the workers with each source
    waiting = {}
    if executor:
        for index in missing:
            task = Task(prepare_packed, say("reading it"), Position(sources[index], 1, 1))
            waiting[index] = executor.submit(task, project, sources[index])
    if waiting and meanwhile:
        meanwhile()
    ready = {index: _unpack(content, keys[index]) for index, content in enumerate(kept) if content is not None}
    for index in missing:
        content, is_whole = _outcome(waiting[index]) if executor else (prepare_packed(project, sources[index]), True)
        ready[index] = _unpack(content, keys[index])
        if store and keys[index] and is_whole:
            store.put(keys[index], content)
    return [ready[index] for index in range(len(sources))]


def check_source(project: Project, source: Path, readings: Readings) -> Prepared:
    """Return a source read and checked, and not typeset: what is wrong with it, :func:`prepare_sources` tells as well.

    Args:
        project: The project of the source.
        source: The file.
        readings: Articles that were read before.
    """
    from publish.editing.rules import TEXT_RULES, check_article

    reading = readings.article(source, project.language, project.kind.fact_keys())
    found = list(reading.diagnostics)
    if article := reading.article:
        article, wrong = project.kind.complete(article)
        found += wrong
        told = any(one.rule == "control-character" for one in found)  # the reader put U+FFFD in their places
        checked = check_article(article, project, find_assets(project.root), TEXT_RULES)
        found += [one for one in checked if not (told and one.rule == "missing-glyph" and "(U+FFFD)" in one.message)]
    return Prepared(article, tuple(found))


def load_reader() -> None:
    """Import what :func:`prepare_packed` takes."""
    from publish.reader import READERS

    formats = dict.fromkeys(reader.module for reader in READERS.values())
    for module in ("publish.reader.reading", *formats, "publish.editing.rules", "publish.editing.typesetting"):
        importlib.import_module(module)


def _outcome(future: Future[bytes]) -> tuple[bytes, bool]:
    """Return what a worker made of a source, and whether it came to its end; what stopped it is all that was found."""
    try:
        return future.result(), True
    except StyleError as failure:
        return pickle.dumps((None, failure.diagnostics), pickle.HIGHEST_PROTOCOL), False


def prepare_packed(project: Project, source: Path) -> bytes:
    """Read, check and typeset a source, and return article and findings packed."""
    from publish.editing.dialogue import set_dialogue
    from publish.editing.highlighting import highlight_code
    from publish.editing.typesetting import typeset_article
    from publish.reader.reading import Readings

    checked = check_source(project, source, Readings())
    article = checked.article
    if article:
        article = typeset_article(set_dialogue(article, project.text.dialogue), _style(project))
        article = highlight_code(article)
    return pickle.dumps((article, checked.diagnostics), pickle.HIGHEST_PROTOCOL)


def _style(project: Project) -> TextStyle:
    from publish.editing import compounds
    from publish.editing.typesetting import TextStyle

    text = project.text
    wanted = project.kind.display if text.compounds is None else text.compounds
    glue = compounds.glue if wanted and compounds.is_installed() else None
    return TextStyle(text.ranges, text.dash, glue)


def _key(source: Path, look: str) -> str:
    """Return the digest of a source and of all that its preparation depends on; empty if it cannot be read."""
    try:
        return digest("source", str(source), source.read_bytes(), look)
    except OSError:
        return ""


def _look(project: Project, assets: Assets) -> str:
    """Return what the preparation of any source depends on; empty where fonts cannot be used, and nothing is kept."""
    from publish.editing import compounds

    facts = [
        project.kind.name,
        project.language,
        project.title,
        project.publisher,
        project.rights,
        asdict(project.text),
    ]
    try:
        fonts = [file_digest(face.path) for face in find_faces(assets)]
    except (AssetError, StyleError):
        return ""
    return json.dumps([facts, compounds.is_installed(), fonts, programs_digest()])


class _Nodes(pickle.Unpickler):
    """Loads nodes of the model, findings, dates and paths, and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of that name if it may be loaded; a name with a dot could lead out of its module."""
        if module in _OURS and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        elif (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no node")


_OURS = (
    *("publish.publication.inline_nodes", "publish.publication.model"),
    *("publish.base.diagnostics", "publish.base.messages"),
)
_PLAIN = {
    *(("datetime", "date"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath")),
    *(("pathlib._local", "PosixPath"), ("pathlib._local", "WindowsPath")),
}


def _unpack(content: bytes, key: str) -> Prepared:
    article, found = _Nodes(io.BytesIO(content)).load()
    return Prepared(article, found, key)
