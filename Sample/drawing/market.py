"""What is made and sold: bread, fish, salt, and the market at night."""

import math
import random

from .canvas import (
    BRICK,
    CORAL,
    CREAM,
    Canvas,
    INK,
    MIST,
    MOSS,
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
from .motifs import gull, house, sailing_boat, street, walker


def bread_by_the_window():
    c = Canvas(1600, 1067, 91)
    c.wash([mix(SAND, CREAM, 0.5), mix(SAND, CREAM, 0.3), mix(SAND, ROSE, 0.3)])
    # A window on the left, with the harbour in it; everything else is lit from there.
    c.rectangle(150, 70, 560, 560, mix(SNOW, SAND, 0.3), mix(SAND, WOOD, 0.2), rough=0.8)
    c.rectangle(182, 102, 496, 496, mix(SEA, MIST, 0.6), mix(CREAM, SNOW, 0.4), grain=0.2)
    c.polygon(
        spline([(182, 400), (270, 340), (360, 380), (470, 300), (570, 360), (678, 330)]) + [(678, 440), (182, 440)],
        mix(SEA, MIST, 0.4),
        mix(MIST, CREAM, 0.4),
    )
    c.rectangle(182, 430, 496, 168, mix(SEA, MIST, 0.3), mix(TEAL, SEA, 0.5))
    sailing_boat(c, 520, 478, 120, INK, CREAM)
    c.ripples(440, 590, SNOW, 26, seed=4, alpha=0.6, left=200, right=650, length=60)
    c.rectangle(420, 102, 20, 496, mix(SNOW, SAND, 0.25), grain=0.2)
    c.rectangle(182, 330, 496, 18, mix(SNOW, SAND, 0.25), grain=0.2)
    c.rectangle(120, 622, 620, 34, mix(SNOW, SAND, 0.15), mix(SAND, WOOD, 0.3), rough=0.8)
    c.polygon([(700, 120), (1600, 420), (1600, 1000), (700, 600)], CREAM, alpha=0.4, blur=30, grain=0)
    c.wash([mix(WOOD, SAND, 0.35), mix(WOOD, PLUM, 0.15), mix(WOOD, PLUM, 0.4)], top=720, grain=0.5)
    c.rectangle(-5, 716, 1610, 12, mix(SAND, WOOD, 0.3), grain=0.2)
    # The board and its shadow.
    c.ellipse(970, 944, 560, 46, mix(PLUM, INK, 0.5), alpha=0.5, blur=12, grain=0)
    c.polygon(
        spline([(440, 872), (600, 850), (960, 846), (1320, 850), (1480, 872)])
        + spline([(1480, 912), (1320, 934), (960, 940), (600, 934), (440, 912)]),
        mix(SAND, WOOD, 0.3),
        mix(WOOD, PLUM, 0.2),
        rough=0.8,
    )
    loaf = spline(
        [
            (620, 874),
            (566, 800),
            (580, 690),
            (680, 592),
            (840, 540),
            (1010, 540),
            (1150, 596),
            (1238, 694),
            (1250, 800),
            (1200, 874),
        ]
    )
    c.polygon(
        loaf + spline([(1200, 874), (910, 892), (620, 874)]), mix(OCHRE, WOOD, 0.35), mix(WOOD, BRICK, 0.45), rough=1.2
    )
    c.polygon(
        spline(
            [
                (640, 720),
                (720, 622),
                (860, 574),
                (1000, 578),
                (1080, 610),
                (960, 620),
                (800, 660),
                (690, 740),
                (650, 790),
            ]
        ),
        mix(OCHRE, CREAM, 0.35),
        alpha=0.55,
        blur=14,
        grain=0.4,
    )
    for x0, y0, x1, y1 in ((716, 716, 770, 560), (846, 716, 900, 530), (976, 722, 1030, 540), (1100, 738, 1142, 596)):
        cut = spline([(x0, y0), ((x0 + x1) / 2 - 14, (y0 + y1) / 2), (x1, y1)])
        c.stroke(cut, 40, mix(BRICK, WOOD, 0.4), taper=True, alpha=0.75)
        c.stroke([(x + 7, y) for x, y in cut], 24, mix(SAND, CREAM, 0.35), taper=True)
    chance = random.Random(5)
    for _ in range(220):
        angle, reach = chance.uniform(math.pi, 2 * math.pi), chance.random() ** 0.5
        x, y = 910 + 290 * reach * math.cos(angle), 790 + 220 * reach * math.sin(angle)
        c.ellipse(x, y, chance.uniform(1.5, 4.5), chance.uniform(1, 3), SNOW, alpha=0.5, grain=0)
    # Two slices lean against it.
    for x, y, tilt in ((1330, 880, 0.10), (1402, 892, 0.16)):
        outer = [
            (x + dx + (-dy) * tilt, y + dy)
            for dx, dy in spline(
                [(-66, 0), (-80, -70), (-74, -150), (-20, -196), (44, -190), (84, -140), (82, -60), (66, 0)]
            )
        ]
        inner = [
            (x + dx * 0.86 + (-dy) * tilt * 0.95, y - 9 + dy * 0.9)
            for dx, dy in spline(
                [(-66, 0), (-80, -70), (-74, -150), (-20, -196), (44, -190), (84, -140), (82, -60), (66, 0)]
            )
        ]
        c.polygon(outer, mix(WOOD, BRICK, 0.3), mix(WOOD, PLUM, 0.2), rough=0.6)
        c.polygon(inner, mix(SAND, CREAM, 0.5), mix(SAND, WOOD, 0.15), rough=0.6)
        for _ in range(36):
            dx, dy = chance.uniform(-54, 54), chance.uniform(-150, -16)
            c.ellipse(
                x + dx + (-dy) * tilt,
                y + dy,
                chance.uniform(1.5, 5),
                chance.uniform(1.2, 3.5),
                mix(SAND, WOOD, 0.4),
                alpha=0.7,
                grain=0,
            )
    # A small bowl of salt, which half the articles in this issue are about.
    c.ellipse(300, 888, 130, 20, mix(PLUM, INK, 0.5), alpha=0.45, blur=8, grain=0)
    c.polygon(
        spline([(200, 800), (214, 856), (262, 890), (300, 894), (340, 890), (386, 856), (400, 800)]),
        mix(TEAL, SEA, 0.3),
        mix(TEAL, INK, 0.4),
        rough=0.6,
    )
    c.ellipse(300, 800, 100, 22, mix(TEAL, MIST, 0.3))
    c.polygon(
        spline([(216, 802), (256, 776), (300, 764), (346, 778), (384, 802), (300, 814)]), SNOW, mix(SNOW, MIST, 0.4)
    )
    return c


def fish_on_ice():
    c = Canvas(1600, 1067, 111)
    c.wash([mix(MIST, CREAM, 0.45), mix(CREAM, SAND, 0.2), mix(SAND, CREAM, 0.3)], bottom=520)
    street(c, -30, 1640, 330, 150, seed=5, shade=(CREAM, 0.62))
    c.wash([mix(MIST, CREAM, 0.4), mix(SEA, MIST, 0.5)], top=330, bottom=470)
    c.ripples(335, 460, SNOW, 60, seed=2, alpha=0.6)
    # The awning along the top and the slab below; the fish lie in ranks.
    for n in range(11):
        colour = mix(TEAL, SEA, 0.25) if n % 2 == 0 else CREAM
        a, b = n * 148 - 14, (n + 1) * 148 - 14
        lip = spline([(b, 138), ((a + b) / 2, 172), (a, 138)], 10)
        c.polygon([(a, -5), (b, -5), (b, 138)] + lip, mix(colour, SNOW, 0.1), mix(colour, PLUM, 0.2))
    c.polygon([(-20, 440), (1620, 440), (1620, 1080), (-20, 1080)], mix(SNOW, MIST, 0.3), mix(MIST, SEA, 0.25))
    chance = random.Random(14)
    for _ in range(300):
        x, y = chance.uniform(-20, 1620), 452 + 610 * chance.random()
        size = 9 + (y - 440) / 34
        turn = chance.uniform(0, 6.3)
        points = [
            (
                x + size * math.cos(turn + k * 1.26) * chance.uniform(0.7, 1.2),
                y + size * 0.6 * math.sin(turn + k * 1.26),
            )
            for k in range(5)
        ]
        c.polygon(points, chance.choice([SNOW, mix(SNOW, MIST, 0.5), mix(MIST, SEA, 0.2), SNOW]), alpha=0.75, grain=0)
    for row, (y, long, count) in enumerate(((540, 250, 7), (690, 320, 6), (880, 410, 5))):
        for n in range(count):
            x = (n + 0.35 * (row % 2)) * 1700 / count - 40
            if row == 1 and n in (3, 4):
                continue
            _mackerel(c, x + long / 2, y + chance.uniform(-8, 8), long, -0.16 + chance.uniform(-0.05, 0.05))
    # Lemons and the price, in the gap.
    for x, y in ((1004, 690), (1072, 712), (1040, 660)):
        c.ellipse(x, y + 30, 44, 12, mix(SEA, INK, 0.2), alpha=0.35, blur=5, grain=0)
        c.ellipse(x, y, 46, 34, mix(OCHRE, CREAM, 0.25), mix(OCHRE, WOOD, 0.2), rough=0.5)
    c.polygon([(1168, 574), (1352, 560), (1364, 694), (1180, 708)], INK, mix(INK, TEAL, 0.3), rough=1)
    c.rectangle(1262, 690, 10, 80, WOOD, grain=0.2)
    for y, reach in ((606, 110), (640, 78), (668, 118)):
        c.stroke(
            spline([(1202, y + 4), (1202 + reach * 0.3, y - 4), (1202 + reach * 0.6, y + 3), (1202 + reach, y - 5)]),
            6,
            CREAM,
            alpha=0.9,
            grain=0,
        )
    return c


def _mackerel(c, x, y, long, tilt):
    """One mackerel, head to the left: green back with bars, silver belly, forked tail."""
    place = lambda dx, dy: (x + dx * long + dy * long * -tilt, y + dy * long + dx * long * tilt)
    shadow = [
        place(px, py + 0.045)
        for px, py in spline(
            [(-0.5, 0), (-0.3, 0.1), (0, 0.11), (0.3, 0.06), (0.42, 0.02), (0.3, -0.02), (-0.3, -0.02)]
        )
    ]
    c.polygon(shadow, mix(SEA, INK, 0.3), alpha=0.4, blur=5, grain=0)
    c.polygon(
        [
            place(*p)
            for p in spline(
                [(0.38, 0.0), (0.44, -0.025), (0.54, -0.11), (0.505, 0.0), (0.54, 0.1), (0.44, 0.03), (0.38, 0.01)], 6
            )
        ],
        mix(TEAL, INK, 0.3),
    )
    body = spline([(-0.5, 0.015), (-0.42, -0.055), (-0.25, -0.098), (0, -0.1), (0.25, -0.05), (0.43, -0.008)])
    belly = spline([(0.43, 0.014), (0.25, 0.055), (0, 0.098), (-0.25, 0.095), (-0.42, 0.058), (-0.5, 0.015)])
    c.polygon([place(*p) for p in body + belly], mix(MIST, SNOW, 0.35), mix(MIST, SNOW, 0.7))
    middle = spline([(0.43, 0.004), (0.2, 0.004), (-0.05, 0.0), (-0.3, 0.004), (-0.5, 0.015)])
    c.polygon([place(*p) for p in body + middle], mix(TEAL, SEA, 0.35), mix(TEAL, SEA, 0.6))
    for n in range(13):
        bx = -0.26 + n * 0.05
        top = -0.094 + 0.085 * max(0, bx) ** 1.2 / 0.43**1.2
        c.stroke(
            [place(bx, top), place(bx + 0.014, top * 0.55), place(bx, top * 0.1)],
            long * 0.013,
            mix(INK, TEAL, 0.25),
            taper=True,
            grain=0,
        )
    c.stroke(
        [place(*p) for p in spline([(-0.3, -0.085), (-0.265, -0.01), (-0.3, 0.075)])],
        long * 0.012,
        mix(SEA, INK, 0.4),
        taper=True,
        grain=0,
    )
    c.polygon([place(*p) for p in ((-0.2, 0.02), (-0.09, 0.045), (-0.16, 0.055))], mix(TEAL, SEA, 0.4), grain=0)
    c.ellipse(*place(-0.4, -0.012), long * 0.02, long * 0.02, mix(OCHRE, CREAM, 0.4), grain=0)
    c.ellipse(*place(-0.4, -0.012), long * 0.01, long * 0.01, INK, grain=0)


def salt_pans():
    c = Canvas(1600, 1067, 121)
    c.wash([mix(SEA, MIST, 0.45), mix(MIST, CREAM, 0.6), mix(OCHRE, CREAM, 0.7)], bottom=470)
    c.clouds([(850, 60, 700, 100), (80, 170, 620, 60)], SNOW, 0.75, seed=12)
    c.hills(455, 170, mix(SEA, MIST, 0.45), mix(MIST, CREAM, 0.45), seed=72, waves=1.4, peaked=0.4, floor=500)
    c.wash([mix(SEA, MIST, 0.4), mix(SEA, TEAL, 0.3)], top=452, bottom=560)
    c.ripples(456, 545, SNOW, 70, seed=31, alpha=0.5)
    c.polygon(
        [(-20, 545), (1620, 530), (1620, 1080), (-20, 1080)], mix(MOSS, SAND, 0.45), mix(MOSS, WOOD, 0.35), rough=1.5
    )
    # The boiling house, its chimney, and the steam that is the whole point.
    c.rectangle(1306, 290, 36, 150, mix(BRICK, INK, 0.25), mix(BRICK, INK, 0.4))
    house(c, 1120, 560, 260, 230, BRICK, roof=INK, seed=2)
    c.clouds([(1290, 190, 240, 110), (1180, 110, 420, 90), (1010, 60, 500, 80)], SNOW, 0.5, seed=8)
    # Four pans in perspective: sky in the first two, brine in the third, salt in the last.
    near, far = 1010, 590
    edges = [(-260, 420), (330, 640), (920, 860), (1500, 1075)]
    for n, (left, top_left) in enumerate(edges[:3] + edges[3:]):
        right, top_right = left + 540, top_left + 196
        c.polygon(
            [(left - 14, near + 14), (top_left - 5, far - 6), (top_right + 5, far - 6), (right + 14, near + 14)],
            mix(WOOD, SAND, 0.25),
            mix(WOOD, INK, 0.4),
            rough=0.8,
        )
        tone = [
            (mix(MIST, CREAM, 0.5), mix(SEA, MIST, 0.35)),
            (mix(OCHRE, CREAM, 0.75), mix(SEA, MIST, 0.55)),
            (mix(SNOW, SAND, 0.3), mix(SNOW, MIST, 0.35)),
            (mix(SNOW, SAND, 0.12), mix(SNOW, MIST, 0.45)),
        ][n]
        c.polygon([(left, near), (top_left, far), (top_right, far), (right, near)], *tone)
        if n < 2:
            c.polygon(
                [(left + 150, near), (top_left + 70, far), (top_left + 110, far), (left + 260, near)],
                SNOW,
                alpha=0.3,
                grain=0,
                blur=3,
            )
    chance = random.Random(3)
    for _ in range(240):
        t = chance.random()
        y = far + (near - far) * t
        x = 860 + (920 - 860) * t + chance.random() * (196 + (540 - 196) * t)
        c.ellipse(x, y, 3 + 9 * t * chance.random(), 1.4 + 3 * t * chance.random(), SNOW, alpha=0.8, grain=0)
    for x, y, size in ((985, 700, 46), (1080, 790, 66), (1190, 905, 88)):
        c.polygon(
            spline(
                [
                    (x - size, y),
                    (x - size * 0.5, y - size * 0.62),
                    (x, y - size * 0.95),
                    (x + size * 0.45, y - size * 0.6),
                    (x + size, y),
                ]
            )
            + [(x, y + size * 0.16)],
            SNOW,
            mix(SNOW, MIST, 0.45),
            rough=1,
        )
        c.polygon(
            spline([(x, y - size * 0.95), (x + size * 0.45, y - size * 0.6), (x + size, y)])
            + [(x + size * 0.1, y + size * 0.12), (x + size * 0.1, y - size * 0.4)],
            mix(MIST, SEA, 0.25),
            alpha=0.55,
            grain=0.2,
        )
    # The rake, laid across.
    c.stroke([(700, 1000), (1300, 735)], 10, mix(WOOD, SAND, 0.2), grain=0.2)
    c.stroke([(1262, 690), (1352, 778)], 17, mix(WOOD, INK, 0.2), grain=0.2)
    for x, y, span in ((420, 300, 56), (500, 262, 38)):
        gull(c, x, y, span)
    return c


def night_market():
    c = Canvas(1600, 1067, 101)
    c.wash([INK, NIGHT, mix(NIGHT, PLUM, 0.6), mix(PLUM, ROSE, 0.35)], bottom=640)
    chance = random.Random(21)
    for _ in range(60):
        c.ellipse(
            chance.uniform(0, 1600), chance.uniform(0, 330) * chance.random(), 1.6, 1.6, CREAM, alpha=0.7, grain=0
        )
    c.hills(560, 240, mix(NIGHT, PLUM, 0.3), mix(NIGHT, PLUM, 0.5), seed=61, waves=1.2, peaked=0.4, floor=660)
    street(c, -60, 1640, 640, 215, seed=51, shade=(NIGHT, 0.52), lit=0.55)
    c.polygon([(-20, 636), (1620, 636), (1620, 850), (-20, 850)], mix(PLUM, NIGHT, 0.4), mix(NIGHT, INK, 0.3))
    # Strings of lamps from post to post.
    lamps = []
    for left, right in ((-60, 380), (380, 800), (800, 1220), (1220, 1660)):
        wire = spline([(left, 420), ((left + right) / 2, 500), (right, 420)], 30)
        c.stroke(wire, 2.5, INK, grain=0)
        lamps += wire[4::8]
    for x in (380, 800, 1220):
        c.rectangle(x - 6, 410, 12, 350, INK, grain=0)
    for n, cloth in ((0, CORAL), (1, OCHRE), (2, mix(TEAL, MIST, 0.3)), (3, BRICK)):
        _stall(c, 120 + n * 390, 770, 290, cloth, chance)
    for x, y in lamps:
        c.glow(x, y + 8, 58, mix(OCHRE, CREAM, 0.4), 0.65)
        c.ellipse(x, y + 8, 8, 9, mix(CREAM, SNOW, 0.4), grain=0)
    for x, tall, coat in (
        (90, 112, TEAL),
        (455, 118, PLUM),
        (520, 96, BRICK),
        (860, 116, mix(SEA, INK, 0.3)),
        (1222, 104, mix(MOSS, INK, 0.3)),
        (1286, 118, mix(PLUM, INK, 0.3)),
        (1560, 114, mix(BRICK, INK, 0.3)),
    ):
        walker(c, x, 806, tall, coat)
    c.rectangle(-5, 806, 1610, 26, mix(WOOD, INK, 0.5), mix(INK, WOOD, 0.2), rough=0.8)
    c.wash([mix(NIGHT, PLUM, 0.3), mix(NIGHT, TEAL, 0.3), INK], top=830)
    c.reflect(830, 237, NIGHT, 0.62, 9, squash=0.62)
    c.ripples(836, 1067, mix(OCHRE, CREAM, 0.4), 130, seed=16, alpha=0.35, length=110)
    c.ripples(850, 1067, INK, 90, seed=17, alpha=0.5)
    return c


def _stall(c, x, foot, width, cloth, chance):
    """A market stall: striped awning, table, a row of crates."""
    c.glow(x + width / 2, foot - 110, 190, OCHRE, 0.5)
    for dx in (8, width - 14):
        c.rectangle(x + dx, foot - 190, 7, 220, mix(INK, WOOD, 0.3), grain=0)
    c.rectangle(x + 6, foot - 46, width - 12, 70, mix(WOOD, INK, 0.35), mix(WOOD, INK, 0.6), rough=0.6)
    c.rectangle(x, foot - 54, width, 12, mix(WOOD, SAND, 0.35), grain=0.2)
    for n in range(5):
        left = x + 14 + n * (width - 24) / 5
        colour = chance.choice([CORAL, OCHRE, CREAM, MOSS, BRICK])
        for k in range(3):
            c.ellipse(left + 11 + k * 15, foot - 62 - (k % 2) * 5, 10, 9, colour, mix(colour, INK, 0.2), grain=0.2)
    stripes = 7
    for n in range(stripes):
        a, b = x - 16 + (width + 32) * n / stripes, x - 16 + (width + 32) * (n + 1) / stripes
        ta, tb = x + 14 + (width - 28) * n / stripes, x + 14 + (width - 28) * (n + 1) / stripes
        colour = cloth if n % 2 == 0 else CREAM
        lip = spline([(b, foot - 176), ((a + b) / 2, foot - 158), (a, foot - 176)], 8)
        c.polygon(
            [(ta, foot - 246), (tb, foot - 246), (b, foot - 176)] + lip, colour, mix(colour, PLUM, 0.25), grain=0.2
        )
