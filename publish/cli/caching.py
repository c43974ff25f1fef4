"""The command that empties the cache."""

from __future__ import annotations

import click

from publish.base.diagnostics import OutputError, Position, error
from publish.base.messages import say
from publish.cli.console import Console, with_console


@click.command()
@with_console
def clean(console: Console) -> None:
    """Empty the cache of finished pages; dist/ stays.

    \b
    Example: publish clean
    """
    from publish.base.cache import Cache

    cache = Cache()
    console.step(say("empty {folder}", folder=cache.folder))
    freed = cache.clear()
    if cache.problem:
        raise OutputError(error(Position(cache.folder), cache.problem, "cache"))
    console.clear()
    if console.verbosity >= 0:
        console.tell(say("{room:,.1f} MB freed in {folder}", room=freed / 1e6, folder=cache.folder))
