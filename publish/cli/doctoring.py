"""The command that checks that this machine has all that publishing needs."""

from __future__ import annotations

from pathlib import Path

import click

from publish.base.diagnostics import ExitCode
from publish.cli.console import Console, printable, with_console


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is told.",
)
@with_console
def doctor(console: Console, format_: str) -> None:
    """Check that this machine has all that publishing needs: libraries, validators, programs, room.

    Each thing is good, missing or broken; what is not good comes with what it costs, and the command for this machine
    that helps. Ends with code 6 if something required is not good, with --strict if anything is not.

    \b
    Example: publish doctor -v
    """
    from publish.build.doctor.checkup import Condition, is_fit, render_json, render_text
    from publish.build.doctor.examination import examine

    found = examine(Path.cwd(), console.step)
    console.clear()
    if format_ == "json":
        click.echo(render_json(found).encode())
    else:
        colours = {Condition.GOOD: "green", Condition.MISSING: "yellow", Condition.BROKEN: "red"}
        quiet, places = console.verbosity < 0, console.verbosity > 0
        for condition, word, line in render_text(found, console.language, quiet=quiet, places=places):
            if condition:
                click.secho(printable(word), fg=colours[condition], nl=False)
            click.echo(printable(line))
    if not is_fit(found) or (console.strict and any(one.condition is not Condition.GOOD for one in found)):
        click.get_current_context().exit(ExitCode.ENGINE)
