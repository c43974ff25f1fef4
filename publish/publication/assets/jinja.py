"""Fill the Jinja layouts of ``styles/``; the only door to Jinja."""

from __future__ import annotations

import contextlib
import functools
import traceback
from collections.abc import Mapping
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from publish.base.dates import format_date
from publish.base.diagnostics import Diagnostic, Position, StyleError, error
from publish.base.messages import say
from publish.publication.assets.folders import Assets, bundled


def fill_layout(assets: Assets, name: str, values: Mapping[str, object]) -> str:
    """Return the layout of that name filled with the values; text is escaped, ``Markup`` is not.

    A project's layout may extend the bundled one of the same name as ``publish/NAME``.

    Raises:
        StyleError: With the layout's own file and line, if it is missing, malformed or uses a value that is not there.
    """
    try:
        return _environment(assets).get_template(name).render(values)
    except (jinja2.TemplateNotFound, jinja2.TemplateSyntaxError) as failure:
        raise StyleError(_unusable(failure, assets, name)) from failure
    except Exception as failure:  # a layout can raise anything; whatever it is, it is the layout's
        position = _failing_line(failure, assets, name)
        message = f"{type(failure).__name__}: {failure}"
        raise StyleError(error(position, message.rstrip("."), "layout-value")) from failure


def check_layout(assets: Assets, name: str) -> list[Diagnostic]:
    """Return what is wrong with a layout, as far as it can be told before there are values to fill it with."""
    try:
        _environment(assets).get_template(name)
    except (jinja2.TemplateNotFound, jinja2.TemplateSyntaxError) as failure:
        return [_unusable(failure, assets, name)]
    return []


def _unusable(failure: jinja2.TemplateNotFound | jinja2.TemplateSyntaxError, assets: Assets, name: str) -> Diagnostic:
    if isinstance(failure, jinja2.TemplateNotFound):
        return error(Position(assets.styles[0] / (failure.name or name)), say("no such layout"), "missing-style")
    position = Position(Path(failure.filename or name), failure.lineno)
    return error(position, failure.message or say("malformed layout"), "layout-syntax")


def load_layout(assets: Assets, name: str) -> None:
    """Compile a layout ahead of its use; what is wrong with it is said when it is used."""
    with contextlib.suppress(jinja2.TemplateError):
        _environment(assets).get_template(name)


@functools.lru_cache(maxsize=8)
def _environment(assets: Assets) -> jinja2.Environment:
    """Return the layouts of some assets; each is compiled once, and again if its file changes."""
    shared = jinja2.FileSystemLoader(bundled("styles"))
    own = jinja2.FileSystemLoader(list(assets.styles))
    environment = SandboxedEnvironment(
        loader=jinja2.ChoiceLoader([own, jinja2.PrefixLoader({"publish": shared})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["date"] = format_date
    return environment


def _failing_line(failure: Exception, assets: Assets, name: str) -> Position:
    """Return the innermost line of a layout in the traceback."""
    folders = tuple(str(folder) for folder in assets.styles)
    for frame in reversed(traceback.extract_tb(failure.__traceback__)):
        if frame.filename.startswith(folders):
            return Position(Path(frame.filename), frame.lineno or 0)
    return Position(assets.style(name))
