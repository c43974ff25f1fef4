"""The images of a signature and of a seal: where they are, and how they stand to one another.

The signature stands in the middle between office and name; the seal, in its own size, covers about a third of it on its
left (Nghị định 30/2020/NĐ-CP, Điều 33.1.b).
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.base.diagnostics import Diagnostic, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.kinds.official.document import Signature, line
from publish.publication import model
from publish.publication.assets.images import measure_picture
from publish.publication.assets.png_scale import is_png, real_size

ROOM_MM = 28.0
"""The height between office and name."""

_WIDEST_MM, _HIGHEST_MM = 60.0, 24.0
"""Size at most of a signature that does not say its own."""

_COVERED = 1 / 3
_KEYS = ("anh_chu_ky", "anh_dau")


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image between office and name.

    Attributes:
        icon: The picture, with what it shows.
        width, height: Size in millimetres.
        left: Where the image begins, in millimetres from the middle of the column; negative on its left.
        top: How far the image begins below the office, in millimetres; negative above.
    """

    icon: model.Icon
    width: float
    height: float
    left: float
    top: float


def find_images(article: model.Article) -> tuple[model.Icon, ...]:
    """Return the images that the facts of a document name."""
    facts, places = dict(article.facts), dict(article.fields)
    signer = line(facts, "nguoi_ky")
    told = (f"Chữ ký của {signer}" if signer else "Chữ ký", f"Dấu của {' '.join(facts.get('co_quan') or ())}".strip())
    found = []
    for key, alt in zip(_KEYS, told, strict=True):
        if name := line(facts, key):
            at = places.get(key, article.position)
            found.append(model.Icon(at.file.absolute().parent / name, name, alt, title="", position=at))
    return tuple(found)


def check_images(images: tuple[model.Icon, ...], article: model.Article) -> Iterator[Diagnostic]:
    """Yield what is wrong with images that are there; the others, the checks of every picture find."""
    seal = line(dict(article.facts), "anh_dau")
    for image in images:
        try:
            if image.file is None or not image.file.is_file():
                continue
            if not is_png(image.file):
                message = say("the image of a signature or a seal is no PNG: {name}", name=image.name)
                yield error(image.position, message, "official-image", say("save it as PNG, its ground transparent"))
            elif image.name == seal and real_size(image.file) is None:
                message = say("the image of the seal does not say how large it is: {name}", name=image.name)
                hint = say("save it with its resolution, such as 600 ppi, at which the seal has its own size")
                yield error(image.position, message, "official-image", hint)
        except OSError:
            continue  # as above


def place_images(signature: Signature, article: model.Article) -> tuple[PlacedImage, ...]:
    """Return the images of a signature in the order in which they are read, the seal over the signature."""
    known = {image.name: image for image in article.credit if isinstance(image, model.Icon) and image.file}
    autograph, seal = known.get(signature.image), known.get(signature.seal)
    width, placed = _WIDEST_MM / 2, []
    if autograph and autograph.file:
        width, height = real_size(autograph.file) or _fitted(autograph)
        placed.append(PlacedImage(autograph, width, height, -width / 2, (ROOM_MM - height) / 2))
    if seal and seal.file and (size := real_size(seal.file)):
        left = -width / 2 + width * _COVERED - size[0]
        placed.append(PlacedImage(seal, *size, left, (ROOM_MM - size[1]) / 2))
    return tuple(placed)


def _fitted(image: model.Icon) -> tuple[float, float]:
    assert image.file, "an image that is not there has ended the work"
    picture = measure_picture(image.file)
    scale = min(_WIDEST_MM / picture.width, _HIGHEST_MM / picture.height)
    return picture.width * scale, picture.height * scale
