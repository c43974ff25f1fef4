"""The command that signs a finished PDF."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.base.messages import say, words_of
from publish.cli.console import Console, with_console

if TYPE_CHECKING:
    from publish.outputs.signing.tagging import FieldPlace

PASSWORD = "PUBLISH_SIGN_PASSWORD"
"""The variable that may hold the password of a key."""

FIELDS = ("none", "signature", "information")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", required=True, type=click.Path(path_type=Path), help="The key: a PKCS #12 file, .p12 or .pfx.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help=f"A file whose first line is the password of the key.  [default: ${PASSWORD}, else asked for]",
)
@click.option(
    "--field",
    type=click.Choice(FIELDS),
    default="none",
    show_default=True,
    help="Where the signature is seen on an official document: over the image, or over the line at the top right.",
)
@click.option("--tsa", metavar="URL", help="An authority that stamps the time (RFC 3161).  [default: none]")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="Where to write: a file, a folder, or - for stdout.  [default: NAME-signed.pdf]",
)
@with_console
def sign(
    console: Console, file: Path, key: Path, password_file: Path | None, field: str, tsa: str | None, output: str | None
) -> None:
    """Sign FILE, a finished PDF, with a key: a signature after PAdES behind the pages, which stay as they are.

    The password is never an argument: others on this machine could read it there.

    \b
    Example: publish sign decision.pdf --key office.p12 --field signature
    """
    from publish.base.filenames import find_file

    if tsa and not tsa.lower().startswith(("https://", "http://")):
        raise click.UsageError(say("--tsa is an address that begins with https:// or http://"))
    _sign(console, find_file(file.absolute()), find_file(key.absolute()), password_file, field, tsa or "", output)


def _sign(
    console: Console, file: Path, key: Path, password_file: Path | None, field: str, tsa: str, output: str | None
) -> None:
    """Make the signature and write the file."""
    from publish.base.diagnostics import OutputError, Position, SourceError, error
    from publish.build.finished import FinishedFile, place, write
    from publish.outputs.signing.pdf import name_signer, read_key, sign_pdf

    console.step(say("read {name}", name=file.name))
    try:
        content = file.read_bytes()
    except OSError as failure:
        message = say("cannot be read: {reason}", reason=failure)
        raise SourceError(error(Position(file), message, "unreadable-pdf")) from failure
    signer = read_key(key, _password(console, password_file, key))
    where = None if field == "none" else _find_place(file, content, field)
    console.step(say("sign {name}", name=file.name))
    told = f"Chữ ký số của {name_signer(signer)}"
    made = sign_pdf(content, signer, Position(file), told=told, place=where, tsa=tsa)
    if output == "-":
        click.echo(made, nl=False)
        return
    outputs = place([FinishedFile(file.with_name(f"{file.stem}-signed.pdf"), made)], output)
    if outputs[0].path.resolve() == file.resolve():
        hint = say("name another place with -o")
        message = say("the signed file would be written over the file without a signature")
        raise OutputError(error(Position(file), message, "output", hint))
    write(outputs, console.step)
    console.result(outputs[0].path)


def _password(console: Console, file: Path | None, key: Path) -> bytes | None:
    """Return the password of a key: from a file, the environment, or who sits there; None for none."""
    from publish.base.diagnostics import Position, SourceError, error

    if file is not None:
        try:
            return file.read_bytes().splitlines()[0]
        except (OSError, IndexError) as failure:
            message = say("the password cannot be read: {reason}", reason=failure)
            raise SourceError(error(Position(file), message, "signing-key")) from failure
    if (known := os.environ.get(PASSWORD)) is not None:
        return known.encode() or None
    if not sys.stdin.isatty():
        return None
    asked: str = click.prompt(console.words(say("Password of {name}", name=key.name)), hide_input=True, err=True)
    return asked.encode() or None


def _find_place(file: Path, content: bytes, field: str) -> FieldPlace:
    from publish.base.diagnostics import Position, SourceError, error
    from publish.outputs.signing.tagging import FieldPlace
    from publish.preflight.official.signature_places import find_signature_place
    from publish.preflight.pdf.reading import Unreadable
    from publish.publication.assets.folders import find_assets
    from publish.publication.official.regimes import DEFAULT, find_regime
    from publish.publication.project import find_root

    regime = find_regime(find_assets(find_root(file.parent)), DEFAULT, Position(file))
    try:
        found = find_signature_place(content, field, regime)
    except Unreadable as failure:
        raise SourceError(error(Position(file), words_of(failure), failure.rule)) from failure
    if found is None:
        hint = say("take --field out: the signature is as valid where it is not seen")
        message = say("the pages have no place for a signature that is seen: no office above a name, or no line for it")
        raise SourceError(error(Position(file), message, "signature-place", hint))
    return FieldPlace(*found)
