"""Auks on their cliff and a cormorant on its post."""

import math
import random

from .canvas import CREAM, Canvas, INK, MOSS, NIGHT, OCHRE, PLUM, ROSE, SAND, SEA, SNOW, TEAL, WOOD, mix, spline
from .motifs import gull


def auks_at_midnight():
    c = Canvas(1600, 1067, 151)
    c.wash([mix(SEA, PLUM, 0.5), mix(ROSE, PLUM, 0.35), mix(ROSE, OCHRE, 0.35), mix(OCHRE, CREAM, 0.4)], bottom=690)
    c.glow(500, 640, 420, mix(CREAM, OCHRE, 0.2), 0.85)
    c.ellipse(500, 628, 58, 58, mix(CREAM, SNOW, 0.6), grain=0)
    c.clouds([(40, 330, 620, 44), (420, 440, 700, 50), (120, 520, 460, 26)], mix(ROSE, CREAM, 0.5), 0.55, seed=9)
    c.hills(668, 60, mix(PLUM, ROSE, 0.4), mix(ROSE, OCHRE, 0.3), seed=66, waves=1.6, peaked=0.3, floor=700)
    c.wash([mix(OCHRE, CREAM, 0.35), mix(ROSE, PLUM, 0.4), mix(PLUM, NIGHT, 0.4), NIGHT], top=680)
    c.ripples(684, 1067, mix(CREAM, OCHRE, 0.3), 120, seed=5, alpha=0.5)
    for n in range(24):
        y = 694 + n * 13
        reach = 30 + 34 * abs(math.sin(n * 2.1)) + n * 1.6
        c.stroke(
            [(500 - reach, y), (500, y + 1), (500 + reach, y)], 5, mix(CREAM, SNOW, 0.5), taper=True, alpha=0.5, grain=0
        )
    # The cliff, in three stepped masses; birds stand on each step.
    chance = random.Random(12)
    for depth, (left, colour) in enumerate(
        ((930, mix(PLUM, ROSE, 0.22)), (1030, mix(PLUM, INK, 0.3)), (1190, mix(INK, PLUM, 0.35)))
    ):
        steps, x, y = [], left, 1080
        ledges = []
        while y > 60 + depth * 120:
            rise, run = chance.uniform(70, 150), chance.choice(
                [10, 16, 74, 98] if depth else [10, 20, 60]
            ) * chance.uniform(0.8, 1.1)
            steps += [(x, y), (x + chance.uniform(-22, 14), y - rise)]
            x, y = steps[-1][0], y - rise
            ledges.append((x, y, run))
            x += run
            steps.append((x, y + chance.uniform(-4, 4)))
        c.polygon(
            steps + [(1640, steps[-1][1] - 20), (1640, 1090), (left, 1090)], colour, mix(colour, INK, 0.35), rough=2
        )
        for lx, ly, run in ledges:
            if run > 40:
                c.stroke([(lx + 4, ly + 3), (lx + run, ly + 3)], 6, mix(ROSE, SNOW, 0.4), alpha=0.6, grain=0)
            for n in range(int(run / (18 + depth * 6))):
                if depth and run > 40 and 120 < ly < 1010:
                    _auk(c, lx + 14 + n * (18 + depth * 6), ly + 2, 38 + depth * 14, chance.choice([-1, 1, -1]))
    for n in range(17):
        t = n / 16
        x, y = 120 + 700 * t + chance.uniform(-36, 36), 380 - 170 * t * t + chance.uniform(-60, 60)
        _auk_flying(c, x, y, chance.uniform(26, 50))
    return c


def _auk(c, x, foot, tall, way):
    """A razorbill, upright as a waiter."""
    at = lambda dx, dy: (x + dx * tall * way, foot - dy * tall)
    c.polygon(
        spline(
            [
                at(-0.14, 0.02),
                at(-0.2, 0.3),
                at(-0.15, 0.66),
                at(-0.08, 0.9),
                at(0.04, 0.97),
                at(0.13, 0.9),
                at(0.12, 0.72),
                at(0.18, 0.4),
                at(0.1, 0.02),
            ],
            6,
        ),
        INK,
        mix(INK, PLUM, 0.3),
        grain=0.1,
    )
    c.polygon(
        spline([at(0.02, 0.03), at(0.0, 0.4), at(0.05, 0.66), at(0.12, 0.7), at(0.17, 0.4), at(0.1, 0.03)], 6),
        mix(SNOW, ROSE, 0.15),
        grain=0.1,
    )
    c.polygon([at(0.11, 0.93), at(0.27, 0.86), at(0.12, 0.83)], INK, grain=0)


def _auk_flying(c, x, y, span):
    """Short wings beaten fast: a cross more than a gull."""
    c.polygon(
        spline(
            [
                (x - span * 0.42, y + span * 0.03),
                (x - span * 0.1, y - span * 0.09),
                (x + span * 0.34, y - span * 0.07),
                (x + span * 0.5, y),
                (x + span * 0.3, y + span * 0.08),
                (x - span * 0.1, y + span * 0.09),
                (x - span * 0.42, y + span * 0.03),
            ],
            6,
        ),
        INK,
        grain=0,
    )
    c.polygon(
        spline(
            [
                (x + span * 0.14, y),
                (x + span * 0.02, y - span * 0.34),
                (x - span * 0.12, y - span * 0.46),
                (x - span * 0.04, y),
            ],
            6,
        ),
        mix(INK, PLUM, 0.3),
        grain=0,
    )


def drying_cormorant():
    """Upright: a cormorant on a post with its wings hung out."""
    c = Canvas(1067, 1600, 181)
    c.wash([mix(ROSE, PLUM, 0.3), mix(ROSE, OCHRE, 0.3), mix(OCHRE, CREAM, 0.45), mix(CREAM, SNOW, 0.2)], bottom=1080)
    c.glow(720, 560, 470, mix(CREAM, SNOW, 0.4), 0.85)
    c.ellipse(720, 560, 152, 152, mix(CREAM, SNOW, 0.5), mix(OCHRE, CREAM, 0.6), grain=0.2)
    c.clouds([(40, 250, 620, 50), (420, 740, 640, 44), (-60, 860, 520, 34)], mix(ROSE, CREAM, 0.5), 0.6, seed=22)
    c.hills(1060, 110, mix(PLUM, ROSE, 0.45), mix(ROSE, OCHRE, 0.35), seed=37, waves=1.0, peaked=0.3, floor=1090)
    c.wash([mix(OCHRE, ROSE, 0.35), mix(ROSE, PLUM, 0.5), mix(PLUM, NIGHT, 0.5), NIGHT], top=1072)
    c.ripples(1078, 1600, mix(CREAM, OCHRE, 0.3), 120, seed=6, alpha=0.5)
    for n in range(26):
        y = 1090 + n * 15
        reach = 40 + 40 * abs(math.sin(n * 1.9)) + n * 2
        c.stroke(
            [(720 - reach, y), (720, y + 1), (720 + reach, y)], 6, mix(CREAM, SNOW, 0.4), taper=True, alpha=0.5, grain=0
        )
    x, foot = 470, 1118
    c.rectangle(x - 42, foot - 6, 84, 500, mix(WOOD, INK, 0.55), INK, rough=1.2)
    c.rectangle(x - 50, foot + 120, 100, 26, mix(INK, WOOD, 0.25), rough=1)
    c.ellipse(x, foot - 6, 42, 10, mix(WOOD, SAND, 0.25))
    dark, sheen = mix(INK, TEAL, 0.25), mix(TEAL, INK, 0.45)
    # Each wing is an arm and six long feathers that hang from it.
    for side in (-1, 1):
        at = lambda dx, dy: (x + side * dx, foot - dy)
        tips = [(330, 150), (296, 96), (246, 66), (190, 62), (140, 84), (96, 120)]
        roots = [(306, 356), (268, 352), (222, 330), (174, 306), (128, 290), (88, 280)]
        for n in reversed(range(6)):
            tx, ty = tips[n]
            rx, ry = roots[n]
            c.polygon(
                spline(
                    [
                        at(rx - 30, ry),
                        at(rx + 8, ry - 20),
                        at((rx + tx) / 2 + 30, (ry + ty) / 2),
                        at(tx + 10, ty),
                        at(tx - 14, ty + 8),
                        at((rx + tx) / 2 - 28, (ry + ty) / 2),
                        at(rx - 44, ry - 10),
                    ],
                    10,
                ),
                mix(dark, sheen, n / 6),
                mix(INK, PLUM, 0.25),
            )
        c.polygon([at(40, 300), at(300, 340), at(300, 200), at(180, 150), at(60, 190)], dark)
        c.polygon(
            spline(
                [
                    at(20, 330),
                    at(80, 402),
                    at(150, 420),
                    at(214, 380),
                    at(300, 402),
                    at(356, 352),
                    at(338, 318),
                    at(220, 320),
                    at(120, 270),
                    at(20, 230),
                ],
                12,
            ),
            sheen,
            dark,
        )
        c.stroke(
            spline([at(40, 326), at(120, 372), at(212, 346), at(316, 366)]),
            5,
            mix(SEA, TEAL, 0.3),
            taper=True,
            alpha=0.7,
            grain=0,
        )
    c.polygon(
        spline([(x - 26, foot - 30), (x - 34, foot + 46), (x, foot + 92), (x + 34, foot + 46), (x + 26, foot - 30)], 8),
        INK,
    )
    body = spline(
        [
            (x - 30, foot - 10),
            (x - 70, foot - 130),
            (x - 58, foot - 260),
            (x - 30, foot - 360),
            (x - 34, foot - 440),
            (x - 16, foot - 520),
            (x + 22, foot - 548),
            (x + 62, foot - 534),
            (x + 70, foot - 508),
            (x + 40, foot - 492),
            (x + 22, foot - 450),
            (x + 40, foot - 360),
            (x + 66, foot - 250),
            (x + 66, foot - 120),
            (x + 30, foot - 10),
        ]
    )
    c.polygon(body, mix(dark, PLUM, 0.15), INK)
    c.polygon(
        spline(
            [
                (x + 58, foot - 534),
                (x + 112, foot - 526),
                (x + 146, foot - 514),
                (x + 150, foot - 500),
                (x + 138, foot - 500),
                (x + 108, foot - 508),
                (x + 60, foot - 506),
            ],
            8,
        ),
        mix(SAND, WOOD, 0.3),
        mix(WOOD, INK, 0.2),
    )
    c.polygon(
        spline([(x + 32, foot - 512), (x + 56, foot - 520), (x + 68, foot - 506), (x + 44, foot - 490)], 8),
        mix(OCHRE, CREAM, 0.2),
        grain=0,
    )
    c.ellipse(x + 38, foot - 524, 6, 6, mix(MOSS, CREAM, 0.4), grain=0)
    c.ellipse(x + 38, foot - 524, 3, 3, INK, grain=0)
    for dx in (-22, 22):
        c.stroke([(x + dx, foot - 16), (x + dx * 1.3, foot - 2)], 18, INK, grain=0)
    for gx, gy, span in ((190, 470, 54), (130, 520, 38)):
        gull(c, gx, gy, span, mix(PLUM, INK, 0.3))
    return c
