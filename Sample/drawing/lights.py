"""Skarvholmen by day and by night, and the lens."""

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
from .motifs import gull, house, lighthouse, rowing_boat, skerry


def lighthouse_at_dusk():
    c = Canvas(1600, 1067, 23)
    c.wash([NIGHT, mix(NIGHT, PLUM, 0.6), mix(PLUM, ROSE, 0.5), mix(ROSE, OCHRE, 0.4)], bottom=720)
    chance = random.Random(2)
    for _ in range(70):
        x, y = chance.uniform(0, 1600), chance.uniform(0, 300) * chance.random()
        c.ellipse(x, y, 1.6, 1.6, CREAM, alpha=0.7, grain=0)
    c.clouds([(40, 430, 720, 50), (820, 500, 760, 44), (380, 560, 620, 30)], mix(ROSE, CREAM, 0.3), 0.45, seed=6)
    c.hills(690, 95, mix(PLUM, NIGHT, 0.25), mix(PLUM, ROSE, 0.35), seed=15, waves=1.2, peaked=0.2, floor=735)
    c.wash([mix(ROSE, OCHRE, 0.3), mix(PLUM, SEA, 0.4), mix(NIGHT, TEAL, 0.4), NIGHT], top=715)
    c.ripples(720, 1067, mix(ROSE, CREAM, 0.35), 200, seed=12, alpha=0.45)
    c.ripples(760, 1067, INK, 150, seed=13, alpha=0.5)
    lamp = (1072, 305)
    for spread, alpha in ((130, 0.10), (80, 0.12), (36, 0.16)):
        c.polygon(
            [lamp, (-60, 235 - spread), (-60, 235 + spread)], mix(OCHRE, CREAM, 0.7), alpha=alpha, grain=0, blur=5
        )
        c.polygon(
            [lamp, (1660, 335 - spread * 0.6), (1660, 335 + spread * 0.6)],
            mix(OCHRE, CREAM, 0.7),
            alpha=alpha * 0.8,
            grain=0,
            blur=5,
        )
    skerry(c, 760, 1500, 806, 96, mix(INK, PLUM, 0.4), INK, seed=4)
    c.polygon(
        [(905, 762), (905, 698), (952, 662), (999, 698), (999, 762)],
        mix(SNOW, PLUM, 0.4),
        mix(SNOW, PLUM, 0.55),
        rough=0.4,
    )
    c.polygon([(898, 704), (952, 658), (1006, 704), (1006, 694), (952, 646), (898, 694)], mix(BRICK, NIGHT, 0.4))
    for x in (922, 964):
        c.rectangle(x, 706, 18, 20, mix(OCHRE, CREAM, 0.4), grain=0)
    lighthouse(c, 1072, 740, 500, shade=(PLUM, 0.25))
    c.glow(lamp[0], lamp[1], 210, mix(OCHRE, CREAM, 0.7), 0.85)
    skerry(c, 820, 1440, 810, 84, mix(INK, PLUM, 0.28), INK, seed=9)
    c.reflect(806, 190, NIGHT, 0.5, 7, squash=0.42)
    skerry(c, -120, 330, 1010, 62, INK, mix(INK, NIGHT, 0.4), seed=21)
    c.ripples(830, 1067, mix(OCHRE, CREAM, 0.5), 26, seed=31, alpha=0.55, left=1000, right=1150, length=90)
    return c


def keepers_island():
    c = Canvas(1600, 1067, 31)
    c.wash([mix(SEA, MIST, 0.3), mix(MIST, CREAM, 0.45), mix(CREAM, SNOW, 0.3)], bottom=560)
    c.clouds([(900, 90, 640, 120), (120, 180, 520, 90), (640, 300, 700, 60)], SNOW, 0.75, seed=3)
    c.hills(545, 70, mix(SEA, MIST, 0.5), mix(MIST, CREAM, 0.4), seed=2, waves=1.8, floor=570)
    c.wash([mix(MIST, SEA, 0.4), SEA, TEAL], top=555, bottom=1067)
    c.ripples(560, 1000, SNOW, 200, seed=2, alpha=0.5)
    c.ripples(600, 1067, mix(TEAL, INK, 0.4), 120, seed=4, alpha=0.35)
    ground = skerry(c, 300, 1700, 800, 265, mix(MOSS, SAND, 0.25), mix(MOSS, INK, 0.45), seed=8, rough=1)
    skerry(c, 1000, 1660, 830, 150, mix(WOOD, MIST, 0.4), mix(PLUM, INK, 0.4), seed=3, rough=2)
    lighthouse(c, 1130, ground(1130) + 10, 360, lamp=False)
    house(c, 640, ground(715) + 22, 150, 130, SNOW, roof=BRICK, seed=3)
    house(c, 802, ground(850) + 26, 96, 84, BRICK, roof=INK, seed=4)
    c.stroke([(960, ground(960) + 6), (960, ground(960) - 120)], 5, WOOD, grain=0)
    top = ground(960) - 116
    c.polygon(
        spline([(962, top), (990, top - 4), (1016, top + 6), (1042, top)])
        + spline([(1042, top + 24), (1016, top + 30), (988, top + 20), (962, top + 26)]),
        CORAL,
        BRICK,
        grain=0.3,
    )
    rail = [(x, ground(x) + 30) for x in range(560, 1060, 36)]
    for x, y in rail:
        c.rectangle(x - 2, y - 16, 4, 30, mix(SNOW, SAND, 0.3), grain=0)
    c.stroke(spline([(x, y - 10) for x, y in rail], 4), 4, mix(SNOW, SAND, 0.3), grain=0)
    c.polygon(
        spline([(420, 806), (560, 770), (760, 792), (980, 772), (1180, 806), (1250, 840), (760, 852), (400, 830)]),
        mix(PLUM, INK, 0.5),
        mix(INK, TEAL, 0.5),
        rough=2,
    )
    path = spline([(716, 652), (690, 672), (625, 694), (600, 732), (520, 790)])
    c.polygon(
        [(x - (y - 575) * 0.1, y) for x, y in path] + [(x + (y - 575) * 0.1, y) for x, y in path[::-1]],
        mix(SAND, CREAM, 0.2),
        mix(SAND, WOOD, 0.4),
        rough=0.6,
    )
    rowing_boat(c, 300, 902, 270, CREAM, inside=CORAL)
    c.reflect(905, 70, TEAL, 0.45, 5)
    for x, y, span in ((430, 360, 64), (520, 318, 48), (1010, 250, 56), (350, 300, 34)):
        gull(c, x, y, span, SNOW, -4)
    return c


def lens_of_the_light():
    """Upright: the great lens in its lantern room, evening outside."""
    c = Canvas(1067, 1600, 191)
    c.wash([mix(NIGHT, PLUM, 0.4), mix(PLUM, ROSE, 0.35), mix(ROSE, OCHRE, 0.4)], bottom=1010)
    c.hills(1000, 90, mix(PLUM, NIGHT, 0.3), mix(PLUM, ROSE, 0.3), seed=19, waves=1.0, peaked=0.3, floor=1020)
    c.wash([mix(ROSE, OCHRE, 0.25), mix(PLUM, SEA, 0.35), mix(NIGHT, TEAL, 0.4)], top=1008, bottom=1330)
    c.ripples(1012, 1320, mix(ROSE, CREAM, 0.3), 80, seed=2, alpha=0.5)
    c.wash([mix(TEAL, INK, 0.45), mix(INK, TEAL, 0.3)], top=1328)
    for x in range(40, 1067, 110):
        c.rectangle(x, 1352, 3, 180, mix(INK, TEAL, 0.2), alpha=0.7, grain=0)
        c.ellipse(x + 20, 1372, 4, 4, mix(TEAL, MIST, 0.2), grain=0)
        c.ellipse(x + 20, 1504, 4, 4, mix(TEAL, MIST, 0.2), grain=0)
    c.rectangle(-5, 1322, 1080, 22, mix(BRICK, INK, 0.4), mix(BRICK, INK, 0.6), grain=0.2)
    middle, level = 533, 730
    c.glow(middle, level, 560, mix(OCHRE, CREAM, 0.4), 0.8)
    for x in (60, 1007):
        c.rectangle(x - 12, 60, 24, 1270, mix(BRICK, INK, 0.45), mix(INK, BRICK, 0.2))
    for y in (470, 900):
        for a, b in ((-5, 60), (1007, 1072), (60, 260), (806, 1007)):
            c.rectangle(a, y, b - a, 8, mix(BRICK, INK, 0.45), grain=0)

    # Rings of glass: prisms above and below, the burning bull's eye between them.
    def half_width(y):
        return 330 * max(0.0, 1 - ((y - level) / 640) ** 2) ** 0.62

    glass = [mix(SEA, MIST, 0.5), mix(MIST, CREAM, 0.5), mix(CREAM, OCHRE, 0.35), mix(OCHRE, CREAM, 0.4)]
    y = 210
    while y < 1250:
        deep = 34 if abs(y - level) > 190 else 0
        if not deep:
            y += 2
            continue
        near = 1 - min(1, (abs(y - level) - 190) / 340)
        w0, w1 = half_width(y), half_width(y + deep)
        bow = 20 * (1 if y < level else -1)
        top = spline([(middle - w0, y), (middle, y - bow), (middle + w0, y)], 12)
        low = spline([(middle + w1, y + deep), (middle, y + deep - bow), (middle - w1, y + deep)], 12)
        c.polygon(top + low, mix(glass[0], glass[2], near), mix(glass[1], glass[3], near), alpha=0.92, grain=0.15)
        inner = [(middle + (px - middle) * 0.94, py + deep * 0.3) for px, py in top]
        c.stroke(inner, 5, SNOW, alpha=0.7, grain=0)
        c.stroke(top, 4, mix(TEAL, INK, 0.2), alpha=0.7, grain=0)
        y += deep + 7
    c.polygon(
        [
            (middle - half_width(540), 540),
            (middle + half_width(540), 540),
            (middle + 330, level),
            (middle + half_width(920), 920),
            (middle - half_width(920), 920),
            (middle - 330, level),
        ],
        mix(OCHRE, SAND, 0.3),
        mix(OCHRE, WOOD, 0.3),
        rough=0.6,
    )
    for n, radius in enumerate((186, 160, 134, 108, 82, 56)):
        c.ellipse(
            middle,
            level,
            radius,
            radius,
            mix(mix(SEA, MIST, 0.5), CREAM, n / 6),
            mix(mix(MIST, CREAM, 0.4), OCHRE, n / 9),
            grain=0.15,
        )
        c.ellipse(
            middle,
            level,
            radius - 7,
            radius - 7,
            mix(mix(MIST, CREAM, 0.4), SNOW, n / 6),
            mix(CREAM, OCHRE, 0.1 + n / 12),
            grain=0.15,
        )
    c.glow(middle, level, 210, SNOW, 0.95)
    for side in (-1, 1):
        for corner in (540, 920):
            c.ellipse(
                middle + side * (half_width(corner) - 22),
                corner + (18 if corner < level else -18),
                6,
                6,
                mix(OCHRE, INK, 0.5),
                grain=0,
            )
        rib = spline(
            [(middle + side * half_width(t), t) for t in (214, 330, 450, 560, 650, level, 810, 900, 1010, 1130, 1240)],
            8,
        )
        c.stroke(rib, 20, mix(OCHRE, WOOD, 0.35))
        c.stroke([(px - side * 4, py) for px, py in rib], 5, mix(OCHRE, CREAM, 0.5), alpha=0.8, grain=0)
    c.polygon(
        [(middle - 130, 214), (middle - 96, 172), (middle + 96, 172), (middle + 130, 214)],
        mix(OCHRE, WOOD, 0.25),
        mix(OCHRE, WOOD, 0.5),
        rough=0.6,
    )
    c.ellipse(middle, 166, 30, 18, mix(OCHRE, SAND, 0.3))
    c.polygon(
        [(middle - 150, 1244), (middle + 150, 1244), (middle + 196, 1312), (middle - 196, 1312)],
        mix(OCHRE, WOOD, 0.3),
        mix(WOOD, INK, 0.25),
        rough=0.6,
    )
    c.rectangle(middle - 112, 1312, 224, 200, mix(TEAL, SEA, 0.2), mix(TEAL, INK, 0.35))
    c.rectangle(middle - 150, 1496, 300, 34, mix(TEAL, SEA, 0.1), mix(TEAL, INK, 0.4))
    c.wash([mix(BRICK, INK, 0.35), mix(INK, BRICK, 0.2)], top=1526)
    c.polygon(
        [(-10, -10), (1077, -10), (1077, 70), (middle, 120), (-10, 70)],
        mix(BRICK, INK, 0.3),
        mix(INK, BRICK, 0.3),
        rough=0.8,
    )
    return c
