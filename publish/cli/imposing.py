"""The command that lays finished pages out on sheets for the press."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.base.messages import join_messages, say, say_count
from publish.cli.console import Console, with_console

if TYPE_CHECKING:
    from publish.outputs.imposition.scheme import Scheme

N_UP = ("2", "4", "8", "9", "16")
SIGNATURES = ("4", "8", "16", "32")


class Measure(click.FloatRange):
    """Millimetres, up to a number that makes sense; ``nan`` is none."""

    name = "mm"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(say("{value!r} is no measure", value=value), param, ctx)
        return number


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--booklet", is_flag=True, help="Nested sheets, two pages a side, stitched through the fold.")
@click.option("--n-up", type=click.Choice(N_UP), help="That many pages a side, in the order in which they are read.")
@click.option(
    "--signatures", type=click.Choice(SIGNATURES), help="Folded sheets of that many pages, gathered and glued."
)
@click.option("--paper", "stock", metavar="NAME", help="Reckon creep with this paper of styles/papers.toml.")
@click.option("--caliper", type=Measure(0, 2, min_open=True), help="Reckon creep with a paper this thick.")
@click.option("--mill", type=Measure(0, 20), help="Milled off the spine of signatures.  [default: 3]")
@click.option("--back-cover", is_flag=True, help="Keep the last page last: blanks go before it.")
@click.option("--marks/--no-marks", default=True, show_default=True, help="Marks for cutting and folding.")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="Where to write: a file, a folder, or - for stdout.  [default: NAME-booklet.pdf, -2up or -16pp]",
)
@with_console
def impose(
    console: Console,
    file: Path,
    booklet: bool,
    n_up: str | None,
    signatures: str | None,
    stock: str | None,
    caliper: float | None,
    mill: float | None,
    back_cover: bool,
    marks: bool,
    output: str | None,
) -> None:
    """Lay the pages of FILE, a PDF, out on sheets: a booklet, signatures, or several pages a side.

    Print both sides of a sheet so that it turns like a leaf. Blanks that fill the last sheet go behind the last page.

    \b
    Example: publish impose bulletin.pdf --booklet --paper couche-100
    """
    if sum(map(bool, (booklet, n_up, signatures))) != 1:
        raise click.UsageError(say("say one of --booklet, --n-up and --signatures"))
    if n_up and (stock or caliper or back_cover):
        raise click.UsageError(say("--paper, --caliper and --back-cover are for --booklet and --signatures"))
    if stock and caliper:
        raise click.UsageError(say("say --paper or --caliper, not both"))
    if mill is not None and not signatures:
        raise click.UsageError(say("--mill is for --signatures"))
    from publish.base.filenames import find_file
    from publish.outputs.imposition.scheme import MILL_MM, Binding, Scheme

    thickness = _caliper(stock) if stock else caliper or 0.0
    if signatures:
        name, milled = f"{signatures}pp", MILL_MM if mill is None else mill
        scheme = Scheme(Binding.SIGNATURES, int(signatures), thickness, milled, back_cover)
    elif n_up:
        name, scheme = f"{n_up}up", Scheme(Binding.N_UP, int(n_up))
    else:
        name, scheme = "booklet", Scheme(Binding.BOOKLET, caliper_mm=thickness, back_cover=back_cover)
    _impose(console, find_file(file.absolute()), scheme, name, marks, output)


def _caliper(name: str) -> float:
    """Return the thickness of a paper that the project here knows, in millimetres."""
    from publish.base.diagnostics import Position
    from publish.publication.assets.folders import find_assets
    from publish.publication.assets.papers import find_stock
    from publish.publication.project import find_root

    return find_stock(find_assets(find_root(Path())), name, Position(Path("--paper"))).caliper_mm


def _impose(console: Console, file: Path, scheme: Scheme, name: str, marks: bool, output: str | None) -> None:
    """Make the sheets and write them."""
    from publish.base.diagnostics import OutputError, Position, SourceError, error, os_reason
    from publish.build.finished import FinishedFile, place, write
    from publish.outputs.imposition.sheets import impose_pdf

    console.step(say("read {name}", name=file.name))
    try:
        content = file.read_bytes()
    except OSError as failure:
        message = say("cannot be read: {reason}", reason=os_reason(failure))
        raise SourceError(error(Position(file), message, "unreadable-pdf")) from failure
    console.step(say("lay the pages out"))
    made = impose_pdf(content, scheme, Position(file), marks=marks)
    console.settle(made.warnings)
    if output == "-":
        click.echo(made.content, nl=False)
        return
    outputs = place([FinishedFile(file.with_name(f"{file.stem}-{name}.pdf"), made.content)], output)
    if outputs[0].path.resolve() == file.resolve():
        hint = say("name another place with -o")
        message = say("the sheets would be written over their own pages")
        raise OutputError(error(Position(file), message, "output", hint))
    write(outputs, console.step)
    if console.verbosity >= 0:
        counts = [say_count("{count} sheet", "{count} sheets", made.sheets)]
        counts += [say_count("{count} blank page", "{count} blank pages", made.blanks)] if made.blanks else []
        console.tell(join_messages(counts))
    console.result(outputs[0].path)
