"""The plates that Ghostscript draws, as a witness for those of the preflight."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from PIL import Image


def plates(file: Path) -> list[Image.Image]:
    """Return each page at 72 dpi in process inks, overprinting, as it is looked at."""
    options = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pamcmyk32", "-r72", "-dOverprint=/enable")
    command = ["gs", *options, "-sstdout=%stderr", "-sOutputFile=-", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    stream, pages = io.BytesIO(done.stdout), []
    while header := b"".join(iter(stream.readline, b"ENDHDR\n")):
        facts = dict(line.split()[:2] for line in header.splitlines() if len(line.split()) == 2)
        size = int(facts[b"WIDTH"]), int(facts[b"HEIGHT"])
        pages.append(Image.frombytes("CMYK", size, stream.read(4 * size[0] * size[1])))
        if stream.tell() == len(done.stdout):
            break
    return pages
