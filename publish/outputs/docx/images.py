"""The pictures of a publication as Word takes them: PNG and JPEG, and drawings with a copy of pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publish.base.diagnostics import AssetError, error
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.base.workers.task import Task
from publish.outputs.commission import Commission, Workers
from publish.outputs.docx.pictures import WordPicture
from publish.publication import model
from publish.publication.assets.images import DRAWING, measure_picture, plain_picture, unreadable

_PIXELS = 1600


class Images:
    """The pictures of one publication, each converted once.

    Attributes:
        drawings: Parts of drawings by their names.
    """

    def __init__(self, asked: Commission, workers: Workers) -> None:
        """Start with the publication and who converts."""
        self.asked, self.workers = asked, workers
        self.drawings: dict[Any, Any] = {}
        self._copies: dict[Path, WordPicture] = {}

    def copy(self, node: model.Figure | model.Icon) -> WordPicture | None:
        """Return the picture of a node; None where there is none.

        Raises:
            AssetError: If it cannot be read or published.
        """
        if node.file is None or not find_file(node.file).is_file():
            return None
        if node.file not in self._copies:
            try:
                self._copies[node.file] = self._make(node, node.file)
            except ValueError as failure:
                raise AssetError(unreadable(node.name, node.position, failure)) from failure
            except OSError as failure:
                message = say("picture cannot be used: {name}: {reason}", name=node.name, reason=failure)
                raise AssetError(error(node.position, message, "unreadable-image")) from failure
        return self._copies[node.file]

    def _make(self, node: model.Figure | model.Icon, file: Path) -> WordPicture:
        picture, content = measure_picture(file), file.read_bytes()
        if picture.media_type != DRAWING:
            return WordPicture(plain_picture(content), b"", picture.width, picture.height)
        from publish.outputs.epub.cover import Drawing, draw_cover  # drawings are rare

        height = max(1, round(_PIXELS * picture.height / picture.width))
        html = (
            '<html lang="vi"><head><title>.</title><style>@page { size: 160mm '
            f"{160 * height / _PIXELS:g}mm; margin: 0 }} body {{ margin: 0 }} img {{ display: block; width: 160mm }}"
            f'</style></head><body><img src="{file.as_uri()}" alt="."/></body></html>'
        )
        drawing = Drawing(html, (), self.asked.assets.roots, node.position, (file,), _PIXELS, height)
        task = Task(draw_cover, say("converting the picture {name}", name=node.name), node.position)
        return WordPicture(self.workers.call(task, drawing), content, picture.width, picture.height)
