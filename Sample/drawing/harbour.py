"""Along the quay: the town, fog, ice, the boat with the books."""

import random

from .canvas import (
    BRICK,
    CORAL,
    CREAM,
    Canvas,
    INK,
    MIST,
    MOSS,
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
from .motifs import gull, house, post, rowing_boat, sailing_boat, street


def town_along_the_quay():
    """The wide one: the whole front of the town, 1800 by 810."""
    c = Canvas(2000, 900, 83, shown=0.9)
    c.wash([mix(SEA, MIST, 0.55), mix(MIST, CREAM, 0.5), mix(CREAM, SAND, 0.3)], bottom=520)
    c.clouds([(100, 60, 760, 90), (1150, 40, 760, 110), (700, 190, 700, 50)], SNOW, 0.75, seed=3)
    c.hills(480, 300, mix(SEA, MIST, 0.5), mix(MIST, CREAM, 0.4), seed=28, waves=1.2, peaked=0.45, floor=560)
    c.hills(520, 190, mix(MOSS, SEA, 0.35), mix(MOSS, SAND, 0.3), seed=5, waves=1.6, floor=560)
    street(c, 260, 1500, 470, 92, seed=8, shade=(SAND, 0.34))
    street(c, 140, 1640, 520, 110, seed=15, shade=(SAND, 0.18))
    # The church stands a little above the roofs, at the third.
    c.rectangle(1290, 318, 50, 150, SNOW, mix(SNOW, SAND, 0.4))
    c.polygon([(1282, 322), (1315, 190), (1348, 322)], mix(TEAL, INK, 0.3), mix(TEAL, INK, 0.5), rough=0.5)
    c.rectangle(1307, 350, 16, 34, mix(INK, TEAL, 0.4), grain=0)
    c.rectangle(-5, 520, 2010, 80, mix(PLUM, SAND, 0.45))
    street(c, -40, 2040, 592, 158, seed=77)
    c.polygon([(-20, 590), (2020, 590), (2020, 640), (-20, 640)], mix(SAND, WOOD, 0.35), mix(WOOD, INK, 0.5), rough=0.6)
    for x in range(20, 2000, 66):
        c.rectangle(x, 604, 9, 50, mix(WOOD, INK, 0.55), grain=0)
    c.wash([mix(SEA, TEAL, 0.4), mix(TEAL, SEA, 0.3), TEAL], top=636)
    c.reflect(636, 210, TEAL, 0.6, 6, squash=0.9)
    c.ripples(640, 900, mix(CREAM, SNOW, 0.5), 200, seed=9, alpha=0.5)
    c.ripples(660, 900, mix(TEAL, INK, 0.4), 120, seed=10, alpha=0.4)
    sailing_boat(c, 420, 716, 210, INK, CREAM)
    sailing_boat(c, 1530, 744, 250, BRICK, mix(CORAL, CREAM, 0.12))
    c.reflect(748, 90, TEAL, 0.3, 6)
    rowing_boat(c, 880, 762, 190, CREAM, inside=CORAL, rower=True)
    rowing_boat(c, 1180, 690, 130, mix(TEAL, MIST, 0.4))
    for x, y, span in ((640, 300, 52), (700, 268, 36), (1650, 250, 48)):
        gull(c, x, y, span)
    return c


def fog_on_the_quay():
    c = Canvas(1600, 1067, 61)
    pale = mix(MIST, CREAM, 0.55)
    c.wash([mix(MIST, CREAM, 0.35), pale, mix(pale, CREAM, 0.5), mix(MIST, CREAM, 0.4)], grain=0.35)
    c.glow(1080, 260, 420, SNOW, 0.75)
    c.ellipse(1080, 262, 54, 54, SNOW, alpha=0.9, grain=0)
    c.hills(470, 190, mix(pale, SEA, 0.16), pale, seed=32, waves=1.2, peaked=0.3, floor=600, blur=3)
    street(c, 760, 1640, 590, 120, seed=3, shade=(pale, 0.82))
    c.wash([pale, mix(pale, SEA, 0.12), mix(pale, SEA, 0.34), mix(SEA, MIST, 0.35)], top=588, grain=0.3)
    c.reflect(588, 170, pale, 0.6, 4)
    c.polygon([(-20, 560), (1620, 575), (1620, 640), (-20, 650)], pale, alpha=0.7, blur=26, grain=0)
    sailing_boat(c, 600, 655, 300, mix(SEA, pale, 0.45), mix(pale, SEA, 0.12), spar=mix(SEA, pale, 0.35))
    c.reflect(660, 160, pale, 0.5, 5)
    c.polygon([(-20, 640), (1620, 655), (1620, 700), (-20, 715)], pale, alpha=0.55, blur=22, grain=0)
    rowing_boat(c, 1120, 800, 310, mix(TEAL, MIST, 0.35), inside=mix(WOOD, MIST, 0.4))
    c.reflect(804, 110, mix(SEA, pale, 0.5), 0.5, 6)
    c.ripples(690, 1000, SNOW, 90, seed=6, alpha=0.4)
    c.polygon([(-20, 930), (700, 948), (980, 1067), (-20, 1067)], mix(TEAL, PLUM, 0.5), mix(INK, PLUM, 0.4), rough=1.5)
    for n in range(7):
        c.stroke([(-10, 948 + n * 19), (700 + n * 42, 962 + n * 20)], 3, mix(INK, TEAL, 0.3), alpha=0.5, grain=0)
    post(c, 300, 968, 180, 46, mix(INK, PLUM, 0.2))
    c.stroke(spline([(322, 830), (560, 896), (800, 880), (962, 786)]), 6, mix(INK, WOOD, 0.4), grain=0)
    post(c, 520, 985, 120, 36, mix(INK, PLUM, 0.2))
    c.polygon(
        spline(
            [(262, 772), (282, 742), (312, 734), (322, 716), (340, 712), (350, 722), (344, 742), (330, 770), (306, 786)]
        ),
        SNOW,
        MIST,
    )
    c.polygon(spline([(258, 776), (286, 750), (318, 752), (306, 778)]), mix(SEA, MIST, 0.4), grain=0.3)
    c.polygon([(348, 716), (364, 721), (348, 725)], OCHRE, grain=0)
    c.ellipse(339, 720, 2.2, 2.2, INK, grain=0)
    for x in (296, 310):
        c.stroke([(x, 780), (x, 792)], 3, OCHRE, grain=0)
    return c


def winter_harbour():
    c = Canvas(1600, 1067, 71)
    c.wash([mix(PLUM, MIST, 0.55), mix(ROSE, MIST, 0.45), mix(ROSE, CREAM, 0.5), mix(OCHRE, CREAM, 0.7)], bottom=560)
    c.clouds([(200, 120, 900, 60), (760, 230, 780, 50)], mix(CREAM, ROSE, 0.3), 0.55, seed=2)
    c.hills(540, 300, mix(SNOW, PLUM, 0.2), mix(SNOW, ROSE, 0.25), seed=44, waves=1.1, peaked=0.55, floor=600)
    c.hills(560, 140, mix(SNOW, SEA, 0.42), mix(SNOW, MIST, 0.4), seed=17, waves=2.0, peaked=0.4, floor=600)
    street(
        c,
        -30,
        1050,
        600,
        158,
        seed=31,
        lit=0.35,
        shade=(PLUM, 0.1),
        roofs=(SNOW, mix(SNOW, MIST, 0.4)),
        walls=[BRICK, OCHRE, CORAL, mix(TEAL, MIST, 0.35), mix(BRICK, PLUM, 0.4), mix(MOSS, SAND, 0.4)],
    )
    chance = random.Random(4)
    c.polygon([(-20, 596), (1120, 596), (1180, 622), (1200, 640), (-20, 646)], SNOW, mix(SNOW, SEA, 0.25), rough=2)
    c.wash([mix(SNOW, ROSE, 0.25), mix(SNOW, MIST, 0.4), mix(SNOW, SEA, 0.4)], top=636)
    c.reflect(636, 120, mix(SNOW, MIST, 0.5), 0.42, 3)
    for n in range(26):
        x, y = chance.uniform(-100, 1600), 660 + 400 * chance.random()
        near = (y - 640) / 430
        path = [(x, y)]
        for _ in range(5):
            path.append(
                (
                    path[-1][0] + chance.uniform(30, 110) * (0.4 + near),
                    path[-1][1] + chance.uniform(-10, 14) * (0.3 + near),
                )
            )
        c.stroke(path, 1.5 + 4 * near, mix(SEA, MIST, 0.3), taper=True, alpha=0.55, grain=0)
    c.polygon(
        spline(
            [(1600, 720), (1440, 738), (1330, 786), (1180, 806), (1120, 850), (1190, 905), (1130, 960), (1240, 1080)]
        )
        + [(1620, 1080)],
        mix(TEAL, SEA, 0.4),
        mix(TEAL, INK, 0.4),
        rough=3,
    )
    c.ripples(770, 1067, MIST, 40, seed=3, alpha=0.4, left=1260, right=1600, length=120)
    for x, y, across in ((1240, 836, 66), (1400, 800, 44), (1330, 930, 84), (1520, 870, 58)):
        c.ellipse(x, y + 6, across, across * 0.3, mix(TEAL, INK, 0.3), grain=0)
        c.ellipse(x, y, across, across * 0.3, SNOW, mix(SNOW, MIST, 0.5), rough=2)
    rowing_boat(c, 470, 850, 380, BRICK, inside=SNOW)
    c.polygon(
        spline([(290, 800), (380, 818), (480, 814), (580, 812), (648, 796), (640, 822), (480, 838), (310, 826)]),
        SNOW,
        mix(SNOW, SEA, 0.2),
    )
    c.polygon(
        spline([(230, 862), (330, 846), (520, 856), (690, 848), (730, 866), (480, 884)]), SNOW, mix(SNOW, MIST, 0.3)
    )
    # Two skaters, to say how large the ice is.
    for x, y, coat, cap, side in ((800, 762, CORAL, INK, 1), (890, 776, TEAL, BRICK, -1)):
        for dx, dy in ((-20, 0), (16, -6)):
            c.stroke([(x + dx * 0.2, y - 34), (x + dx * 0.8, y - 16), (x + dx, y + dy)], 9, INK, grain=0)
            c.stroke([(x + dx - 12, y + dy + 3), (x + dx + 14, y + dy + 3)], 3, mix(SEA, INK, 0.4), grain=0)
        c.polygon(
            spline(
                [
                    (x - 17, y - 32),
                    (x - 13 + side * 3, y - 66),
                    (x + side * 6, y - 76),
                    (x + 13 + side * 3, y - 66),
                    (x + 17, y - 32),
                ],
                8,
            ),
            coat,
            mix(coat, INK, 0.3),
            grain=0.2,
        )
        c.stroke(
            [(x + side * 4, y - 66), (x + side * 26, y - 54), (x + side * 38, y - 62)], 8, mix(coat, INK, 0.15), grain=0
        )
        c.ellipse(x + side * 7, y - 85, 9.5, 10.5, mix(ROSE, WOOD, 0.25), grain=0)
        c.polygon(
            spline(
                [
                    (x + side * 7 - 11, y - 86),
                    (x + side * 7 - 8, y - 98),
                    (x + side * 7 + 8, y - 98),
                    (x + side * 7 + 11, y - 86),
                ],
                8,
            ),
            cap,
            grain=0,
        )
        c.stroke([(x - 60, y + 12), (x + 50, y + 10)], 5, mix(SEA, MIST, 0.3), taper=True, alpha=0.5, grain=0)
    return c


def library_boat():
    """Upright: the boat with the books under the mountains of the fjord's inner arm."""
    c = Canvas(1067, 1600, 171)
    c.wash([mix(SEA, MIST, 0.5), mix(MIST, CREAM, 0.4), mix(CREAM, ROSE, 0.25)], bottom=900)
    c.clouds([(420, 130, 620, 90), (-60, 260, 520, 60)], SNOW, 0.75, seed=3)
    c.hills(760, 560, mix(SEA, MIST, 0.45), mix(MIST, ROSE, 0.3), seed=41, waves=0.8, peaked=0.5, floor=960)
    c.hills(860, 470, mix(SEA, PLUM, 0.3), mix(SEA, MIST, 0.4), seed=83, waves=0.9, peaked=0.45, floor=980)
    c.hills(930, 250, mix(MOSS, TEAL, 0.5), mix(MOSS, SAND, 0.3), seed=11, waves=1.3, peaked=0.2, floor=1000)
    for x, w, h, wall in ((90, 78, 74, BRICK), (196, 60, 56, SNOW), (286, 70, 66, OCHRE)):
        house(c, x, 972, w, h, wall, shade=(MIST, 0.2), seed=x)
    c.wash([mix(SEA, MIST, 0.35), SEA, mix(TEAL, SEA, 0.2), mix(TEAL, INK, 0.3)], top=968)
    c.reflect(968, 300, SEA, 0.5, 4, squash=0.8)
    c.ripples(972, 1600, SNOW, 110, seed=14, alpha=0.5)
    c.ripples(1060, 1600, mix(TEAL, INK, 0.4), 80, seed=15, alpha=0.4)
    x, water = 560, 1260
    c.stroke([(x + 200, water - 150), (x + 200, water - 560)], 12, mix(INK, WOOD, 0.4), grain=0.2)
    c.stroke([(x + 200, water - 470), (x - 60, water - 360)], 7, mix(INK, WOOD, 0.4), grain=0.2)
    for end in ((x - 360, water - 150), (x + 400, water - 160)):
        c.stroke([(x + 200, water - 552), end], 2.4, INK, grain=0)
    for n, colour in enumerate((CORAL, CREAM, OCHRE, TEAL, CREAM, BRICK, CREAM, OCHRE)):
        t = 0.1 + n * 0.105
        fx, fy = x + 200 + (-560) * t, water - 552 + 402 * t
        c.polygon([(fx, fy), (fx - 30, fy + 22), (fx - 10, fy + 46)], colour, mix(colour, PLUM, 0.2), grain=0.1)
    # The deckhouse, all window, and in the windows the books.
    c.polygon(
        [(x - 250, water - 120), (x - 238, water - 300), (x + 150, water - 300), (x + 162, water - 120)],
        mix(SNOW, CREAM, 0.4),
        mix(CREAM, SAND, 0.5),
        rough=0.6,
    )
    c.polygon(
        [(x - 266, water - 296), (x - 246, water - 326), (x + 158, water - 326), (x + 178, water - 296)],
        mix(TEAL, INK, 0.3),
        rough=0.6,
    )
    chance = random.Random(20)
    for n in range(4):
        wx = x - 222 + n * 93
        c.rectangle(wx, water - 276, 76, 112, mix(OCHRE, CREAM, 0.55), mix(OCHRE, CREAM, 0.35), grain=0.1)
        for row in range(3):
            shelf = water - 276 + 36 * (row + 1)
            bx = wx + 3
            while bx < wx + 66:
                wide, tall = chance.uniform(5, 11), chance.uniform(19, 30)
                colour = chance.choice([BRICK, TEAL, PLUM, CORAL, MOSS, INK, mix(WOOD, SAND, 0.3), SEA])
                c.rectangle(bx, shelf - tall, wide, tall, colour, grain=0)
                bx += wide + 1
            c.rectangle(wx, shelf, 76, 4, WOOD, grain=0)
        c.rectangle(wx + 36, water - 276, 4, 112, mix(SNOW, CREAM, 0.4), grain=0)
    c.polygon(
        [(x + 214, water - 130), (x + 220, water - 262), (x + 330, water - 262), (x + 340, water - 130)],
        mix(SNOW, CREAM, 0.4),
        mix(CREAM, SAND, 0.4),
        rough=0.6,
    )
    c.rectangle(x + 236, water - 240, 84, 46, mix(TEAL, INK, 0.3), grain=0.2)
    c.polygon(
        [(x + 208, water - 258), (x + 222, water - 280), (x + 334, water - 280), (x + 348, water - 258)],
        BRICK,
        rough=0.6,
    )
    hull = spline(
        [
            (x - 410, water - 190),
            (x - 300, water - 136),
            (x - 60, water - 112),
            (x + 220, water - 124),
            (x + 440, water - 204),
        ]
    )
    under = spline(
        [
            (x + 440, water - 204),
            (x + 400, water - 90),
            (x + 310, water + 10),
            (x - 280, water + 14),
            (x - 372, water - 70),
            (x - 410, water - 190),
        ]
    )
    c.polygon(hull + under, mix(TEAL, INK, 0.25), mix(INK, TEAL, 0.35), rough=0.6)
    c.stroke(hull, 17, CREAM, grain=0.2)
    c.polygon(
        spline([(x - 330, water - 14), (x, water - 6), (x + 344, water - 26)])
        + spline([(x + 310, water + 12), (x, water + 16), (x - 290, water + 15)]),
        CORAL,
        BRICK,
    )
    c.reflect(1274, 250, TEAL, 0.5, 9, squash=0.55)
    c.ripples(1280, 1560, SNOW, 40, seed=18, alpha=0.55)
    for gx, gy, span in ((250, 560, 60), (330, 520, 42), (820, 640, 50)):
        gull(c, gx, gy, span)
    return c
