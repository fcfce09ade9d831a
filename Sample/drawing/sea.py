"""Out on the fjord: the ferry, the boats, the storm."""

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
from .motifs import ferry, gull, lighthouse, rowing_boat, sailing_boat, street


def ferry_at_dawn():
    c = Canvas(1600, 1067, 11)
    c.wash([mix(SEA, ROSE, 0.25), mix(ROSE, CREAM, 0.25), mix(OCHRE, CREAM, 0.55), CREAM], bottom=640)
    c.glow(1130, 520, 420, SNOW, 0.8)
    c.ellipse(1130, 500, 44, 44, SNOW, grain=0)
    c.clouds([(80, 120, 700, 90), (700, 210, 800, 70), (240, 330, 560, 44)], mix(CREAM, SNOW, 0.5), 0.6, seed=5)
    c.hills(560, 190, mix(ROSE, SEA, 0.55), mix(CREAM, ROSE, 0.4), seed=4, waves=1.4, peaked=0.35, floor=650)
    c.hills(600, 120, mix(SEA, PLUM, 0.45), mix(SEA, CREAM, 0.4), seed=9, waves=2.0, peaked=0.3, floor=650)
    c.wash([mix(OCHRE, CREAM, 0.62), mix(SEA, CREAM, 0.4), SEA, mix(TEAL, SEA, 0.3)], top=620)
    c.reflect(620, 170, mix(SEA, CREAM, 0.5), 0.5, 4)
    c.ripples(625, 1067, mix(CREAM, SNOW, 0.4), 210, seed=3, alpha=0.5)
    c.ripples(680, 1067, TEAL, 170, seed=8, alpha=0.4)
    for n in range(26):
        y = 640 + n * 11
        reach = 26 + 40 * abs(math.sin(n * 1.7)) + n * 2
        c.stroke([(1130 - reach, y), (1130, y + 1), (1130 + reach, y)], 5, SNOW, taper=True, alpha=0.55, grain=0)
    for reach, drop in ((520, 30), (420, 14), (300, 4)):
        c.stroke(
            spline([(290, 748), (290 - reach * 0.4, 754 + drop), (290 - reach, 758 + drop * 1.6)]),
            9,
            SNOW,
            taper=True,
            alpha=0.6,
            grain=0,
        )
    ferry(c, 560, 742, 620)
    c.reflect(744, 150, TEAL, 0.6, 6)
    c.stroke(spline([(250, 746), (560, 749), (880, 744)]), 7, SNOW, taper=True, alpha=0.75, grain=0)
    c.stroke(spline([(868, 738), (930, 752), (1010, 760)]), 9, SNOW, taper=True, alpha=0.7, grain=0)
    for x, y, span in ((960, 330, 74), (1050, 285, 52), (905, 262, 40), (330, 420, 46)):
        gull(c, x, y, span, SNOW, 4)
    return c


def wooden_boats():
    c = Canvas(1600, 1067, 53)
    c.wash([mix(SEA, MIST, 0.5), mix(MIST, CREAM, 0.5), CREAM], bottom=520)
    c.clouds([(60, 70, 620, 110), (800, 40, 700, 130), (480, 230, 800, 60)], SNOW, 0.8, seed=7)
    c.hills(505, 210, mix(SEA, MIST, 0.55), mix(MIST, CREAM, 0.3), seed=18, waves=1.3, peaked=0.4, floor=530)
    c.hills(515, 90, mix(MOSS, SEA, 0.45), mix(MOSS, SAND, 0.4), seed=6, waves=2.4, floor=530)
    street(c, 80, 520, 528, 58, seed=12, shade=(MIST, 0.3))
    c.wash([mix(SEA, MIST, 0.45), SEA, mix(TEAL, SEA, 0.4), TEAL], top=526)
    c.reflect(526, 90, SEA, 0.4, 3)
    c.ripples(530, 1067, SNOW, 260, seed=19, alpha=0.5)
    c.ripples(600, 1067, mix(TEAL, INK, 0.4), 170, seed=20, alpha=0.4)
    for x, water, height, hull, sail in (
        (700, 570, 130, PLUM, CREAM),
        (905, 584, 160, INK, mix(CORAL, CREAM, 0.15)),
        (1400, 606, 200, BRICK, SAND),
        (470, 640, 250, TEAL, CREAM),
    ):
        sailing_boat(c, x, water, height, hull, sail, 0.03)
        c.stroke(
            [(x - height * 0.4, water + 3), (x + height * 0.5, water + 4)], 4, SNOW, taper=True, alpha=0.7, grain=0
        )
    sailing_boat(c, 1085, 850, 600, mix(WOOD, OCHRE, 0.3), mix(CORAL, SAND, 0.1), 0.035)
    c.reflect(856, 180, TEAL, 0.5, 8, squash=0.6)
    for dx, width in ((0, 13), (30, 9)):
        c.stroke(
            spline([(800, 858 + dx * 0.3), (1000, 866 + dx * 0.5), (1380, 874 + dx)]),
            width,
            SNOW,
            taper=True,
            alpha=0.75,
            grain=0,
        )
    rowing_boat(c, 330, 880, 300, CREAM, inside=BRICK, rower=True)
    c.stroke(spline([(170, 886), (340, 892), (520, 890)]), 7, SNOW, taper=True, alpha=0.7, grain=0)
    for x, y, span in ((640, 300, 58), (720, 262, 40), (280, 350, 44)):
        gull(c, x, y, span, SNOW, 5)
    return c


def storm_over_the_wall():
    c = Canvas(1600, 1067, 41)
    c.wash([INK, mix(NIGHT, TEAL, 0.5), mix(SEA, PLUM, 0.35), mix(SAND, SEA, 0.45)], bottom=640)
    c.clouds(
        [(-100, 20, 1200, 170), (700, 90, 1100, 190), (-80, 210, 900, 130), (620, 320, 1000, 100)],
        mix(INK, PLUM, 0.3),
        0.6,
        seed=4,
    )
    c.clouds([(200, 420, 900, 60), (900, 470, 700, 50)], mix(SAND, CREAM, 0.4), 0.4, seed=14)
    for row in range(4):
        c.swell(
            606 + row * 52,
            13 + row * 8,
            190 + row * 60,
            mix(mix(SEA, MIST, 0.12), TEAL, row / 4),
            mix(TEAL, INK, 0.3 + row * 0.1),
            SNOW,
            seed=row + 3,
        )
    c.wash([mix(TEAL, INK, 0.6), INK], top=900)
    _spray(c, 1090, 905, 640)
    c.swell(880, 30, 330, mix(TEAL, INK, 0.25), mix(INK, TEAL, 0.4), SNOW, seed=8)
    lighthouse(c, 905, 772, 330, band=CORAL, shade=(INK, 0.22))
    lamp = (905, 539)
    c.glow(*lamp, 170, mix(OCHRE, CREAM, 0.6), 0.8)
    for reach, alpha in ((80, 0.12), (36, 0.16)):
        c.polygon([lamp, (-40, 470 - reach), (-40, 470 + reach)], mix(OCHRE, CREAM, 0.6), alpha=alpha, grain=0, blur=5)
    _wall(c)
    c.swell(905, 44, 420, mix(TEAL, INK, 0.3), mix(INK, TEAL, 0.3), SNOW, seed=12)
    c.swell(1010, 54, 520, mix(TEAL, INK, 0.5), INK, SNOW, seed=29)
    chance = random.Random(40)
    for _ in range(90):
        x, y = chance.uniform(0, 1800), chance.uniform(-50, 1000)
        c.stroke([(x, y), (x - 13, y + 32), (x - 26, y + 64)], 2, MIST, taper=True, alpha=0.28, grain=0)
    return c


def _wall(c):
    """The harbour wall, running out from the left, in courses of dressed stone."""
    c.polygon([(-20, 776), (1010, 776), (1052, 960), (-20, 960)], mix(PLUM, INK, 0.3), INK, rough=1.5)
    for row in range(3):
        y = 808 + row * 40
        c.stroke([(-10, y), (1014 + row * 9, y)], 3, mix(PLUM, SAND, 0.3), alpha=0.5, grain=0)
        for n in range(8):
            x = n * 140 + (row % 2) * 70
            c.stroke([(x, y), (x + 1, y + 40)], 3, mix(PLUM, SAND, 0.3), alpha=0.45, grain=0)
    c.polygon([(-20, 764), (1014, 764), (1022, 786), (-20, 786)], mix(SAND, PLUM, 0.45), mix(PLUM, SAND, 0.3), rough=1)


def _spray(c, x, foot, height):
    """A sea that has struck stone: a fan of jets bent over by the wind, and the drops they break into."""
    chance = random.Random(7)
    tones = (mix(SEA, MIST, 0.3), mix(SEA, MIST, 0.75), mix(MIST, SNOW, 0.4), SNOW)
    c.ellipse(x - 20, foot - height * 0.2, height * 0.3, height * 0.36, tones[1], alpha=0.55, blur=26, grain=0)
    for layer, colour in enumerate(tones):
        for _ in range(46):
            angle, speed = math.radians(chance.gauss(93, 15)), height * chance.uniform(0.75, 1.5) * (1 - 0.16 * layer)
            end = chance.uniform(0.55, 0.95)
            path = []
            for step in range(15):
                t = end * step / 14
                path.append(
                    (
                        x + chance.uniform(-1, 1) + speed * math.cos(angle) * t * 1.6 - height * 0.34 * t * t,
                        foot - speed * math.sin(angle) * (t - 0.52 * t * t) * 1.35,
                    )
                )
            c.stroke(
                path,
                chance.uniform(14, 40) * (1.1 - 0.12 * layer),
                colour,
                taper=True,
                alpha=chance.uniform(0.35, 0.8),
                grain=0,
            )
            if chance.random() < 0.7:
                tip = path[-1]
                for _ in range(2):
                    size = chance.uniform(1.5, 5.5)
                    c.ellipse(
                        tip[0] + chance.gauss(-10, 18),
                        tip[1] + chance.gauss(-4, 22),
                        size,
                        size,
                        colour,
                        alpha=0.9,
                        grain=0,
                    )
