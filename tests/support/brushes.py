"""What photographs are drawn with: gradients, clouds, grain, ridges, light."""

from __future__ import annotations

import itertools
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Colour = tuple[int, int, int]


def ramp(
    size: tuple[int, int], top: Colour, bottom: Colour, middle: Colour | None = None, at: int = 127
) -> Image.Image:
    """A gradient from the top to the bottom."""
    grey = Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC)
    return ImageOps.colorize(grey, top, bottom, middle, midpoint=at)


def clouds(rng: Random, size: tuple[int, int], cells: int, octaves: int = 4) -> Image.Image:
    """Soft noise, grey 128 in the mean, each octave half as strong as the one before."""
    whole = Image.new("L", size, 128)
    for octave in range(octaves):
        across = cells << octave
        down = max(2, across * size[1] // size[0])
        tile = Image.frombytes("L", (across, down), rng.randbytes(across * down))
        layer = tile.resize(size, Image.Resampling.BICUBIC)
        strength = 0.5**octave
        whole = ImageChops.add(whole, layer.point(lambda v, s=strength: round(128 + (v - 128) * s / 2)), 1, -128)
    return whole


def grain(rng: Random, picture: Image.Image, depth: float) -> Image.Image:
    """The picture with the noise of a sensor."""
    size = picture.width // 2, picture.height // 2
    noise = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).resize(picture.size, Image.Resampling.BILINEAR)
    noise = noise.point(lambda v: round(128 + (v - 128) * depth / 128))
    return ImageChops.add(picture, Image.merge(picture.mode, [noise] * len(picture.getbands())), 1, -128)


def ridge(rng: Random, width: int, height: float, rough: float) -> list[float]:
    """The heights of a range of hills, one for each eight pixels, by displacement of midpoints."""
    points, step = [rng.uniform(-1, 1) for _ in range(4)], rough
    while len(points) < width / 8 + 2:
        between = [(a + b) / 2 + rng.uniform(-step, step) for a, b in itertools.pairwise(points)]
        points = [p for pair in zip(points, between, strict=False) for p in pair] + points[-1:]
        step *= 0.53
    return [height * point for point in points]


def below(size: tuple[int, int], line: list[float], base: float) -> Image.Image:
    """The mask of what is below a line, its edge smoothed."""
    mask = Image.new("L", size, 0)
    corners = [(x * 8, base - y) for x, y in enumerate(line)]
    ImageDraw.Draw(mask).polygon([(0, size[1]), *corners, (corners[-1][0], size[1])], fill=255)
    return mask.filter(ImageFilter.GaussianBlur(1.2))


def glow(size: tuple[int, int], x: float, y: float, radius: float, strength: int = 255) -> Image.Image:
    """A mask that fades from its middle."""
    disc = ImageOps.invert(Image.radial_gradient("L")).resize((round(2 * radius),) * 2, Image.Resampling.BICUBIC)
    disc = disc.point(lambda v: round(strength * max(0, (v - 75) / 180) ** 1.6))
    mask = Image.new("L", size, 0)
    mask.paste(disc, (round(x - radius), round(y - radius)))
    return mask


def tree(draw: ImageDraw.ImageDraw, rng: Random, x: float, foot: float, height: float) -> None:
    """A conifer against the light."""
    draw.rectangle((x - height / 60, foot - height / 3, x + height / 60, foot + 40), fill=255)
    layers = 11
    for layer in range(layers):
        top = foot - height + layer * height * 0.86 / layers
        half = (layer + 1.3) * height * 0.021 * rng.uniform(0.8, 1.2)
        low = top + height * 0.15
        draw.polygon(
            [(x, top), (x - half, low), (x, low - height * 0.035), (x + half * rng.uniform(0.8, 1.1), low)], fill=255
        )
