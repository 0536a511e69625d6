"""Pictures of the sample products, drawn by code: no photo of anybody's goods is needed to try the app.

Each shape is drawn twice as large and scaled down, which smooths its edges. The second picture of a product is a
closer look at the first one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE = 1200, 900, 2
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

_BACKGROUNDS: tuple[tuple[Colour, Colour], ...] = (
    ((247, 243, 236), (226, 217, 203)),
    ((240, 243, 245), (214, 221, 226)),
    ((244, 241, 246), (220, 214, 228)),
)


class Canvas:
    """A drawing surface in picture coordinates (1200 x 900)."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        from PIL import Image, ImageDraw

        self.image: Image.Image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw: ImageDraw.ImageDraw = ImageDraw.Draw(self.image)
        for y in range(HEIGHT * SCALE):
            part = y / (HEIGHT * SCALE)
            shade = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
            self._draw.line([(0, y), (WIDTH * SCALE, y)], fill=shade)

    def shape(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: Colour, width: float) -> None:
        """A stroke with round joints."""
        self._draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE), joint="curve")

    def ellipse(self, box: Box, fill: Colour | None, outline: Colour | None = None, width: float = 1) -> None:
        """An ellipse inside a box."""
        self._draw.ellipse([v * SCALE for v in box], fill=fill, outline=outline, width=round(width * SCALE))

    def block(self, box: Box, fill: Colour, radius: float = 0, outline: Colour | None = None, width: float = 3) -> None:
        """A rectangle with round corners."""
        self._draw.rounded_rectangle([v * SCALE for v in box], radius * SCALE, fill=fill, outline=outline, width=round(width * SCALE))

    def shadow(self, box: Box) -> None:
        """A soft shadow on the ground."""
        from PIL import Image, ImageDraw, ImageFilter

        layer = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(layer).ellipse([v * SCALE for v in box], fill=90)
        layer = layer.filter(ImageFilter.GaussianBlur(18 * SCALE))
        self.image.paste(Image.new("RGB", self.image.size, (60, 50, 40)), (0, 0), layer)

    def finished(self) -> Image.Image:
        """The picture at its final size."""
        from PIL import Image

        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _basket(c: Canvas) -> None:
    c.shadow((260, 690, 940, 800))
    light, dark = (205, 164, 104), (150, 106, 56)
    c.shape([(290, 330), (910, 330), (850, 740), (350, 740)], dark)
    for row in range(12):
        y = 340 + row * 33
        inset = (y - 330) * 60 / 410
        for column in range(16):
            left = 292 + inset + column * (616 - 2 * inset) / 16
            width = (616 - 2 * inset) / 16
            if (row + column) % 2:
                c.block((left, y, left + width * 0.96, y + 29), light, 8)
            else:
                c.block((left + width * 0.2, y - 2, left + width * 0.76, y + 34), (180, 136, 78), 8)
    c.block((270, 300, 930, 352), (176, 130, 72), 26)
    for x in range(285, 915, 26):
        c.line([(x, 348), (x + 22, 304)], light, 7)
    for x in (250, 880):
        c.ellipse((x, 380, x + 70, 470), None, (150, 106, 56), 13)


def _vase(c: Canvas) -> None:
    c.shadow((420, 740, 800, 820))
    body = [(600 + side * r, y) for side in (1, -1) for y, r in (_vase_profile() if side == 1 else list(reversed(_vase_profile())))]
    c.shape(body, (168, 180, 158))
    c.shape(
        [(600 - r, y) for y, r in _vase_profile()] + [(600 - r * 0.45, y) for y, r in reversed(_vase_profile())],
        (190, 200, 181),
    )
    c.ellipse((540, 258, 660, 294), (98, 108, 92), (200, 209, 192), 6)
    for angle, length in ((-0.5, 190), (-0.1, 235), (0.35, 205)):
        tip = (600 + math.sin(angle) * length, 275 - math.cos(angle) * length)
        c.line([(600, 278), tip], (132, 118, 84), 6)
        for k in range(5):
            x, y = 600 + (tip[0] - 600) * (0.5 + k * 0.11), 278 + (tip[1] - 278) * (0.5 + k * 0.11)
            c.ellipse((x - 13, y - 9, x + 13, y + 9), (214, 190, 140))


def _vase_profile() -> list[tuple[float, float]]:
    return [(275 + t * 5, 62 + 108 * math.sin(min(math.pi, 0.15 + t * 5 / 500 * 2.75)) + (22 if t > 88 else 0) * 0) for t in range(98)]


def _board(c: Canvas) -> None:
    c.shadow((230, 720, 980, 800))
    c.block((240, 240, 960, 740), (212, 170, 104), 46)
    for index in range(9):
        x = 250 + index * 80
        c.block((x, 246, x + 76, 734), (222, 184, 120) if index % 2 else (205, 160, 94), 10)
        c.line([(x + 30, 260), (x + 34, 720)], (196, 150, 84), 3)
    c.block((290, 290, 910, 690), (216, 176, 110), 30, (170, 124, 66), 12)
    c.ellipse((560, 255, 640, 281), (150, 106, 56))


def _tshirt(c: Canvas, fill: Colour = (236, 238, 240)) -> None:
    c.shadow((330, 760, 870, 830))
    edge = (196, 200, 206)
    body = [
        (430, 210),
        (520, 180),
        (680, 180),
        (770, 210),
        (940, 330),
        (870, 450),
        (790, 400),
        (790, 780),
        (410, 780),
        (410, 400),
        (330, 450),
        (260, 330),
    ]
    c.shape(body, fill)
    c.line([*body, body[0]], edge, 5)
    collar = [(600 - 84 * math.cos(step * math.pi / 24), 180 + 62 * math.sin(step * math.pi / 24)) for step in range(25)]
    c.shape(collar, (214, 218, 223))
    c.line(collar, edge, 9)
    for x in (470, 735):
        c.line([(x, 420), (x + 12, 760)], (222, 225, 230), 4)


def _tote(c: Canvas) -> None:
    c.shadow((330, 770, 870, 840))
    cloth, edge = (222, 208, 178), (186, 168, 132)
    for x in (430, 700):
        c.line([(x, 360), (x + 10, 150), (x + 60, 150), (x + 70, 360)], edge, 26)
    c.shape([(350, 330), (850, 330), (870, 800), (330, 800)], cloth)
    c.line([(350, 330), (850, 330), (870, 800), (330, 800), (350, 330)], edge, 5)
    c.line([(352, 372), (848, 372)], edge, 4)
    c.ellipse((500, 480, 700, 680), None, (120, 96, 60), 10)
    c.line([(600, 500), (600, 660)], (120, 96, 60), 8)
    c.line([(520, 580), (680, 580)], (120, 96, 60), 8)


def _scarf(c: Canvas) -> None:
    c.shadow((220, 760, 980, 820))
    colours: list[Colour] = [(193, 154, 107), (128, 0, 32), (150, 150, 152)]
    c.block((240, 300, 960, 620), colours[0], 14)
    for index, x in enumerate(range(260, 940, 68)):
        c.block((x, 300, x + 24, 620), colours[1 + index % 2])
    for index, y in enumerate(range(320, 610, 66)):
        c.block((240, y, 960, y + 18), colours[2 - index % 2])
    for x in range(246, 960, 20):
        c.line([(x, 620), (x - 6, 700)], colours[0] if x % 40 else colours[1], 7)


def _lamp(c: Canvas) -> None:
    c.shadow((360, 760, 860, 830))
    grey, dark = (240, 241, 243), (190, 194, 200)
    c.ellipse((430, 740, 730, 810), dark)
    c.ellipse((430, 726, 730, 796), grey)
    c.line([(580, 755), (540, 480), (700, 300)], dark, 30)
    c.ellipse((515, 455, 565, 505), (120, 124, 130))
    c.shape([(700, 270), (930, 380), (915, 420), (685, 318)], grey)
    c.line([(690, 322), (912, 424)], (255, 226, 140), 12)
    c.shape([(690, 330), (912, 430), (960, 745), (600, 745)], (252, 240, 205))
    c.line([(580, 755), (540, 480), (700, 300)], grey, 20)


def _powerbank(c: Canvas) -> None:
    c.shadow((360, 720, 840, 800))
    c.block((400, 200, 800, 740), (44, 47, 52), 54)
    c.block((420, 220, 780, 720), (58, 62, 68), 42)
    for index in range(4):
        c.ellipse((530 + index * 40, 640, 548 + index * 40, 658), (112, 196, 240))
    for x in (470, 560, 670):
        c.block((x, 204, x + 62, 224), (150, 156, 164), 6)
    c.shape([(615, 360), (545, 480), (597, 480), (580, 580), (660, 446), (606, 446)], (226, 190, 90))


def _solar(c: Canvas) -> None:
    for x in (300, 520, 740):
        c.shadow((x, 780, x + 170, 830))
        c.block((x + 78, 470, x + 92, 800), (150, 154, 160), 4)
        c.shape([(x + 30, 330), (x + 140, 330), (x + 120, 480), (x + 50, 480)], (255, 236, 178))
        c.line([(x + 30, 330), (x + 50, 480), (x + 120, 480), (x + 140, 330)], (40, 42, 46), 8)
        c.shape([(x + 5, 330), (x + 165, 330), (x + 130, 262), (x + 40, 262)], (40, 42, 46))
        c.shape([(x + 50, 280), (x + 120, 280), (x + 132, 312), (x + 38, 312)], (52, 78, 128))


def _machine(c: Canvas) -> None:
    c.shadow((330, 800, 880, 860))
    steel, dark = (208, 213, 218), (150, 157, 165)
    c.block((380, 330, 820, 820), steel, 12, dark, 5)
    c.shape([(450, 110), (750, 110), (660, 250), (540, 250)], (190, 197, 204))
    c.block((560, 250, 640, 340), dark, 6)
    c.block((430, 380, 620, 700), (233, 238, 242), 8, dark, 5)
    c.shape([(480, 420), (570, 420), (560, 660), (490, 660)], (226, 190, 120))
    c.block((660, 390, 790, 500), (40, 60, 84), 8)
    lights: tuple[tuple[int, Colour], ...] = ((680, (84, 170, 100)), (725, (220, 90, 80)), (770, (226, 190, 90)))
    for x, colour in lights:
        c.ellipse((x - 14, 530, x + 14, 558), colour)
    c.shape([(430, 760), (300, 830), (320, 850), (470, 800)], dark)


def _bearing(c: Canvas) -> None:
    c.shadow((360, 740, 860, 820))
    c.ellipse((330, 180, 870, 720), (176, 182, 190))
    c.ellipse((350, 200, 850, 700), (214, 219, 225))
    c.ellipse((400, 250, 800, 650), (66, 72, 80))
    for index in range(9):
        angle = index * math.tau / 9
        x, y = 600 + math.cos(angle) * 165, 450 + math.sin(angle) * 165
        c.ellipse((x - 42, y - 42, x + 42, y + 42), (226, 230, 235))
        c.ellipse((x - 24, y - 28, x, y - 4), (250, 251, 252))
    c.ellipse((470, 320, 730, 580), (206, 211, 218))
    c.ellipse((510, 360, 690, 540), (236, 236, 234), (150, 156, 164), 6)


def _valve(c: Canvas) -> None:
    c.shadow((320, 700, 880, 780))
    brass, dark = (212, 176, 92), (160, 124, 52)
    c.block((300, 430, 900, 610), brass, 18, dark, 4)
    for x in (300, 790):
        for step in range(5):
            c.block((x + step * 22, 418, x + step * 22 + 12, 622), dark, 4)
    c.ellipse((460, 380, 740, 660), brass, dark, 5)
    c.ellipse((540, 460, 660, 580), (198, 160, 78))
    c.block((575, 280, 625, 400), (180, 186, 192), 6)
    c.block((570, 230, 930, 292), (192, 48, 44), 24)


_SHAPES: dict[str, Callable[[Canvas], None]] = {
    "TB-301": _basket, "CV-220": _vase, "BC-118": _board, "TS-180": _tshirt, "BG-340": _tote, "SC-070": _scarf,
    "DL-12": _lamp, "PB-10": _powerbank, "SL-06": _solar, "PM-320": _machine, "BR-6204": _bearing, "BV-15": _valve,
}  # fmt: skip


def draw_sample(sku: str, names: tuple[str, ...], folder: Path) -> None:
    """Draw a sample product's pictures ("photos/tb-301-1.jpg" ...) into `folder`; existing files are kept.

    A sku without a drawing (a bug in the samples) raises KeyError.
    """
    missing = [(index, folder / name) for index, name in enumerate(names) if not (folder / name).exists()]
    for index, path in missing:
        canvas = Canvas(*_BACKGROUNDS[(sum(map(ord, sku)) + index) % len(_BACKGROUNDS)])
        _SHAPES[sku](canvas)
        image: Any = canvas.finished()
        if index:
            image = image.crop((WIDTH // 5, HEIGHT // 5, WIDTH - WIDTH // 5, HEIGHT - HEIGHT // 5)).resize((WIDTH, HEIGHT))
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, "JPEG", quality=88)
