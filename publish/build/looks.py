"""Find what is wrong with the styles and layouts of a project, to be told with what is wrong with its text.

They are read when pages are laid out, which a source that is wrong never comes to: so they are where a build fails.
"""

from __future__ import annotations

from collections.abc import Sequence

from publish.base.diagnostics import Diagnostic, PublishError, StyleError, join_failures
from publish.base.messages import say
from publish.base.workers.task import Task
from publish.base.workers.worker import Call
from publish.kinds import ARTICLE, KINDS
from publish.publication.assets.folders import Assets, find_assets
from publish.publication.kind import Kind
from publish.publication.project import Project


def with_looks(failure: PublishError, project: Project, kind: Kind, outputs: Sequence[str], call: Call) -> PublishError:
    """Return a failure, with what is wrong with the styles and layouts that the outputs of a kind take.

    Args:
        failure: What a build fails for.
        project: The project that is built.
        kind: The kind of what is built.
        outputs: Names of the outputs that are made.
        call: Has a task done by a worker, which knows the engine.
    """
    at = failure.diagnostics[0].position
    try:
        found = call(Task(find_faults, say("reading the styles"), at), project.setting, kind.name, tuple(outputs))
    except PublishError as other:
        found = other.diagnostics
    told = {one.position for one in failure.diagnostics}
    found = tuple(one for one in found if one.position not in told)
    return join_failures([failure, StyleError(found)]) if found else failure


def find_faults(project: Project, kind: str, outputs: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the styles of a kind, and with the project's own layouts. It runs in a worker."""
    from publish.layout import engine

    assets = find_assets(project.root)
    found: list[Diagnostic] = []
    try:
        styles = KINDS[kind].module("styles").print_styles(project, assets)
    except PublishError as failure:
        styles, found = (), [*failure.diagnostics]
    for style in styles:
        try:
            engine.parse_styles([style], assets.roots)
        except PublishError as failure:
            found += failure.diagnostics
    return (*found, *_layout_faults(assets, kind, outputs))


def _layout_faults(assets: Assets, kind: str, outputs: Sequence[str]) -> list[Diagnostic]:
    """Return what is wrong with the project's own layouts, as far as it can be told before they are filled."""
    from publish.publication.assets.jinja import check_layout

    if len(assets.styles) < 2:
        return []
    own = assets.styles[0]
    folders = dict.fromkeys((ARTICLE, kind, *outputs))
    names = [path.relative_to(own) for folder in folders for path in own.glob(f"{folder}/*")]
    found: list[Diagnostic] = []
    for name in sorted(names):
        output = name.name.partition(".")[0].partition("-")[0]
        asked = output in outputs or output not in ("epub", "cover")
        if asked and name.suffix in (".html", ".xml"):
            found += check_layout(assets, name.as_posix())
    return found
