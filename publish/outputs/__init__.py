"""What is made of a publication: a folder and a row for each output.

It takes what ``kinds`` and ``layout`` give of a publication, and gives the bytes of finished files.
It may import ``layout`` and what is below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.outputs.output import Output

_PDF = ("verapdf", "qpdf")

OUTPUTS: Mapping[str, Output] = {
    output.name: output
    for output in (
        Output("pdf", ".pdf", "printed", "publish.outputs.pdf.printing", "screen", _PDF),
        Output("press", "-press.pdf", "printed", "publish.outputs.press.printing", "press", _PDF),
        Output("epub", ".epub", "screens", "publish.outputs.epub.package", validators=("epubcheck", "ace")),
        Output(
            *("html", ".html", "screens", "publish.outputs.html.package"),
            usual=False,
            folder="-web",
            links=("pdf", "epub"),
        ),
        Output("docx", ".docx", "text", "publish.outputs.docx.package", usual=False),
        Output("cover", "-cover.pdf", "cover", "publish.outputs.press.printing", "cover", _PDF, listed=False),
    )
}
"""Every output by its name; a new one is a folder beside this file and a row here."""


def formats() -> tuple[str, ...]:
    """Return the outputs that ``[output] formats`` may name."""
    return tuple(output.name for output in OUTPUTS.values() if output.listed)


def usual_formats() -> tuple[str, ...]:
    """Return the outputs that are made where ``[output] formats`` is not given."""
    return tuple(output.name for output in OUTPUTS.values() if output.listed and output.usual)


def name_file(stem: str, output: str) -> str:
    """Return the name of the file that an output of a publication goes to: ``NAME.pdf``, ``NAME-press.pdf``."""
    return OUTPUTS[output].name_file(stem)
