"""Under a roof, or just outside the door: the yard and the music hall."""

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
from .motifs import sailing_boat, street, walker


def boat_on_the_slip():
    c = Canvas(1600, 1067, 131)
    c.wash([mix(PLUM, WOOD, 0.45), mix(WOOD, SAND, 0.3), mix(WOOD, SAND, 0.15)])
    # The big door stands open on the water, a little right of the middle.
    c.rectangle(850, 130, 560, 610, mix(SEA, MIST, 0.6), mix(CREAM, SNOW, 0.3), grain=0.2)
    c.polygon(
        spline([(850, 430), (960, 350), (1080, 400), (1210, 320), (1330, 390), (1410, 360)])
        + [(1410, 480), (850, 480)],
        mix(SEA, MIST, 0.4),
        mix(MIST, CREAM, 0.3),
    )
    c.rectangle(850, 470, 560, 270, mix(SEA, MIST, 0.3), mix(TEAL, SEA, 0.3))
    c.ripples(475, 735, SNOW, 44, seed=6, alpha=0.6, left=870, right=1390, length=80)
    sailing_boat(c, 1270, 520, 130, INK, CREAM)
    for x in range(0, 850, 96):
        c.stroke([(x, -5), (x, 745)], 3, mix(PLUM, INK, 0.3), alpha=0.5, grain=0)
    for x in range(1410, 1620, 70):
        c.stroke([(x, -5), (x, 745)], 3, mix(PLUM, INK, 0.3), alpha=0.5, grain=0)
    for x in (836, 1396):
        c.rectangle(x, 100, 28, 650, mix(PLUM, INK, 0.35), mix(PLUM, INK, 0.5), rough=0.6)
    c.rectangle(-5, 86, 1610, 46, mix(PLUM, INK, 0.35), mix(INK, WOOD, 0.2), rough=1)
    for x in (210, 560):
        c.polygon([(x, 132), (x + 26, 132), (x + 180, -10), (x + 150, -10)], mix(PLUM, INK, 0.4))
    c.wash([mix(WOOD, SAND, 0.45), mix(WOOD, SAND, 0.15), mix(WOOD, PLUM, 0.4)], top=740, grain=0.5)
    c.polygon([(850, 740), (1410, 740), (1700, 1080), (620, 1080)], CREAM, alpha=0.2, blur=30, grain=0)
    # The boat in frame: keel, stems, ribs; her lowest four planks are on.
    bow, stern, keel = (1330, 330), (180, 372), 842
    c.ellipse(760, 900, 640, 34, mix(INK, PLUM, 0.4), alpha=0.45, blur=10, grain=0)
    for x in (420, 760, 1080):
        c.polygon(
            [(x - 58, 920), (x - 30, 846), (x + 30, 846), (x + 58, 920)],
            mix(WOOD, INK, 0.4),
            mix(WOOD, INK, 0.6),
            rough=0.8,
        )
    sheer = spline([stern, (440, 520), (760, 560), (1080, 512), bow], 30)
    bottom = spline([(300, 780), (420, keel), (760, keel + 6), (1090, keel), (1220, 770)], 30)
    far_tone = mix(WOOD, PLUM, 0.35)
    for n in range(4, len(sheer) - 4, 7):
        t = n / (len(sheer) - 1)
        low = (300 + 920 * t, 800 + 40 * math.sin(math.pi * t))
        c.stroke(
            spline(
                [
                    (sheer[n][0] - 16, sheer[n][1] - 26),
                    (sheer[n][0] - 30 * (t - 0.5) - 12, (sheer[n][1] + low[1]) / 2),
                    low,
                ],
                10,
            ),
            11,
            far_tone,
        )
    c.stroke([(x - 14, y - 26) for x, y in sheer], 9, far_tone)
    lower = spline([(262, 690), (430, 742), (760, 768), (1085, 738), (1262, 672)], 30)
    c.polygon(lower + bottom[::-1], mix(OCHRE, WOOD, 0.35), mix(WOOD, BRICK, 0.3), rough=0.6)
    for share in (0.25, 0.5, 0.75):
        c.stroke(
            [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in zip(lower, bottom)],
            4,
            mix(WOOD, INK, 0.35),
            alpha=0.8,
            grain=0,
        )
    for n in range(7, len(sheer) - 6, 7):
        t = n / (len(sheer) - 1)
        low = lower[n]
        c.stroke(
            spline(
                [
                    sheer[n],
                    (sheer[n][0] * 0.55 + low[0] * 0.45 - 26 * (t - 0.5), (sheer[n][1] + low[1]) / 2 + 16),
                    (low[0], low[1] + 12),
                ],
                10,
            ),
            15,
            mix(OCHRE, SAND, 0.35),
        )
    c.stroke(spline([stern, (206, 560), (262, 720), (330, 822), (420, keel + 12)]), 26, mix(WOOD, BRICK, 0.25))
    c.stroke(spline([bow, (1306, 540), (1262, 700), (1190, 812), (1090, keel + 12)]), 26, mix(WOOD, BRICK, 0.25))
    c.polygon(
        [(400, keel - 4), (1110, keel - 4), (1096, keel + 22), (416, keel + 22)],
        mix(WOOD, BRICK, 0.35),
        mix(WOOD, INK, 0.4),
        rough=0.6,
    )
    c.stroke(sheer, 16, mix(OCHRE, SAND, 0.2))
    chance = random.Random(9)
    for _ in range(130):
        x, y = chance.uniform(60, 1540), chance.uniform(900, 1055)
        bend = chance.uniform(6, 22)
        c.stroke(
            spline([(x, y), (x + bend, y - bend * 0.7), (x + bend * 1.9, y), (x + bend * 1.2, y + bend * 0.5)], 5),
            4,
            mix(SAND, CREAM, 0.3),
            taper=True,
            alpha=0.85,
            grain=0,
        )
    # Bench and mallet at the left, in shadow.
    c.rectangle(-10, 800, 250, 22, mix(WOOD, SAND, 0.1), mix(WOOD, INK, 0.3), rough=0.6)
    c.rectangle(30, 822, 24, 150, mix(WOOD, INK, 0.4))
    c.rectangle(186, 822, 24, 150, mix(WOOD, INK, 0.4))
    c.rectangle(70, 744, 66, 40, mix(WOOD, BRICK, 0.4), mix(WOOD, INK, 0.3), rough=0.6)
    c.rectangle(97, 784, 12, 16, mix(WOOD, SAND, 0.4), grain=0.2)
    return c


def music_hall_at_night():
    c = Canvas(1600, 1067, 161)
    c.wash([INK, NIGHT, mix(NIGHT, PLUM, 0.7), mix(PLUM, ROSE, 0.2)], bottom=820)
    chance = random.Random(6)
    for _ in range(60):
        c.ellipse(
            chance.uniform(0, 1600), chance.uniform(0, 420) * chance.random(), 1.7, 1.7, CREAM, alpha=0.7, grain=0
        )
    c.ellipse(1360, 170, 52, 52, mix(CREAM, OCHRE, 0.2), grain=0.2)
    c.ellipse(1338, 158, 48, 48, mix(NIGHT, INK, 0.55), grain=0)
    street(c, -40, 420, 800, 300, seed=91, shade=(NIGHT, 0.6), lit=0.3)
    street(c, 1150, 1660, 800, 280, seed=47, shade=(NIGHT, 0.6), lit=0.3)
    left, right, foot, eaves = 400, 1140, 806, 430
    middle = (left + right) / 2
    wall = mix(BRICK, PLUM, 0.25)
    c.polygon(
        [(left, foot), (left, eaves), (middle, 190), (right, eaves), (right, foot)],
        mix(wall, NIGHT, 0.2),
        mix(wall, OCHRE, 0.1),
        rough=0.6,
    )
    for n in range(1, 22):
        x = left + n * (right - left) / 22
        top = eaves - (eaves - 190) * (1 - abs(x - middle) / (middle - left))
        c.rectangle(x, top + 6, 2, foot - top, mix(INK, BRICK, 0.3), alpha=0.35, grain=0)
    c.polygon(
        [
            (left - 30, eaves + 20),
            (middle, 164),
            (right + 30, eaves + 20),
            (right + 30, eaves - 6),
            (middle, 130),
            (left - 30, eaves - 6),
        ],
        mix(SAND, PLUM, 0.4),
        mix(SAND, WOOD, 0.4),
        rough=0.6,
    )
    c.glow(middle, 330, 190, OCHRE, 0.5)
    c.ellipse(middle, 330, 66, 66, mix(SAND, PLUM, 0.3))
    c.ellipse(middle, 330, 54, 54, mix(OCHRE, CREAM, 0.45), mix(OCHRE, CORAL, 0.2))
    for t in range(4):
        a = math.pi * t / 4
        c.stroke(
            [(middle - 54 * math.cos(a), 330 - 54 * math.sin(a)), (middle + 54 * math.cos(a), 330 + 54 * math.sin(a))],
            4,
            mix(SAND, PLUM, 0.4),
            grain=0,
        )
    for n in range(5):
        x = left + 84 + n * 143
        tall = n == 2
        if not tall:
            _arch(c, x, 556, 82, 110)
        _arch(c, x, foot, 104 if n in (1, 2, 3) else 86, 208 if n in (1, 2, 3) else 160, door=n in (1, 2, 3))
    # The sign is a lantern and needs no letters.
    c.rectangle(middle - 70, 452, 140, 118, mix(INK, PLUM, 0.3), rough=0.6)
    c.glow(middle, 512, 150, OCHRE, 0.75)
    c.polygon(
        [(middle - 30, 482), (middle + 30, 482), (middle + 38, 540), (middle - 38, 540)],
        mix(CREAM, OCHRE, 0.3),
        grain=0.1,
    )
    c.polygon([(middle - 36, 482), (middle, 458), (middle + 36, 482)], INK, grain=0)
    c.rectangle(middle - 42, 540, 84, 10, INK, grain=0)
    for dx in (-12, 10):
        c.rectangle(middle + dx, 482, 3, 58, INK, grain=0)
    c.wash([mix(PLUM, NIGHT, 0.4), mix(NIGHT, PLUM, 0.2), INK], top=804)
    c.polygon(
        [(left + 130, 806), (right - 130, 806), (right + 120, 1080), (left - 120, 1080)],
        OCHRE,
        mix(OCHRE, PLUM, 0.6),
        alpha=0.38,
        blur=24,
        grain=0,
    )
    for x, foot_at, tall, coat in (
        (540, 838, 132, TEAL),
        (610, 846, 140, mix(BRICK, INK, 0.3)),
        (905, 836, 128, mix(SEA, INK, 0.2)),
        (966, 852, 142, mix(PLUM, INK, 0.3)),
        (770, 832, 124, mix(OCHRE, INK, 0.4)),
        (260, 862, 146, mix(TEAL, INK, 0.4)),
        (1240, 858, 144, mix(BRICK, PLUM, 0.3)),
    ):
        c.polygon(
            [
                (x - 14, foot_at),
                (x + 14, foot_at),
                (x + (x - middle) * 0.28 + 26, foot_at + 120),
                (x + (x - middle) * 0.28 - 26, foot_at + 120),
            ],
            INK,
            alpha=0.35,
            blur=6,
            grain=0,
        )
        walker(c, x, foot_at, tall, coat)
    for _ in range(240):
        y = 880 + 187 * chance.random()
        x = chance.uniform(-20, 1600)
        size = 10 + (y - 860) / 7
        c.stroke(
            spline([(x, y), (x + size, y - size * 0.28), (x + size * 2, y)], 5),
            2.2,
            mix(PLUM, SAND, 0.3),
            taper=True,
            alpha=0.35,
            grain=0,
        )
    return c


def _arch(c, x, foot, width, height, door=False):
    """A round-headed opening with light behind it."""

    def shape(grow):
        half, top = width / 2 + grow, foot - height
        head = [
            (x + half * math.cos(math.pi * k / 20), top + half - half * math.sin(math.pi * k / 20) - grow)
            for k in range(21)
        ]
        return [(x + half, foot)] + head + [(x - half, foot)]

    c.polygon(shape(8), mix(SAND, PLUM, 0.35), mix(SAND, WOOD, 0.4), grain=0.2)
    c.polygon(shape(0), mix(OCHRE, CREAM, 0.35), mix(OCHRE, CORAL, 0.25), grain=0.2)
    c.rectangle(x - 2, foot - height, 4, height, mix(SAND, PLUM, 0.5), grain=0)
    c.rectangle(x - width / 2, foot - height + width / 2, width, 4, mix(SAND, PLUM, 0.5), grain=0)
    if door:
        c.glow(x, foot - height * 0.4, width * 1.3, OCHRE, 0.4)
