"""Have Ghostscript draw pages in process inks, overprinting as a press does."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from publish.preflight.pdf.reading import Box, PdfPage, number

DPI = 72
MAX_SIDE = 5000
"""How many pixels a page has at most on a side; larger pages are drawn coarser."""

SECONDS, SECONDS_PER_PAGE = 60, 2


def plates_of(content: bytes, pages: list[PdfPage]) -> Iterator[tuple[PdfPage, Any, tuple[float, Box] | None]]:
    """Yield each page with its media box as a CMYK picture; nothing without Ghostscript.

    Raises:
        OSError: If Ghostscript fails on a page or takes too long.
    """
    program = shutil.which("gs")
    if program is None:
        return
    side = max(max(page.media[2] - page.media[0], page.media[3] - page.media[1]) for page in pages)
    dpi = DPI * min(1.0, MAX_SIDE / side)
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        file = Path(folder) / "file.pdf"
        file.write_bytes(content)
        command = [
            *(program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pamcmyk32", f"-r{dpi:.3f}"),
            *("-dOverprint=/enable", "-sstdout=%stderr", f"-sPageList={page_list(pages)}", "-sOutputFile=-", str(file)),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
            timer = threading.Timer(SECONDS + SECONDS_PER_PAGE * len(pages), running.kill)
            timer.start()
            try:
                assert running.stdout is not None
                for page in pages:
                    yield page, _upright(_read_picture(running.stdout), page), None
            finally:
                timer.cancel()
                running.kill()


def page_list(pages: list[PdfPage]) -> str:
    """Return the numbers of pages as Ghostscript reads them, neighbours as a range."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and ranges[-1][1] == page.index:
            ranges[-1][1] = page.index + 1
        else:
            ranges.append([page.index + 1, page.index + 1])
    return ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in ranges)


def _read_picture(stream: IO[bytes]) -> Any:
    """Return the next picture of a stream of PAM files."""
    from PIL import Image

    size = {}
    while True:
        line = stream.readline()
        if not line:
            raise OSError("Ghostscript has ended")
        words = line.split()
        if words[:1] == [b"ENDHDR"]:
            break
        if len(words) == 2:
            size[words[0]] = words[1]
    width, height = int(size[b"WIDTH"]), int(size[b"HEIGHT"])
    data = stream.read(width * height * 4)
    if len(data) < width * height * 4:
        raise OSError("Ghostscript has ended")
    return Image.frombuffer("CMYK", (width, height), data, "raw", "CMYK", 0, 1)


def _upright(picture: Any, page: PdfPage) -> Any:
    """Return a picture as the page lies in its own space, before it is turned to be looked at."""
    from PIL import Image

    turn = int(number(page.obj.get("/Rotate"))) % 360
    kinds = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return picture.transpose(kinds[turn]) if turn in kinds else picture
