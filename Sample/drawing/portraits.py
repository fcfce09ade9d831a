"""The five authors as simple busts: shoulders, a collar, hair or a cap, no features. Square, 400 by 400."""

from .canvas import (
    BRICK,
    CORAL,
    CREAM,
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
    Canvas,
    mix,
    spline,
)

LIGHT, MIDDLE, DEEP = mix(ROSE, CREAM, 0.45), mix(ROSE, WOOD, 0.3), mix(WOOD, ROSE, 0.25)


def _sitter(seed, sky, sun, skin, coat, collar):
    c = Canvas(400, 400, seed)
    c.wash([mix(sky, CREAM, 0.35), mix(sky, CREAM, 0.6)])
    c.ellipse(280, 150, 92, 92, mix(sun, CREAM, 0.35), alpha=0.8)
    c.hills(330, 60, mix(sky, TEAL, 0.3), mix(sky, CREAM, 0.3), seed=seed, waves=1.2)
    return c, skin, coat, collar


def _bust(c, skin, coat, collar):
    c.polygon(
        spline([(52, 410), (64, 340), (118, 300), (200, 284), (282, 300), (336, 340), (348, 410)]),
        coat,
        mix(coat, INK, 0.3),
    )
    c.polygon(
        spline([(168, 232), (168, 288), (200, 316), (232, 288), (232, 232)]), mix(skin, WOOD, 0.3), mix(skin, WOOD, 0.2)
    )
    c.polygon(
        spline([(140, 306), (166, 276), (200, 318), (234, 276), (260, 306), (200, 350)]), collar, mix(collar, PLUM, 0.2)
    )
    c.polygon(
        spline(
            [(142, 168), (146, 116), (200, 92), (254, 116), (258, 168), (246, 222), (200, 258), (154, 222), (142, 168)]
        ),
        skin,
        mix(skin, WOOD, 0.18),
    )


def marit():
    c, *rest = _sitter(301, SEA, OCHRE, LIGHT, TEAL, CREAM)
    grey = mix(MIST, SNOW, 0.35)
    c.polygon(
        spline([(122, 250), (112, 150), (150, 76), (204, 62), (262, 82), (288, 154), (278, 250), (200, 276)]),
        mix(grey, SEA, 0.3),
        mix(grey, SEA, 0.5),
    )
    _bust(c, *rest)
    c.polygon(
        spline(
            [
                (138, 196),
                (132, 130),
                (160, 84),
                (206, 72),
                (252, 90),
                (268, 136),
                (262, 196),
                (248, 148),
                (206, 122),
                (164, 140),
                (138, 196),
            ]
        ),
        grey,
        mix(grey, SEA, 0.25),
    )
    return c


def tomas():
    c, *rest = _sitter(302, MIST, CORAL, MIDDLE, mix(INK, TEAL, 0.3), mix(INK, SEA, 0.4))
    beard = mix(WOOD, BRICK, 0.3)
    _bust(c, *rest)
    c.polygon(
        spline(
            [
                (143, 178),
                (150, 228),
                (176, 266),
                (200, 276),
                (224, 266),
                (250, 228),
                (257, 178),
                (236, 206),
                (200, 212),
                (164, 206),
                (143, 178),
            ]
        ),
        beard,
        mix(beard, INK, 0.2),
    )
    c.polygon(
        spline([(136, 146), (138, 92), (168, 62), (200, 56), (232, 62), (262, 92), (264, 146), (200, 130)]),
        CORAL,
        BRICK,
    )
    c.polygon(
        spline([(130, 152), (134, 124), (200, 112), (266, 124), (270, 152), (200, 140)]),
        mix(BRICK, PLUM, 0.2),
        mix(BRICK, INK, 0.3),
    )
    return c


def oddny():
    c, *rest = _sitter(303, ROSE, SNOW, LIGHT, OCHRE, mix(OCHRE, CREAM, 0.6))
    hair = mix(INK, PLUM, 0.25)
    c.ellipse(200, 62, 42, 38, hair, mix(hair, PLUM, 0.2))
    _bust(c, *rest)
    c.polygon(
        spline(
            [
                (138, 184),
                (134, 120),
                (166, 82),
                (200, 74),
                (234, 82),
                (266, 120),
                (262, 184),
                (244, 134),
                (200, 116),
                (156, 134),
                (138, 184),
            ]
        ),
        hair,
        mix(hair, PLUM, 0.3),
    )
    for x in (170, 230):
        c.stroke(
            [
                (x + 25 * px, 176 + 22 * py)
                for px, py in (
                    (-1, -0.3),
                    (-0.7, -0.8),
                    (0, -1),
                    (0.7, -0.8),
                    (1, -0.3),
                    (0.9, 0.4),
                    (0.5, 0.9),
                    (0, 1),
                    (-0.5, 0.9),
                    (-0.9, 0.4),
                    (-1, -0.3),
                )
            ],
            5,
            mix(INK, WOOD, 0.3),
            grain=0,
        )
    c.stroke([(194, 170), (206, 170)], 5, mix(INK, WOOD, 0.3), grain=0)
    return c


def yara():
    c, *rest = _sitter(304, OCHRE, CREAM, DEEP, mix(BRICK, PLUM, 0.2), mix(SAND, CREAM, 0.4))
    hair = mix(INK, WOOD, 0.15)
    c.polygon(
        spline(
            [(112, 330), (104, 220), (118, 120), (168, 66), (232, 66), (282, 120), (296, 220), (288, 330), (200, 350)]
        ),
        hair,
        mix(hair, INK, 0.4),
    )
    _bust(c, *rest)
    c.polygon(
        spline(
            [
                (138, 204),
                (132, 128),
                (166, 84),
                (214, 72),
                (256, 98),
                (268, 152),
                (262, 204),
                (246, 152),
                (196, 112),
                (160, 150),
                (138, 204),
            ]
        ),
        hair,
        mix(hair, INK, 0.3),
    )
    return c


def benedikt():
    c, *rest = _sitter(305, PLUM, ROSE, LIGHT, mix(MOSS, INK, 0.3), SNOW)
    hair = mix(OCHRE, WOOD, 0.35)
    _bust(c, *rest)
    c.polygon(
        spline(
            [
                (140, 168),
                (126, 120),
                (150, 76),
                (196, 56),
                (246, 66),
                (272, 104),
                (260, 168),
                (250, 130),
                (214, 116),
                (176, 124),
                (154, 120),
                (140, 168),
            ]
        ),
        hair,
        mix(hair, WOOD, 0.4),
    )
    c.polygon([(200, 316), (176, 302), (176, 332)], CORAL, BRICK)
    c.polygon([(200, 316), (224, 302), (224, 332)], CORAL, BRICK)
    c.ellipse(200, 317, 8, 9, BRICK)
    return c
