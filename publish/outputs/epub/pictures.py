"""Make the pictures of an article for a book: copies that every reading system shows, under names that each takes.

JPEG and PNG stay as they are if they are upright, in gray or sRGB, with 8 bits a colour, and no larger than a screen
can use. Others are converted, by a worker and once for each content.
"""

from __future__ import annotations

import io
import re
import unicodedata
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.base.cache import digest
from publish.base.diagnostics import AssetError, error, os_reason
from publish.base.messages import say
from publish.base.program_digest import file_digest, programs_digest
from publish.base.workers.task import Task
from publish.outputs.commission import Workers
from publish.outputs.epub.container import Resource
from publish.publication import model
from publish.publication.assets.drawing_text import MONO, SANS, SERIF, read_words, set_words
from publish.publication.assets.dropped_fonts import STAND_IN, find_faces, own_letters
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import subset_faces
from publish.publication.assets.images import DRAWING, measure_picture, unreadable

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 92  # of JPEG; none of the colours is sampled more coarsely
_FEW_COLOURS = {"L": 64, "RGB": 256}  # a picture with no more is drawn, and shows what JPEG does to edges
_PNG_DEPTH = 24  # place of the bits for each colour (PNG 1.2, 11.2.2)
_SMALL_FILE = 50_000  # bytes; below them nothing is won by another format
_SUFFIXES: Mapping[bytes, tuple[str, str]] = {b"\xff\xd8": ("jpg", "image/jpeg"), b"\x89P": ("png", "image/png")}


def collect_pictures(
    articles: Sequence[model.Article], assets: Assets, pixels: int, workers: Workers
) -> dict[Path, Resource]:
    """Return the pictures of articles, also those in their facts, by their files, in the order of the text, each once.

    Args:
        articles: Whose pictures they are.
        assets: The fonts, which drawings with words carry.
        pixels: How many the longer side of one may have; larger ones are made smaller.
        workers: Who converts, and has what was converted before.

    Raises:
        AssetError: If one cannot be read or published.
    """
    pictures: dict[Path, Resource] = {}
    names = {"cover"}
    for node in model.pictures(tuple(articles)):
        if node.file and node.file not in pictures:
            try:
                is_drawing = measure_picture(node.file).media_type == DRAWING
                content = node.file.read_bytes()
            except ValueError as failure:
                raise AssetError(unreadable(node.name, node.position, failure)) from failure
            except OSError as failure:
                message = say("picture cannot be used: {name}: {reason}", name=node.name, reason=os_reason(failure))
                raise AssetError(error(node.position, message, "unreadable-image")) from failure
            if is_drawing:
                content = _carry_fonts(content, node, assets, workers)
            else:
                content = _copy(node, node.file, pixels, workers) or content
            suffix, media_type = ("svg", DRAWING) if is_drawing else _SUFFIXES[content[:2]]
            name = _free_name(safe_name(node.file.stem), names)
            names.add(name)
            pictures[node.file] = Resource(f"image-{name}", f"images/{name}.{suffix}", media_type, content)
    return pictures


def _copy(node: model.Figure | model.Icon, file: Path, pixels: int, workers: Workers) -> bytes:
    """Return the copy of a picture made of pixels, from the cache if it is there; empty if it stays as it is."""
    key = digest("screen picture", str(pixels), file_digest(file), programs_digest())
    copy = workers.store.get(key)
    if copy is None:
        copy = workers.call(
            Task(copy_picture, say("converting the picture {name}", name=node.name), node.position), file, pixels
        )
        workers.store.put(key, copy)
    return copy


def _carry_fonts(content: bytes, node: model.Figure | model.Icon, assets: Assets, workers: Workers) -> bytes:
    """Return a drawing with the fonts of its words inside of it, since a picture may take nothing from other files."""
    words = read_words(content)
    if not words:
        return content
    faces = find_faces(assets)
    weights, styles = ("400", "700") if words.bold else ("400",), ("normal", "italic") if words.italic else ("normal",)
    wanted = [
        (face, words.text)
        for face in faces
        if face.family in words.families and face.weight in weights and face.style in styles
    ]
    more = [(face, own_letters(face, faces, words.text)) for face in faces if face.family.startswith(STAND_IN)]
    wanted += [(face, letters) for face, letters in more if letters]
    names = {face.family: face.family.replace(" ", "").replace("-", "") + "Letters" for face, _ in wanted}
    names |= {family: f"Publish{_GENERIC[family].title().replace('-', '')}" for family in words.families}
    made = workers.call(Task(subset_faces, say("cutting down the fonts"), node.position), wanted)
    rules = "".join(
        f'@font-face {{ font-family: "{names[face.family]}"; font-weight: {face.weight}; font-style: {face.style};'
        f" src: url(data:font/{'otf' if font[:4] == b'OTTO' else 'ttf'};base64,{b64encode(font).decode()}) }}\n"
        for (face, _), font in zip(wanted, made, strict=True)
    )
    added = [names[face.family] for face, letters in more if letters]
    lists = [(family, ", ".join([names[family], *added, _GENERIC[family]])) for family in words.families]
    return set_words(content, rules, lists, node.alt)


_GENERIC = {SERIF: "serif", SANS: "sans-serif", MONO: "monospace"}


def copy_picture(file: Path, pixels: int) -> bytes:
    """Return a picture as PNG or JPEG for a screen, whichever is smaller for what it shows; empty if it is one.

    Args:
        file: A picture made of pixels.
        pixels: How many its longer side may have.

    Raises:
        ValueError: If it cannot be published.
    """
    from publish.publication.assets import rasters

    content = file.read_bytes()
    with rasters.open_raster(io.BytesIO(content)) as image:
        image.load()
        is_jpeg, is_small = rasters.is_jpeg(image), max(image.size) <= pixels
        stays = is_small and _stays(image, content)
        if stays and (is_jpeg or len(content) < _SMALL_FILE):
            whole = rasters.without_others(image, content)
            return b"" if whole is content else whole
        made = rasters.plain(image)
    if made.mode == "CMYK":
        from publish.outputs.press.inks import for_screen  # few pictures are in inks

        made = for_screen(made)
    if not is_small:
        made.thumbnail((pixels, pixels), rasters.FINEST, reducing_gap=3.0)
    if is_jpeg:
        return rasters.pack_jpeg(made, _QUALITY)
    lossless = b"" if stays else rasters.pack_png(made)
    if not _is_photograph(made):
        return lossless
    lossy = rasters.pack_jpeg(made, _QUALITY)
    return lossy if 2 * len(lossy) < len(lossless or content) else lossless


def _stays(image: Image.Image, content: bytes) -> bool:
    """Tell whether every reading system shows a picture as it is meant."""
    from publish.publication.assets import rasters

    if image.format == "PNG":
        return content[_PNG_DEPTH] <= 8 and rasters.is_upright_srgb(image)
    return rasters.is_jpeg(image) and image.mode in ("L", "RGB") and rasters.is_upright_srgb(image)


def _is_photograph(image: Image.Image) -> bool:
    """Tell whether a picture has so many colours that JPEG takes nothing from it that is seen."""
    few = _FEW_COLOURS.get(image.mode)
    return few is not None and image.getcolors(few) is None


def safe_name(stem: str) -> str:
    """Return a file's name in small ASCII letters, figures and hyphens: ``Chợ Đồng`` becomes ``cho-dong``."""
    letters = unicodedata.normalize("NFKD", stem.lower().replace("đ", "d"))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "picture"


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while (candidate := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return candidate
