"""Makes the pictures of the tutorial: ``python -m tests.support.screenshots``.

The tutorial is followed in each language; what a reader sees on the way is taken by Chromium and poppler, with few
colours, so that the pictures stay small.
"""

from __future__ import annotations

import functools
import io
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from tests.support.previews import browser, preview
from tests.support.tutorial import MANUAL, follow

LANGUAGES = ("en", "vi")
WIDTH = 1200
COLOURS = 48


def save(picture: bytes, path: Path, width: int = WIDTH, colours: int = COLOURS) -> None:
    """Write a picture with as many pixels and colours as print needs."""
    image: Image.Image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    image.quantize(colours, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)


def take_preview(window: Any, language: str, figures: Path, project: Path) -> None:
    """The preview with its findings, then a line of the page and its line of the source."""
    with preview(project, "--lang", language) as (address, _):
        page = window.new_context(viewport={"width": 1180, "height": 760}, device_scale_factor=2).new_page()
        page.goto(address)
        page.locator(".sheet text").first.wait_for(state="attached")
        page.locator("#findings li").first.wait_for()
        page.wait_for_timeout(3000)
        save(page.screenshot(), figures / "preview.png")
        page.locator(".sheet text", has_text="Giữ chợ cho bền").first.dblclick()
        page.locator("#source-lines .here").first.wait_for()
        page.wait_for_timeout(500)
        save(page.screenshot(), figures / "preview-source.png")


def take_page(path: Path, picture: Path) -> None:
    """The first page of a PDF."""
    command = ["pdftoppm", "-r", "110", "-png", "-singlefile", str(path)]
    save(subprocess.run(command, check=True, capture_output=True).stdout, picture, 720, 96)


def take_file(window: Any, path: Path, picture: Path, width: int, height: int, scheme: str) -> None:
    """A file in a window, light or dark."""
    sizes = {"viewport": {"width": width, "height": height}, "device_scale_factor": 2}
    page = window.new_context(color_scheme=scheme, **sizes).new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(500)
    save(page.screenshot(), picture, min(WIDTH, round(1.4 * width)))


def take_all(language: str) -> None:
    """The pictures of one language."""
    figures = MANUAL / language / "source" / "figures"
    with tempfile.TemporaryDirectory() as name, browser() as window:
        look = functools.partial(take_preview, window, language, figures)
        for step, result in follow(Path(name), language, look):
            print(f"{result.returncode} {step.command}")
        project = Path(name) / "cho-phien"
        take_file(window, project / "import.html", figures / "balance.png", 900, 560, "light")
        take_page(project / "dist" / "cho-phien.pdf", figures / "page.png")
        take_page(project / "dist" / "cho-phien-press.pdf", figures / "press.png")
        take_file(window, project / "dist" / "cho-phien.html", figures / "phone.png", 390, 720, "dark")


if __name__ == "__main__":
    for each in LANGUAGES:
        take_all(each)
