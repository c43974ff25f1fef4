"""The commands; the only modules that print, read arguments or pick an exit code.

It takes a command line, and gives files, findings and an exit code.
It may import everything; nothing imports it but ``__main__``.
"""

from __future__ import annotations

import click

from publish import __version__
from publish.cli import (
    caching,
    checking,
    comparing,
    doctoring,
    importing,
    imposing,
    making,
    previewing,
    schemas,
    starting,
    texts,
    typefaces,
)
from publish.cli.console import CommandGroup
from publish.cli.languages import language_option


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PUBLISH"},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@language_option
def main(lang: str | None) -> None:
    """Publish one structured text as a press-ready PDF and a store-ready EPUB.

    \b
    Example: publish build
    """


for command in (
    *(
        making.pdf,
        making.epub,
        making.html,
        making.docx,
        making.cover,
        making.build,
        checking.check,
        comparing.compare,
        texts.lint,
        texts.convert,
        starting.new,
    ),
    *(
        previewing.preview,
        importing.import_,
        imposing.impose,
        schemas.schema,
        typefaces.fonts,
        doctoring.doctor,
        caching.clean,
    ),
):
    main.add_command(command)
