"""The commands; the only modules that print, read arguments or pick an exit code.

It takes a command line, and gives files, findings and an exit code.
It may import everything; nothing imports it but ``__main__``.
"""

from __future__ import annotations

import click

from publish import __version__
from publish.cli.group import CommandGroup, LateCommands
from publish.cli.languages import language_option

COMMANDS = {
    "pdf": (
        "making:pdf",
        "Make the PDFs of SOURCE, by default of the whole project: one for the screen and one for the press.",
    ),
    "epub": ("making:epub", "Make the EPUB of SOURCE, by default of the whole project."),
    "html": (
        "making:html",
        "Make the web page of SOURCE, by default of the whole project: "
        "one file, or of a book or bulletin a small site.",
    ),
    "docx": (
        "making:docx",
        "Make the Word file of SOURCE, by default of the whole project, for an editor and a signer to work in.",
    ),
    "cover": ("making:cover", "Make the cover of a book for the press: back, spine and front on one sheet."),
    "build": ("making:build", "Make all outputs, with manifest.json and SHA256SUMS, in dist/."),
    "check": ("checking:check", "Check the articles, then the files of dist/ with the validators that are installed."),
    "compare": ("comparing:compare", "Compare two finished files, OLD and NEW, two PDFs or two EPUBs of any origin."),
    "lint": (
        "texts:lint",
        "Find what is wrong with the Vietnamese of FILES, by default of every article of the project.",
    ),
    "convert": ("texts:convert", "Write FILE, a text in an old Vietnamese encoding, as UTF-8 beside it."),
    "new": ("starting:new", "Start a project in the folder NAME: a sample that builds, to write over."),
    "preview": (
        "previewing:preview",
        "Show PROJECT in the browser, by default the one around here: pages, EPUB and findings, anew with each change.",
    ),
    "import": (
        "importing:import_",
        "Make a project of INPUT: a Word file, a book of mdBook, Quarto, MkDocs or Jupyter Book, a folder of Markdown.",
    ),
    "impose": (
        "imposing:impose",
        "Lay the pages of FILE, a PDF, out on sheets: a booklet, signatures, or several pages a side.",
    ),
    "sign": (
        "signing:sign",
        "Sign FILE, a finished PDF, with a key: a signature after PAdES behind the pages, which stay as they are.",
    ),
    "schema": (
        "schemas:schema",
        "Print the JSON Schema of publish.toml, or of the front matter of articles or official documents.",
    ),
    "fonts": (
        "typefaces:fonts",
        "List the fonts of PROJECT: families, files, licences, and the letters of its articles that each lacks.",
    ),
    "doctor": (
        "doctoring:doctor",
        "Check that this machine has all that publishing needs: libraries, validators, programs, room.",
    ),
    "clean": ("caching:clean", "Empty the cache of finished pages; dist/ stays."),
}
"""Each command: the module and the function that it is, and the first paragraph of its help."""


@click.group(
    cls=CommandGroup,
    commands=LateCommands({name: f"publish.cli.{place}" for name, (place, _) in COMMANDS.items()}),
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PUBLISH"},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@language_option
def main(lang: str | None) -> None:
    """Publish one structured text as a press-ready PDF and a store-ready EPUB.

    \b
    Example: publish build
    """


main.briefs = {name: brief for name, (_, brief) in COMMANDS.items()}
