"""What is drawn on paper in the pictures too: the chart and the curve of the tide."""

import math
import random

from .canvas import (
    BRICK,
    CORAL,
    CREAM,
    Canvas,
    INK,
    MIST,
    NIGHT,
    OCHRE,
    PLUM,
    ROSE,
    SAND,
    SEA,
    SNOW,
    TEAL,
    WOOD,
    mix,
    spline,
)
from .motifs import rowing_boat, sailing_boat


def chart_of_1768():
    """The old chart, wide: land in hachures, rhumb lines, soundings that are only dots."""
    c = Canvas(2000, 900, 201, shown=0.9)
    paper, line = mix(CREAM, SAND, 0.35), mix(WOOD, INK, 0.35)
    c.wash([mix(paper, SAND, 0.35), paper, mix(paper, SAND, 0.4)], grain=0.5)
    for x, y, size in ((160, 120, 90), (1780, 760, 120), (1500, 90, 60)):
        c.ellipse(x, y, size, size * 0.8, mix(SAND, WOOD, 0.25), alpha=0.25, blur=18, grain=0)
    rose = (1440, 470)
    for n in range(32):
        a = 2 * math.pi * n / 32
        c.stroke(
            [rose, (rose[0] + 2200 * math.cos(a), rose[1] + 2200 * math.sin(a))],
            1.6 if n % 4 else 2.6,
            mix(BRICK, paper, 0.35 if n % 4 == 0 else 0.6),
            alpha=0.7,
            grain=0,
        )
    coast = [
        (-20, 610),
        (110, 560),
        (220, 590),
        (300, 520),
        (400, 540),
        (450, 470),
        (540, 430),
        (600, 330),
        (560, 250),
        (640, 190),
        (740, 210),
        (800, 120),
        (900, 100),
        (960, -20),
    ]
    south = [(-20, 690), (140, 700), (260, 660), (380, 700), (460, 780), (600, 790), (700, 850), (820, 830), (900, 920)]
    chance = random.Random(30)

    def ragged(points):
        return [(x + chance.uniform(-7, 7), y + chance.uniform(-7, 7)) for x, y in spline(points, 8)]

    shores = [ragged(coast) + [(-20, -20)], ragged(south) + [(-20, 920)]]
    for cx, cy, across, down in (
        (720, 520, 120, 62),
        (930, 640, 150, 56),
        (1010, 330, 92, 44),
        (1190, 560, 40, 24),
        (1140, 420, 26, 18),
        (880, 430, 34, 20),
        (1700, 250, 60, 34),
    ):
        shores.append(
            [
                (
                    cx + across * math.cos(t) * chance.uniform(0.8, 1.15),
                    cy + down * math.sin(t) * chance.uniform(0.8, 1.15),
                )
                for t in (2 * math.pi * k / 26 for k in range(26))
            ]
        )
    for shore in shores:
        for grow, alpha in ((26, 0.12), (16, 0.16), (8, 0.2)):
            c.stroke(shore + shore[:1], grow * 2, mix(SEA, TEAL, 0.3), alpha=alpha, grain=0, blur=2)
    for shore in shores:
        c.polygon(shore, mix(SAND, OCHRE, 0.3), mix(SAND, OCHRE, 0.15))
        c.stroke(shore + shore[:1], 4, line, grain=0)
        for (x, y), (nx, ny) in zip(shore, shore[1:]):
            if not (0 < x < 2000 and 0 < y < 900):
                continue
            dx, dy = nx - x, ny - y
            long = math.hypot(dx, dy) or 1
            side = 1 if shore is shores[0] else -1
            if shore is shores[1]:
                side = 1
                dx, dy = -dx, -dy
            elif shore is not shores[0]:
                side = 1
            for k in range(max(1, int(long / 9))):
                px, py = x + (nx - x) * k * 9 / long, y + (ny - y) * k * 9 / long
                reach = chance.uniform(8, 16)
                c.stroke(
                    [
                        (px, py),
                        (
                            px + side * dy / long * -reach * (1 if shore is not shores[0] else -1),
                            py + side * dx / long * reach * (1 if shore is not shores[0] else -1),
                        ),
                    ],
                    1.6,
                    line,
                    alpha=0.7,
                    grain=0,
                )
    # Hills as the old surveyors drew them: moles' heaps, shaded on one side.
    for x, y, size in (
        (150, 300, 60),
        (260, 220, 78),
        (380, 330, 54),
        (120, 420, 44),
        (430, 160, 60),
        (600, 90, 46),
        (320, 440, 40),
        (120, 800, 46),
        (300, 800, 56),
        (230, 760, 40),
    ):
        c.stroke(
            spline(
                [
                    (x - size, y),
                    (x - size * 0.4, y - size * 0.6),
                    (x, y - size * 0.78),
                    (x + size * 0.45, y - size * 0.5),
                    (x + size, y),
                ]
            ),
            3,
            line,
            grain=0,
        )
        for k in range(7):
            t = k / 6
            c.stroke(
                [
                    (x + size * (0.08 + 0.6 * t), y - size * (0.7 - 0.6 * t)),
                    (x + size * (0.16 + 0.55 * t), y - size * (0.4 - 0.42 * t)),
                ],
                1.8,
                line,
                alpha=0.8,
                grain=0,
            )
    # Soundings, thick in the fairway.
    for _ in range(150):
        t = chance.random()
        x, y = 560 + 900 * t + chance.gauss(0, 40), 600 - 110 * t + chance.gauss(0, 110)
        c.ellipse(x, y, 2.4, 2.4, line, alpha=0.8, grain=0)
    track = spline([(470, 560), (620, 610), (800, 590), (1000, 500), (1240, 500), (1500, 640), (2020, 700)], 30)
    for n in range(0, len(track) - 4, 7):
        c.stroke(track[n : n + 4], 4.5, BRICK, alpha=0.9, grain=0)
    for turn, (reach, tone) in enumerate(((88, mix(SAND, OCHRE, 0.4)), (116, BRICK))):
        for n in range(8):
            if (n % 2 == 0) != (turn == 1):
                continue
            a = math.pi * n / 4
            tip = (rose[0] + reach * math.cos(a), rose[1] + reach * math.sin(a))
            for side in (-1, 1):
                flank = (
                    rose[0] + 26 * math.cos(a + side * math.pi / 4),
                    rose[1] + 26 * math.sin(a + side * math.pi / 4),
                )
                c.polygon([rose, flank, tip], tone if side == 1 else CREAM, grain=0.2)
            c.stroke([rose, tip], 2, line, grain=0)
    c.stroke(
        [(rose[0] + 62 * math.cos(t), rose[1] + 62 * math.sin(t)) for t in (2 * math.pi * k / 60 for k in range(61))],
        3,
        line,
        grain=0,
    )
    sailing_boat(c, 1700, 560, 170, mix(WOOD, INK, 0.3), mix(paper, SNOW, 0.4), spar=line)
    for inset, width in ((22, 4), (34, 10), (46, 3)):
        for box in (
            (inset, inset, 2000 - 2 * inset, width),
            (inset, 900 - inset - width, 2000 - 2 * inset, width),
            (inset, inset, width, 900 - 2 * inset),
            (2000 - inset - width, inset, width, 900 - 2 * inset),
        ):
            c.rectangle(*box, line, grain=0)
    c.stroke([(1000, -5), (1000, 905)], 26, mix(SAND, WOOD, 0.4), alpha=0.18, grain=0, blur=7)
    return c


def a_week_of_tides():
    """Seven days of tide, from springs at new moon to neaps at the first quarter, with the moon above each day."""
    c = Canvas(1600, 1067, 141)
    c.wash([mix(CREAM, SNOW, 0.4), CREAM, mix(CREAM, SAND, 0.4)], grain=0.15)
    for n in range(1, 7):
        c.rectangle(n * 1600 / 7 - 1, 0, 2, 1067, mix(SAND, ROSE, 0.4), alpha=0.5, grain=0)
    for n in range(1, 6):
        c.rectangle(0, n * 118 - 1, 1600, 2, mix(SAND, ROSE, 0.4), alpha=0.5, grain=0)

    def level(hour, scale=1.0):
        moon, sun = math.cos(2 * math.pi * hour / 12.4206), 0.36 * math.cos(2 * math.pi * hour / 12)
        return (moon + sun) * scale

    def curve(middle, height, lag=0.0):
        return [(x, middle - height * level(x / 1600 * 168 - lag)) for x in range(-8, 1617, 8)]

    for middle, height, lag, top, to in (
        (690, 84, 2.6, mix(MIST, CREAM, 0.35), mix(MIST, SEA, 0.2)),
        (720, 92, 1.3, mix(SEA, MIST, 0.45), SEA),
        (752, 100, 0.0, mix(TEAL, SEA, 0.35), mix(TEAL, INK, 0.35)),
    ):
        line = curve(middle, height, lag)
        c.polygon(line + [(1620, 1080), (-20, 1080)], top, to)
    c.stroke(curve(752, 100), 7, INK, grain=0)
    c.ripples(910, 1067, mix(SEA, MIST, 0.3), 70, seed=4, alpha=0.35)
    for day in range(7):
        x, share = (day + 0.5) * 1600 / 7, day / 6
        c.ellipse(x, 240, 50, 50, mix(NIGHT, PLUM, 0.2), mix(NIGHT, PLUM, 0.4))
        # The lit part of a growing moon: half a disc, and half an ellipse added to it or taken away.
        width = 46 * (1 - 2 * (0.03 + 0.47 * share))
        rim = [(x + 46 * math.sin(t), 240 - 46 * math.cos(t)) for t in (math.pi * k / 40 for k in range(41))]
        inner = [
            (x + width * math.sin(t), 240 - 46 * math.cos(t)) for t in (math.pi * k / 40 for k in range(40, -1, -1))
        ]
        c.polygon(rim + inner, mix(CREAM, SNOW, 0.3), mix(OCHRE, CREAM, 0.55), grain=0.2)
        c.stroke([(x, 312), (x, 348)], 3, mix(ROSE, BRICK, 0.4), grain=0)
    top = min(curve(752, 100)[60:80], key=lambda point: point[1])
    rowing_boat(c, top[0], top[1] + 4, 96, CORAL, inside=CREAM)
    return c
