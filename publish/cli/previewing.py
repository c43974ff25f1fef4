"""The command that shows a publication while it is being written."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import click

from publish.base.messages import say
from publish.cli.console import Console, cores, with_console
from publish.cli.making import WARM_UP


@click.command()
@click.argument("project", type=click.Path(path_type=Path, exists=True), required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", default=0, help="Where to listen.  [default: any free port]"
)
@click.option("--open", "open_", is_flag=True, help="Open the browser.")
@click.option("--at", metavar="FILE:LINE", help="Begin at the page of that line of the source.")
@click.option("--poll", is_flag=True, help="Look at the files again and again, for network drives.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Lay out N pages at a time.  [default: cores]")
@with_console
def preview(
    console: Console,
    project: Path | None,
    port: int,
    open_: bool,
    at: str | None,
    poll: bool,
    jobs: int | None,
) -> None:
    """Show PROJECT in the browser, by default the one around here: pages, EPUB and findings, anew with each change.

    The address works on this machine alone, and only as it is printed. A double click on a word leads to its line in
    the source; PUBLISH_EDITOR names the editor that opens it. Ctrl-C ends it.

    \b
    Example: publish preview --open
    """
    from publish.build.preview.running import demand_libraries, run
    from publish.kinds.projects import open_project

    demand_libraries()
    found = open_project(project or Path(), partly=True)
    place = _place(at, found.root) if at else ""

    def opened(address: str) -> None:
        address += place
        click.echo(address)
        if open_:
            click.launch(address)

    run(
        found,
        WARM_UP,
        jobs or cores(),
        port,
        console.language,
        poll,
        opened,
        console.step,
    )


def _place(at: str, root: Path) -> str:
    """Return the part of the address that says where the preview begins."""
    name, _, line = at.rpartition(":")
    file = Path(name).absolute()
    if not line.isdecimal() or not file.is_file() or not file.is_relative_to(root):
        raise click.BadParameter(say("name a file of the project and a line, as source/bai.md:12"), param_hint="'--at'")
    return f"#at={quote(file.relative_to(root).as_posix())}:{line}"
