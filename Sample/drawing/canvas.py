"""A surface that paints flat shapes with a gouache texture.

Coordinates are pixels of the finished picture, the origin at the top left; everything is drawn three times as
large and made smaller at the end, which is what smooths the edges. All chance comes from the seed given to the
canvas: the same seed and the same Pillow give the same bytes.
"""

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SCALE = 3

# The magazine's palette. Scenes mix these and add no colour of their own.
INK = (31, 42, 54)
NIGHT = (38, 52, 72)
TEAL = (50, 80, 88)
SEA = (96, 132, 138)
MIST = (176, 196, 190)
CREAM = (245, 234, 212)
SAND = (230, 204, 160)
OCHRE = (220, 164, 78)
CORAL = (206, 104, 72)
BRICK = (152, 64, 50)
PLUM = (92, 70, 86)
ROSE = (226, 164, 138)
MOSS = (112, 120, 84)
WOOD = (150, 104, 70)
SNOW = (250, 246, 238)


def mix(first, second, share):
    """The colour that lies `share` (0 to 1) of the way from the first to the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second))


def spline(points, steps=14):
    """A smooth open curve (Catmull-Rom) through the points."""
    padded = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:]):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d)
                )
            )
    curve.append(points[-1])
    return curve


class Canvas:
    """One picture in the making. It is delivered `shown` times as large as it is drawn."""

    def __init__(self, width, height, seed, shown=1.0):
        self.width, self.height, self.shown = width, height, shown
        self.random = random.Random(seed)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), CREAM)
        self._brush = self._texture([(110, 11), (260, 44)], [0.5, 0.5])

    # MARK: shapes

    def polygon(self, points, colour, to=None, alpha=1.0, grain=0.3, rough=0.0, blur=0.0):
        """Fills an outline, from `colour` at its top to `to` at its bottom. `rough`: how far the edge may waver."""
        if rough:
            points = self._waver(points, rough)
        left = max(0, math.floor(min(x for x, _ in points) - 3 * blur - 1))
        top = max(0, math.floor(min(y for _, y in points) - 3 * blur - 1))
        right = min(self.width, math.ceil(max(x for x, _ in points) + 3 * blur + 1))
        bottom = min(self.height, math.ceil(max(y for _, y in points) + 3 * blur + 1))
        if left >= right or top >= bottom:
            return
        mask = Image.new("L", ((right - left) * SCALE, (bottom - top) * SCALE), 0)
        ImageDraw.Draw(mask).polygon([((x - left) * SCALE, (y - top) * SCALE) for x, y in points], fill=255)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        self._lay(mask, left, top, colour, to or colour, alpha, grain)

    def rectangle(self, x, y, width, height, colour, to=None, **paint):
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour, to, **paint)

    def ellipse(self, x, y, across, down, colour, to=None, **paint):
        """An ellipse about its centre with these two radii."""
        turns = [2 * math.pi * step / 72 for step in range(72)]
        self.polygon([(x + across * math.cos(t), y + down * math.sin(t)) for t in turns], colour, to, **paint)

    def stroke(self, points, width, colour, taper=False, **paint):
        """A line of this width along the points; a tapering one is thick in the middle and ends in nothing."""
        over, under = [], []
        for index, (x, y) in enumerate(points):
            before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
            dx, dy = after[0] - before[0], after[1] - before[1]
            length = math.hypot(dx, dy) or 1
            half = width / 2
            if taper:
                half *= math.sin(math.pi * index / (len(points) - 1))
            over.append((x - dy / length * half, y + dx / length * half))
            under.append((x + dy / length * half, y - dx / length * half))
        self.polygon(over + under[::-1], colour, **paint)

    def glow(self, x, y, radius, colour, alpha=0.6):
        """Light that falls off from a point."""
        size = round(radius * 2 * SCALE)
        light = ImageChops.invert(Image.radial_gradient("L")).resize((size, size), Image.Resampling.BICUBIC)
        light = light.point([round(alpha * 255 * max(0, (v - 75) / 180) ** 1.8) for v in range(256)])
        full = Image.new("L", self.image.size, 0)
        full.paste(light, (round((x - radius) * SCALE), round((y - radius) * SCALE)))
        self.image.paste(colour, (0, 0), full)

    # MARK: whole layers

    def wash(self, stops, top=0, bottom=None, grain=0.22):
        """A gradient across the whole width through the colours of `stops`, evenly spaced."""
        bottom = self.height if bottom is None else bottom
        rows = (bottom - top) * SCALE
        column = Image.new("RGB", (1, rows))
        for row in range(rows):
            place = row / max(1, rows - 1) * (len(stops) - 1)
            index = min(int(place), len(stops) - 2)
            column.putpixel((0, row), mix(stops[index], stops[index + 1], place - index))
        paint = column.resize((self.width * SCALE, rows), Image.Resampling.NEAREST)
        self.image.paste(self._textured(paint, 0, top, grain), (0, top * SCALE))

    def hills(self, base, height, colour, to=None, seed=1, waves=3.0, peaked=0.0, floor=None, **paint):
        """A ridge across the picture that rises up to `height` above `base` and is filled down to `floor`."""
        chance = random.Random(seed)
        parts = [(waves * 2**n * chance.uniform(0.8, 1.2), chance.uniform(0, 6.3), 0.55**n) for n in range(5)]
        total = sum(weight for _, _, weight in parts)
        ridge = []
        for x in range(-10, self.width + 11, 6):
            level = 0.0
            for rate, phase, weight in parts:
                wave = math.sin(rate * 2 * math.pi * x / self.width + phase)
                level += weight * ((1 - 2 * abs(wave)) * peaked + wave * (1 - peaked))
            ridge.append((x, base - height * (0.5 + 0.5 * level / total)))
        floor = self.height if floor is None else floor
        self.polygon(ridge + [(self.width + 10, floor), (-10, floor)], colour, to, **paint)

    def ripples(self, top, bottom, colour, count, seed=1, alpha=0.35, length=170, left=0, right=None):
        """Strokes of light or shade on water: short and thin far away, long and broad near by."""
        chance = random.Random(seed)
        right = self.width if right is None else right
        for _ in range(count):
            near = chance.random() ** 1.4
            y = top + (bottom - top) * near
            reach = length * (0.2 + 0.8 * near) * chance.uniform(0.5, 1.3)
            x = chance.uniform(left - reach / 2, right - reach / 2)
            bend = chance.uniform(-2, 2) * (0.3 + near)
            path = spline([(x, y), (x + reach * 0.35, y + bend), (x + reach * 0.7, y - bend), (x + reach, y)], 6)
            self.stroke(path, 1.2 + 5.5 * near, colour, taper=True, alpha=alpha * chance.uniform(0.5, 1), grain=0)

    def swell(self, level, height, span, colour, to, foam, seed=1):
        """A rank of seas `span` pixels from crest to crest (Gerstner waves: sharp above, flat below) and foam."""
        chance = random.Random(seed)
        start, parts = chance.uniform(0, 6.3), [(1.0, 0.72), (0.43, 0.28)]
        outline, crests = [], []
        for step in range(round((self.width + 4 * span) / span * 40)):
            t = -2 * span + step * span / 40
            x, y = t, level
            for rate, share in parts:
                angle = 2 * math.pi * t / span * rate + start / rate
                x -= height * share * math.sin(angle)
                y -= height * share * math.cos(angle)
            outline.append((x, y))
        self.polygon(
            outline + [(self.width + span, level + 2 * height + 90), (-span, level + 2 * height + 90)], colour, to
        )
        for index in range(16, len(outline) - 22):
            if (
                outline[index][1] <= min(y for _, y in outline[index - 12 : index + 13])
                and outline[index][1] < level - height * 0.45
            ):
                crests.append(index)
        for index in crests:
            self.stroke(
                [(x, y + 1) for x, y in outline[index - 9 : index + 13]],
                height * 0.2,
                foam,
                taper=True,
                alpha=0.9,
                grain=0,
            )
            for n in range(5):
                drop = height * (0.3 + 0.24 * n)
                x, y = outline[index]
                reach = span * chance.uniform(0.10, 0.2)
                left = x + span * (0.03 + 0.04 * n) + chance.uniform(-0.05, 0.05) * span
                self.stroke(
                    spline(
                        [
                            (left, y + drop),
                            (left + reach * 0.5, y + drop + height * 0.1),
                            (left + reach, y + drop + height * 0.3),
                        ],
                        6,
                    ),
                    height * 0.06,
                    foam,
                    taper=True,
                    alpha=0.45,
                    grain=0,
                )

    def reflect(self, line, depth, tint, strength=0.55, sway=5.0, squash=1.0):
        """Mirrors what stands above `line` into the water below it, swaying more the deeper it lies."""
        rows = round(depth * SCALE)
        above = round(depth / squash * SCALE)
        source = self.image.crop((0, round(line * SCALE) - above, self.image.width, round(line * SCALE)))
        source = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((self.image.width, rows))
        mirror = Image.new("RGB", source.size)
        phase = self.random.uniform(0, 6)
        for row in range(rows):
            near = row / rows
            y = row / SCALE
            shift = sway * (0.15 + near) * (math.sin(y / 5.2 + phase) + 0.6 * math.sin(y / 2.3 + 2 * phase)) * SCALE
            strip = source.crop((0, row, source.width, row + 1))
            mirror.paste(strip, (0, row))
            mirror.paste(strip, (round(shift), row))
        mirror = Image.blend(mirror, Image.new("RGB", mirror.size, tint), 0.25)
        fade = Image.new("L", (1, rows))
        fade.putdata([round(255 * strength * (1 - row / rows) ** 0.8) for row in range(rows)])
        self.image.paste(mirror, (0, round(line * SCALE)), fade.resize(mirror.size))

    def clouds(self, boxes, colour, alpha=0.5, seed=1):
        """Long flat clouds, one in each box (x, y, width, height), of overlapping soft strokes."""
        chance = random.Random(seed)
        for x, y, width, height in boxes:
            for _ in range(9):
                reach = width * chance.uniform(0.3, 0.7)
                left = x + chance.uniform(0, width - reach)
                level = y + chance.gauss(0.5, 0.22) * height
                thick = height * chance.uniform(0.18, 0.4)
                path = spline(
                    [
                        (left, level),
                        (left + reach * 0.4, level - thick * 0.3),
                        (left + reach * 0.7, level + thick * 0.15),
                        (left + reach, level),
                    ],
                    8,
                )
                self.stroke(
                    path,
                    thick,
                    colour,
                    taper=True,
                    alpha=alpha * chance.uniform(0.4, 1),
                    grain=0.3,
                    blur=max(1.5, height / 30),
                )

    # MARK: the finished picture

    def finished(self, grain=1.2):
        """The picture at its own size, with the paper's grain laid over it."""
        width, height = round(self.width * self.shown), round(self.height * self.shown)
        small = self.image.resize((width, height), Image.Resampling.BILINEAR)
        noise = Image.frombytes("L", (width // 2, height // 2), self.random.randbytes((width // 2) * (height // 2)))
        noise = noise.resize((width, height), Image.Resampling.BICUBIC)
        noise = noise.point([round(128 + (v - 128) * grain / 64) for v in range(256)])
        return ImageChops.soft_light(small, Image.merge("RGB", [noise] * 3))

    # MARK: texture

    def _lay(self, mask, left, top, colour, to, alpha, grain):
        width, height = mask.size
        if colour == to:
            paint = Image.new("RGB", mask.size, colour)
        else:
            column = Image.new("RGB", (1, height))
            column.putdata([mix(colour, to, row / max(1, height - 1)) for row in range(height)])
            paint = column.resize((width, height), Image.Resampling.NEAREST)
        if grain:
            paint = self._textured(paint, left, top, grain)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        self.image.paste(paint, (left * SCALE, top * SCALE), mask)

    def _textured(self, paint, left, top, grain):
        box = (left * SCALE, top * SCALE, left * SCALE + paint.width, top * SCALE + paint.height)
        brush = self._brush.crop(box).point([max(0, min(255, round(128 + (v - 128) * grain))) for v in range(256)])
        return ImageChops.soft_light(paint, Image.merge("RGB", [brush] * 3))

    def _texture(self, cells, weights):
        total = None
        for (across, down), weight in zip(cells, weights):
            size = (max(2, self.width // across), max(2, self.height // down))
            layer = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
            layer = layer.resize(self.image.size, Image.Resampling.BICUBIC)
            layer = layer.point([round(128 + (v - 128) * weight) for v in range(256)])
            total = layer if total is None else ImageChops.add(total, layer, 1, -128)
        return total

    def _waver(self, points, amount):
        drawn, drift = [], 0.0
        for (x, y), (ex, ey) in zip(points, points[1:] + points[:1]):
            length = math.hypot(ex - x, ey - y)
            parts = max(1, int(length / 14))
            for part in range(parts):
                t = part / parts
                drift = 0.6 * drift + self.random.uniform(-amount, amount)
                across = (-(ey - y) / (length or 1), (ex - x) / (length or 1))
                drawn.append((x + (ex - x) * t + across[0] * drift, y + (ey - y) * t + across[1] * drift))
        return drawn
