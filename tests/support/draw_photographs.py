"""Draw the pictures of tests/projects/photographs: ``python -m tests.support.draw_photographs [FOLDER]``.

They are drawn with Pillow alone and a seed each: two runs with the same Pillow give the same bytes. Sizes are those
of 300 pixels to the inch at the width in which the book prints them: 123 mm of text, or 166 × 246 mm with bleed.
"""

from __future__ import annotations

import io
import math
import sys
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFilter, ImageOps

from tests.support.brushes import below, clouds, glow, grain, ramp, ridge, tree
from tests.support.folders import PROJECTS, ROOT

FIGURES = PROJECTS / "photographs" / "source" / "figures"
PRESS = ROOT / "styles" / "profiles" / "ISOcoated_v2_300_bas.icc"

TEXT = (1476, 984)  # 125 × 83 mm
PAGE = (1968, 2913)  # 166.6 × 246.6 mm

Colour = tuple[int, int, int]


def mountains() -> Image.Image:
    """Ranges in the mist at dawn, a page high."""
    rng, size = Random(1), PAGE
    picture = ramp(size, (98, 132, 170), (255, 226, 186), (232, 190, 160), 120)
    sky = clouds(rng, size, 3)
    picture = Image.composite(Image.new("RGB", size, (255, 236, 214)), picture, sky.point(lambda v: max(0, v - 120)))
    picture = Image.composite(Image.new("RGB", size, (255, 238, 200)), picture, glow(size, 1240, 1010, 950, 210))
    picture = Image.composite(Image.new("RGB", size, (255, 250, 232)), picture, glow(size, 1240, 1010, 150))
    far, near = (206, 178, 172), (22, 34, 44)
    for layer in range(7):
        share = layer / 6
        colour = tuple(round(a + (b - a) * share**1.15) for a, b in zip(far, near, strict=True))
        base = 1180 + 235 * layer
        mask = below(size, ridge(rng, size[0], 120 + 26 * layer, 0.5 + 0.04 * layer), base)
        body = Image.new("RGB", size, colour)
        mist = Image.linear_gradient("L").resize((size[0], 420), Image.Resampling.BICUBIC)
        fog = Image.new("L", size, 0)
        fog.paste(mist.point(lambda v, s=share: round(v * (0.75 - 0.55 * s))), (0, base - 30))
        fog = ImageChops.multiply(fog, clouds(rng, size, 4, 3).point(lambda v: min(255, v + 90)))
        body = Image.composite(Image.new("RGB", size, (238, 208, 188)), body, fog)
        picture = Image.composite(body, picture, mask)
    wood = Image.new("L", size, 0)
    draw = ImageDraw.Draw(wood)
    line = ridge(rng, size[0], 90, 0.6)
    for _ in range(46):
        x = rng.uniform(-40, size[0] + 40)
        foot = 2760 - line[min(len(line) - 1, max(0, int(x // 8)))]
        tree(draw, rng, x, foot, rng.uniform(190, 520) * (0.6 + abs(x / size[0] - 0.55)))
    wood = ImageChops.lighter(wood, below(size, line, 2740)).filter(ImageFilter.GaussianBlur(1))
    ground = ramp(size, (14, 22, 28), (8, 12, 16))
    return grain(rng, Image.composite(ground, picture, wood), 5)


def terraces() -> Image.Image:
    """Flooded rice terraces in the evening."""
    rng, size = Random(2), TEXT
    picture = ramp(size, (116, 140, 176), (250, 214, 170), (236, 200, 170), 90)
    picture = Image.composite(
        Image.new("RGB", size, (255, 240, 220)), picture, clouds(rng, size, 4).point(lambda v: max(0, v - 128))
    )
    for layer, colour in enumerate([(150, 150, 166), (112, 120, 136), (76, 92, 98)]):
        picture.paste(Image.new("RGB", size, colour), mask=below(size, ridge(rng, size[0], 60, 0.5), 330 + 55 * layer))
    base = 480.0
    line = [18 * math.sin(x / 31) + 12 * math.sin(x / 11 + 2) for x in range(size[0] // 8 + 2)]
    step = 16.0
    while base < size[1] + 60:
        bank = below(size, line, base)
        tint = rng.randint(-12, 12)
        picture.paste(ramp(size, (58, 84 + tint, 40), (34, 56 + tint, 26)), mask=bank)
        edge = below(size, line, base + step * 0.34)
        light = ramp(size, (190, 196, 206), (250, 206, 156), (236, 204, 178), 120)
        gleam = clouds(rng, size, 5, 3).point(lambda v: min(255, max(0, 150 + v - 128)))
        water = Image.composite(light, ramp(size, (96, 116, 130), (120, 112, 96)), gleam)
        picture.paste(water, mask=edge)
        drift = rng.uniform(0.82, 1.22)
        line = [
            y * drift + 4 * math.sin(x / 13 + base / 40) * drift + rng.uniform(-0.3, 0.3) for x, y in enumerate(line)
        ]
        base, step = base + step, step * 1.17
    return grain(rng, picture, 7)


def bokeh(
    rng: Random,
    picture: Image.Image,
    count: int,
    radius: tuple[float, float],
    colours: list[Colour],
    low: float,
    high: float,
) -> Image.Image:
    """The picture with lights out of focus between two heights, brighter at their rims."""
    for _ in range(count):
        size = rng.uniform(*radius)
        x, y = rng.uniform(0, picture.width), rng.uniform(low, high)
        light = rng.choice(colours)
        strength = rng.uniform(0.25, 0.8)
        disc = Image.new("L", (round(2 * size) + 8,) * 2, 0)
        draw = ImageDraw.Draw(disc)
        draw.ellipse(
            (4, 4, 2 * size, 2 * size),
            fill=round(150 * strength),
            outline=round(230 * strength),
            width=max(2, round(size / 14)),
        )
        disc = disc.filter(ImageFilter.GaussianBlur(size / 40 + 1))
        layer = Image.merge("RGB", [disc.point(lambda v, c=channel: v * c // 255) for channel in light])
        place = round(x - size), round(y - size)
        box = (*place, place[0] + disc.width, place[1] + disc.height)
        picture.paste(ImageChops.screen(picture.crop(box), layer), place)
    return picture


LIGHTS: list[Colour] = [(255, 176, 84), (255, 206, 130), (255, 96, 60), (120, 200, 255), (255, 236, 200), (240, 70, 90)]


def night() -> Image.Image:
    """A wet street at night, a page high, in the inks of the press; its shadows take more ink than a press can dry."""
    rng, size = Random(3), PAGE
    picture = ramp(size, (8, 10, 26), (30, 26, 30), (84, 66, 74), 132)
    horizon = 1500
    picture = Image.composite(Image.new("RGB", size, (196, 142, 96)), picture, glow(size, 900, 1420, 1150, 190))
    houses = ImageDraw.Draw(picture)
    for x in range(-60, size[0] + 60, 150):
        top = 260 + round(0.9 * abs(900 - x) ** 0.5 * rng.uniform(4, 14)) + rng.randint(0, 320)
        shade = rng.randint(4, 26)
        houses.rectangle((x, top, x + 150, horizon), fill=(shade, shade, shade + 8))
        for row in range(top + 40, horizon - 90, 74):
            for column in (x + 22, x + 86):
                if rng.random() < 0.3:
                    lamp = rng.choice([(250, 198, 120), (214, 170, 110), (150, 170, 190)])
                    houses.rectangle((column, row, column + 38, row + 44), fill=lamp)
    picture = picture.filter(ImageFilter.GaussianBlur(16))
    picture = bokeh(rng, picture, 60, (22, 64), LIGHTS, 900, horizon - 40)
    picture = bokeh(rng, picture, 15, (70, 120), LIGHTS, 700, horizon - 120)
    mirror = ImageOps.flip(picture.crop((0, horizon - 1300, size[0], horizon)))
    mirror = mirror.resize((size[0] // 3, 60), Image.Resampling.BOX)
    mirror = mirror.resize((size[0], size[1] - horizon), Image.Resampling.BICUBIC)
    wet = clouds(rng, mirror.size, 9, 4).point(lambda v: min(255, max(60, 2 * (v - 50))))
    picture.paste(Image.composite(mirror, ramp(mirror.size, (30, 26, 28), (6, 6, 10)), wet), (0, horizon))
    walker = Image.new("L", size, 0)
    draw = ImageDraw.Draw(walker)
    x, foot = 830, 2360
    draw.pieslice((x - 300, foot - 1130, x + 300, foot - 640), 180, 360, fill=255)
    draw.line((x, foot - 980, x + 16, foot - 480), fill=255, width=11)
    draw.ellipse((x - 58, foot - 840, x + 58, foot - 710), fill=255)
    draw.polygon([(x - 112, foot - 690), (x + 100, foot - 690), (x + 134, foot - 230), (x - 140, foot - 230)], fill=255)
    draw.polygon([(x - 84, foot - 240), (x - 14, foot - 240), (x - 40, foot), (x - 96, foot)], fill=255)
    draw.polygon([(x + 8, foot - 240), (x + 80, foot - 240), (x + 104, foot - 12), (x + 50, foot - 8)], fill=255)
    shadow = ImageOps.flip(walker.crop((0, foot - 1150, size[0], foot))).resize((size[0], 480))
    under = Image.new("L", size, 0)
    under.paste(shadow.point(lambda v: v * 3 // 4), (0, foot))
    walker = ImageChops.lighter(walker.filter(ImageFilter.GaussianBlur(3)), under.filter(ImageFilter.GaussianBlur(18)))
    picture = Image.composite(Image.new("RGB", size, (3, 3, 6)), picture, walker)
    return soak(to_press(picture.filter(ImageFilter.GaussianBlur(0.8))))


def to_press(picture: Image.Image) -> Image.Image:
    """Return a picture of the screen in the inks of coated paper."""
    screen = ImageCms.createProfile("sRGB")
    inks = ImageCms.profileToProfile(picture, screen, ImageCms.getOpenProfile(str(PRESS)), outputMode="CMYK")
    assert inks
    return inks


def soak(picture: Image.Image) -> Image.Image:
    """Return a picture whose shadows have up to 355 % of ink, as those that no profile has limited."""
    cyan, magenta, yellow, black = picture.split()
    deep = black.point(lambda v: round(255 * min(1.0, max(0.0, (v - 205) / 30))))
    parts = [
        Image.composite(Image.new("L", picture.size, round(255 * most)), band, deep)
        for band, most in ((cyan, 0.9), (magenta, 0.86), (yellow, 0.84), (black, 0.95))
    ]
    return Image.merge("CMYK", parts)


def lotus() -> Image.Image:
    """A flower before a pond out of focus, in the inks of the press."""
    rng, size = Random(4), TEXT
    picture = ramp(size, (70, 104, 72), (26, 52, 40), (52, 92, 66))
    picture = bokeh(rng, picture, 46, (40, 120), [(150, 190, 110), (196, 214, 150), (110, 160, 120)], 0, 984)
    picture = picture.filter(ImageFilter.GaussianBlur(16))
    leaf = Image.new("L", size, 0)
    for _ in range(9):
        x, y, half = rng.uniform(0, 1476), rng.uniform(700, 980), rng.uniform(140, 300)
        ImageDraw.Draw(leaf).ellipse((x - half, y - half / 4, x + half, y + half / 4), fill=150)
    picture.paste(ramp(size, (104, 150, 96), (40, 84, 60)), mask=leaf.filter(ImageFilter.GaussianBlur(22)))
    stalk = Image.new("L", size, 0)
    ImageDraw.Draw(stalk).line([(690, 560), (700, 760), (684, 984)], fill=255, width=20, joint="curve")
    picture.paste(ramp((size), (120, 150, 80), (60, 90, 50)), mask=stalk.filter(ImageFilter.GaussianBlur(2)))
    rows = [(17, 330, 0.96, 60), (14, 290, 0.8, 20), (9, 240, 0.52, -10)]
    for count, length, spread, shift in rows:
        order = sorted(range(count), key=lambda n, c=count: -abs(n - (c - 1) / 2))
        for petal in order:
            angle = (petal / (count - 1) - 0.5) * math.pi * spread
            picture = _petal(rng, picture, 690, 570 + shift, length * rng.uniform(0.94, 1.04), angle)
    return to_press(grain(rng, picture, 6))


def _petal(rng: Random, picture: Image.Image, x: float, y: float, length: float, angle: float) -> Image.Image:
    """The picture with a petal whose foot is at a place, leaning by an angle."""
    side, half = 900, length * 0.27
    shape = Image.new("L", (side, side), 0)
    points = [
        (side / 2 + half * math.sin(math.pi * t**1.5) * sign, side / 2 - length * t)
        for sign, ts in ((1, range(41)), (-1, range(40, -1, -1)))
        for t in (n / 40 for n in ts)
    ]
    ImageDraw.Draw(shape).polygon(points, fill=255)
    skin = Image.new("RGB", (side, side), (244, 190, 204))
    tone = rng.randint(-10, 10)
    shade = ramp((side, round(length)), (222 + tone, 84, 130), (252, 236, 226), (246, 176 + tone, 196), 110)
    skin.paste(shade, (0, round(side / 2 - length)))
    draw = ImageDraw.Draw(skin)
    for vein in range(-5, 6):
        draw.line(
            [
                (side / 2 + vein * half / 9, side / 2),
                (side / 2 + vein * half / 5, side / 2 - length * 0.6),
                (side / 2 + vein * 2, side / 2 - length),
            ],
            fill=(232, 140, 168),
            width=2,
        )
    skin = skin.filter(ImageFilter.GaussianBlur(1.5))
    edge = ImageChops.subtract(shape, shape.filter(ImageFilter.GaussianBlur(9)).point(lambda v: max(0, 2 * v - 255)))
    skin = Image.composite(Image.new("RGB", skin.size, (206, 96, 132)), skin, edge.point(lambda v: v // 3))
    turn = -math.degrees(angle)
    skin, shape = (
        layer.rotate(turn, Image.Resampling.BICUBIC) for layer in (skin, shape.filter(ImageFilter.GaussianBlur(1)))
    )
    picture.paste(skin, (round(x - side / 2), round(y - side / 2)), shape)
    return picture


def bridge() -> Image.Image:
    """A bridge in the fog, in shades of grey."""
    rng, size = Random(5), TEXT
    picture = Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC).point(lambda v: 222 - v // 5)
    span = Image.new("L", size, 0)
    draw = ImageDraw.Draw(span)
    for number, x in enumerate(range(90, 1500, 330)):
        draw.rectangle((x - 16, 430, x + 16, 640), fill=255)
        draw.arc((x - 4, 300, x + 334, 560), 180, 360, fill=255, width=14)
        for post in range(7):
            reach = x + 24 + post * 47
            top = 430 - 128 * math.sqrt(max(0.0, 1 - ((reach - x - 165) / 169) ** 2))
            draw.line((reach, top, reach, 430), fill=255, width=5)
        draw.ellipse((x - 40 - number, 632, x + 40 + number, 652), fill=255)
    draw.rectangle((0, 424, 1476, 446), fill=255)
    span = span.filter(ImageFilter.GaussianBlur(1.4))
    haze = (
        Image.linear_gradient("L")
        .rotate(90)
        .resize(size, Image.Resampling.BICUBIC)
        .point(lambda v: 40 + v * 200 // 255)
    )
    span = ImageChops.multiply(span, haze)
    dark = Image.new("L", size, 46)
    picture = Image.composite(dark, picture, span)
    water = ImageOps.flip(picture.crop((0, 300, 1476, 645))).filter(ImageFilter.GaussianBlur(5))
    ripple = clouds(rng, water.size, 24, 3).point(lambda v: min(255, max(0, 3 * (v - 60))))
    picture.paste(Image.composite(water, Image.new("L", water.size, 176), ripple), (0, 645))
    boat = Image.new("L", size, 0)
    draw = ImageDraw.Draw(boat)
    draw.chord((420, 742, 760, 806), 8, 172, fill=255)
    draw.polygon([(560, 776), (604, 776), (598, 690), (570, 690)], fill=255)
    draw.polygon([(544, 694), (584, 664), (626, 694)], fill=255)
    draw.line((600, 716, 720, 860), fill=255, width=6)
    picture = Image.composite(Image.new("L", size, 16), picture, boat.filter(ImageFilter.GaussianBlur(1.6)))
    fog = clouds(rng, size, 3).point(lambda v: max(0, min(150, v - 60)))
    return grain(rng, Image.composite(Image.new("L", size, 214), picture, fog), 9)


def lens() -> Image.Image:
    """A lens seen from the front, its soft shadow on no ground at all."""
    side, centre = 900, 440
    shadow = Image.new("L", (side, side), 0)
    ImageDraw.Draw(shadow).ellipse((110, 150, 800, 860), fill=150)
    picture = Image.merge("RGBA", [Image.new("L", (side, side), 0)] * 3 + [shadow.filter(ImageFilter.GaussianBlur(28))])
    steps = [(380, 36), (372, 92), (340, 30), (322, 58), (300, 18), (284, 44), (262, 12), (240, 30)]
    for radius, grey in steps:
        _disc(picture, centre, radius, (grey, grey, grey + 4, 255))
    for step in range(60):
        share = step / 59
        colour = (round(14 + 60 * share**2), round(18 + 26 * share), round(46 + 92 * (1 - share) ** 2), 255)
        _disc(picture, centre, 226 - 3.2 * step, colour)
    _disc(picture, centre, 40, (5, 5, 12, 255))
    shine = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(shine)
    draw.ellipse((290, 280, 440, 400), fill=(214, 230, 255, 150))
    draw.ellipse((500, 520, 566, 580), fill=(190, 150, 240, 110))
    draw.arc((250, 250, 630, 630), 200, 292, fill=(235, 240, 255, 120), width=10)
    picture.alpha_composite(shine.filter(ImageFilter.GaussianBlur(9)))
    ring = ImageDraw.Draw(picture)
    for mark in range(72):
        angle = math.radians(mark * 5)
        inner, outer = (346, 366) if mark % 6 == 0 else (354, 366)
        ends = [(centre + r * math.cos(angle), centre + r * math.sin(angle)) for r in (inner, outer)]
        ring.line(ends, fill=(220, 220, 220, 255), width=3)
    whole = Image.new("RGBA", (TEXT[0], side), (0, 0, 0, 0))
    whole.paste(picture, ((TEXT[0] - side) // 2, 0))
    return whole


def _disc(picture: Image.Image, centre: float, radius: float, colour: tuple[int, ...]) -> None:
    """Draw a disc whose edge is smooth."""
    big = Image.new("L", (picture.width * 2,) * 2, 0)
    ImageDraw.Draw(big).ellipse([2 * (centre + sign * radius) for sign in (-1, -1, 1, 1)], fill=255)
    picture.paste(colour, (0, 0), big.resize(picture.size, Image.Resampling.LANCZOS))


TRIANGLE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="123mm" height="78mm" viewBox="0 0 1230 780">
  <defs>
    <linearGradient id="light" x1="0" y1="0" x2="1" y2="0">
      <stop offset="0" stop-color="#1d3f72"/>
      <stop offset="0.5" stop-color="#e8b23a"/>
      <stop offset="1" stop-color="#a11d21"/>
    </linearGradient>
    <radialGradient id="sun" cx="0.5" cy="0.5" r="0.5">
      <stop offset="0" stop-color="#fff4c8"/>
      <stop offset="1" stop-color="#e8b23a"/>
    </radialGradient>
  </defs>
  <path d="M615 70 L1000 640 L230 640 Z" fill="#f2f2f2" stroke="#000000" stroke-width="6" stroke-linejoin="round"/>
  <circle cx="615" cy="440" r="110" fill="url(#sun)" stroke="#000000" stroke-width="3"/>
  <path d="M615 300 V260 M615 580 V620 M475 440 H435 M755 440 H795 M516 341 L488 313 M714 341 L742 313 M516 539 L488 567
           M714 539 L742 567" fill="none" stroke="#000000" stroke-width="5" stroke-linecap="round"/>
  <g fill="none" stroke="#000000" stroke-width="4">
    <circle cx="615" cy="70" r="58" fill="#ffffff"/>
    <path d="M615 12 L645 100 M673 70 L580 118 M645 119 L558 60 M600 126 L586 20 M560 85 L662 36"/>
    <circle cx="230" cy="640" r="58" fill="#ffffff"/>
    <path d="M230 600 V640 L262 660"/>
    <rect x="942" y="590" width="116" height="100" rx="10" fill="#ffffff"/>
    <path d="M962 612 H1038 M962 640 H1038 M962 668 H1038" stroke="#1d3f72" stroke-dasharray="8 8"/>
  </g>
  <rect x="60" y="730" width="1110" height="34" fill="url(#light)" stroke="#000000" stroke-width="3"/>
</svg>
"""


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return a JPEG of 300 pixels to the inch; inks are stored upside down, as Photoshop and Pillow do."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(300, 300), optimize=True)
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    """Return a PNG of 300 pixels to the inch."""
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(300, 300), optimize=True)
    return out.getvalue()


def draw_all(folder: Path) -> None:
    """Write all pictures into a folder."""
    files = {
        "nui-som.jpg": lambda: jpeg(mountains(), 78),
        "ruong-bac-thang.jpg": lambda: jpeg(terraces(), 80),
        "pho-dem.jpg": lambda: jpeg(night(), 47),
        "hoa-sen.jpg": lambda: jpeg(lotus(), 80),
        "cau-suong.jpg": lambda: jpeg(bridge(), 82),
        "ong-kinh.png": lambda: png(lens()),
        "tam-giac.svg": lambda: TRIANGLE.encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in files.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FIGURES)
