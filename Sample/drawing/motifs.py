"""What stands in more than one scene: houses, boats, the ferry, the lighthouse, gulls. Each is placed by its foot."""

import random

from .canvas import (
    BRICK,
    CORAL,
    CREAM,
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

WALLS = [BRICK, OCHRE, SNOW, CORAL, mix(TEAL, MIST, 0.35), SAND, mix(BRICK, PLUM, 0.4), mix(MOSS, SAND, 0.4)]


def house(c, x, foot, width, height, wall, roof=INK, shade=None, lit=0.0, seed=1):
    """A wharf house, gable to the water. `shade` (colour, share): distance, night; `lit`: the share of lit windows."""
    chance = random.Random(seed)
    tone = (
        (lambda colour, share=0.0: mix(colour, shade[0], min(1, shade[1] + share)))
        if shade
        else (lambda colour, share=0.0: colour)
    )
    eaves = foot - height * 0.68
    ridge = foot - height
    c.polygon(
        [(x, foot), (x, eaves), (x + width / 2, ridge), (x + width, eaves), (x + width, foot)],
        tone(wall),
        tone(mix(wall, INK, 0.18)),
        rough=0.5,
    )
    lip = max(3, width * 0.05)
    c.polygon(
        [
            (x - lip, eaves + lip),
            (x + width / 2, ridge - lip * 0.6),
            (x + width + lip, eaves + lip),
            (x + width + lip, eaves - lip * 0.2),
            (x + width / 2, ridge - lip * 2.2),
            (x - lip, eaves - lip * 0.2),
        ],
        tone(roof),
        rough=0.4,
    )
    columns = 2 if width < 90 else 3
    pane = width / (columns * 2 + 1)
    rows = max(1, int((foot - eaves) / (pane * 2.1)))
    for row in range(rows):
        for column in range(columns):
            left = x + pane * (1 + 2 * column)
            top = eaves + pane * 0.55 + row * (foot - eaves) / rows
            glowing = chance.random() < lit
            glass = mix(OCHRE, CREAM, 0.45) if glowing else tone(mix(NIGHT, MIST, 0.15))
            frame = tone(SNOW, 0.1)
            c.rectangle(left - pane * 0.13, top - pane * 0.13, pane * 1.26, pane * 1.46, frame, grain=0.2)
            c.rectangle(left, top, pane, pane * 1.2, glass, grain=0.2)
            c.rectangle(left + pane * 0.44, top, pane * 0.12, pane * 1.2, frame, grain=0)
    if height > width * 0.9:
        top = ridge + height * 0.14
        glowing = chance.random() < lit
        c.rectangle(
            x + width / 2 - pane * 0.4,
            top,
            pane * 0.8,
            pane * 0.9,
            mix(OCHRE, CREAM, 0.45) if glowing else tone(mix(NIGHT, MIST, 0.15)),
            grain=0.2,
        )


def street(c, left, right, foot, height, seed, shade=None, lit=0.0, walls=WALLS, roofs=(INK, PLUM, BRICK)):
    """A row of wharf houses, no two neighbours of one colour."""
    chance = random.Random(seed)
    x, last = left, None
    while x < right:
        width = height * chance.uniform(0.5, 0.78)
        wall = chance.choice([w for w in walls if w != last])
        last = wall
        house(
            c,
            x,
            foot,
            width,
            height * chance.uniform(0.8, 1.12),
            wall,
            roof=chance.choice([r for r in roofs if r != wall]),
            shade=shade,
            lit=lit,
            seed=chance.randrange(9999),
        )
        x += width + chance.choice([3, 3, 5, height * 0.12])


def rowing_boat(c, x, water, length, colour, inside=WOOD, rower=False):
    """A double-ended boat seen from the side, her middle at `x`."""
    half, rise = length / 2, length * 0.16
    sheer = spline(
        [
            (x - half, water - rise),
            (x - half * 0.45, water - rise * 0.52),
            (x + half * 0.4, water - rise * 0.5),
            (x + half, water - rise * 1.08),
        ]
    )
    keel = spline(
        [
            (x + half, water - rise * 1.08),
            (x + half * 0.82, water - rise * 0.3),
            (x + half * 0.5, water + rise * 0.1),
            (x - half * 0.55, water + rise * 0.1),
            (x - half * 0.84, water - rise * 0.3),
            (x - half, water - rise),
        ]
    )
    if rower:
        coat, unit = mix(INK, TEAL, 0.4), rise
        c.stroke(
            [
                (x - unit * 0.1, water - unit * 1.15),
                (x + unit * 0.35, water - unit * 0.85),
                (x + unit * 0.75, water - unit * 0.95),
            ],
            unit * 0.2,
            mix(coat, SEA, 0.25),
        )
        c.polygon(
            spline(
                [
                    (x - unit * 0.42, water - unit * 0.4),
                    (x - unit * 0.36, water - unit * 1.05),
                    (x - unit * 0.18, water - unit * 1.38),
                    (x + unit * 0.08, water - unit * 1.36),
                    (x + unit * 0.14, water - unit * 0.4),
                ],
                8,
            ),
            coat,
            mix(coat, INK, 0.4),
        )
        c.ellipse(x - unit * 0.02, water - unit * 1.56, unit * 0.19, unit * 0.22, mix(ROSE, SAND, 0.5))
        c.polygon(
            spline(
                [
                    (x - unit * 0.24, water - unit * 1.6),
                    (x - unit * 0.16, water - unit * 1.84),
                    (x + unit * 0.1, water - unit * 1.84),
                    (x + unit * 0.2, water - unit * 1.62),
                ],
                8,
            ),
            CORAL,
        )
        c.stroke(
            [(x + unit * 0.9, water - unit * 1.02), (x - unit * 1.9, water + unit * 0.3)],
            unit * 0.09,
            mix(WOOD, CREAM, 0.4),
            grain=0,
        )
    c.polygon(sheer + keel, colour, mix(colour, INK, 0.35))
    middle = [((a[0] - x) * 0.97 + x, a[1] + rise * 0.2) for a in sheer]
    c.stroke(middle, length * 0.012, mix(colour, INK, 0.35), grain=0)
    c.stroke(sheer, length * 0.022, mix(inside, CREAM, 0.25), grain=0.2)


def sailing_boat(c, x, water, height, hull, sail, lean=0.0, spar=mix(INK, WOOD, 0.5)):
    """An open boat under spritsail and jib, `height` to the masthead, which `lean` shifts by that share of it."""
    length = height * 0.78
    head = (x - length * 0.08 + lean * height, water - height)
    foot = (x - length * 0.08, water - length * 0.08)
    peak = (x + length * 0.42 + lean * height * 0.8, water - height * 0.92)
    clew = (x + length * 0.47 + lean * height * 0.2, water - height * 0.2)
    tack = (foot[0] + 3, water - height * 0.17)
    c.polygon(
        spline([(head[0] + 3, head[1] + height * 0.1), peak], 4)
        + spline([peak, (clew[0] + height * 0.025, (peak[1] + clew[1]) / 2), clew])
        + spline([clew, ((tack[0] + clew[0]) / 2, clew[1] + height * 0.03), tack]),
        sail,
        mix(sail, WOOD, 0.28),
        rough=0.3,
    )
    bow = (x - length * 0.5, water - height * 0.12)
    c.polygon(
        spline(
            [
                (head[0] - 2, head[1] + height * 0.2),
                (x - length * 0.22 + lean * height * 0.4, water - height * 0.42),
                (foot[0] - 3, water - height * 0.17),
            ],
            8,
        )
        + [bow],
        mix(sail, SNOW, 0.35),
        mix(sail, SAND, 0.3),
        rough=0.3,
    )
    c.stroke([foot, head], height * 0.014, spar, grain=0)
    c.stroke([(foot[0], water - height * 0.24), peak], height * 0.008, spar, grain=0)
    rowing_boat(c, x, water, length, hull)


def ferry(c, x, water, length, hull=INK, shade=None):
    """The double-ended car ferry *Teisten*: black hull, cream house, one orange funnel. `x` is her middle."""
    tone = (lambda colour: mix(colour, *shade)) if shade else (lambda colour: colour)
    unit = length / 100
    at = lambda dx, dy: (x + dx * unit, water - dy * unit)
    c.polygon(
        spline([at(-50, 8.5), at(-47, 3), at(-42, -0.6), at(0, -0.8), at(42, -0.6), at(47, 3), at(50, 8.5)], 8)
        + [at(44, 7.4), at(-44, 7.4)],
        tone(hull),
        tone(mix(hull, TEAL, 0.3)),
        rough=0.3,
    )
    c.polygon([at(-45, 7.2), at(45, 7.2), at(45, 8.4), at(-45, 8.4)], tone(CORAL), grain=0.2)
    c.polygon(
        [at(-41, 8.4), at(-39, 13.6), at(39, 13.6), at(41, 8.4)], tone(CREAM), tone(mix(CREAM, MIST, 0.5)), rough=0.3
    )
    for n in range(13):
        c.rectangle(
            x + (-36 + n * 5.7) * unit, water - 12.4 * unit, 3.4 * unit, 2 * unit, tone(mix(TEAL, INK, 0.3)), grain=0
        )
    c.polygon(
        [at(-28, 13.6), at(-26, 18.2), at(26, 18.2), at(28, 13.6)], tone(SNOW), tone(mix(CREAM, MIST, 0.3)), rough=0.3
    )
    for n in range(9):
        c.rectangle(
            x + (-22.5 + n * 5.1) * unit, water - 17 * unit, 3.6 * unit, 1.7 * unit, tone(mix(TEAL, INK, 0.3)), grain=0
        )
    c.polygon([at(-9, 18.2), at(-8, 22.4), at(8, 22.4), at(9, 18.2)], tone(SNOW), tone(mix(CREAM, MIST, 0.4)))
    c.polygon([at(-7.6, 19.6), at(-7.2, 21.6), at(7.2, 21.6), at(7.6, 19.6)], tone(mix(TEAL, INK, 0.5)), grain=0)
    c.rectangle(x + 12 * unit, water - 24 * unit, 5.6 * unit, 6 * unit, tone(CORAL), tone(BRICK))
    c.rectangle(x + 12 * unit, water - 24.4 * unit, 5.6 * unit, 1.2 * unit, tone(INK), grain=0)
    c.stroke([at(0, 22.4), at(0, 30)], 0.55 * unit, tone(INK), grain=0)
    c.stroke([at(-2.4, 27.5), at(2.4, 27.5)], 0.45 * unit, tone(INK), grain=0)


def lighthouse(c, x, foot, height, lamp=True, shade=None, band=BRICK):
    """Skarvholmen light: a round white tower with one red band and a red lantern."""
    tone = (lambda colour: mix(colour, *shade)) if shade else (lambda colour: colour)
    low, top = height * 0.115, height * 0.075
    gallery = foot - height * 0.78
    width_at = lambda y: low + (top - low) * (foot - y) / (foot - gallery)

    def slice_of(y0, y1, colour):
        c.polygon(
            [(x - width_at(y0), y0), (x - width_at(y1), y1), (x + width_at(y1), y1), (x + width_at(y0), y0)],
            tone(colour),
            tone(mix(colour, PLUM, 0.08)),
        )
        # The shaded side, which makes the tower round.
        c.polygon(
            [
                (x + width_at(y0) * 0.25, y0),
                (x + width_at(y1) * 0.25, y1),
                (x + width_at(y1), y1),
                (x + width_at(y0), y0),
            ],
            tone(mix(colour, PLUM, 0.22)),
            alpha=0.7,
        )

    slice_of(foot, gallery, SNOW)
    slice_of(foot - height * 0.36, foot - height * 0.54, band)
    for level in (0.2, 0.64):
        c.rectangle(
            x - height * 0.014,
            foot - height * level - height * 0.04,
            height * 0.028,
            height * 0.045,
            tone(INK),
            grain=0,
        )
    c.rectangle(x - top * 1.45, gallery - height * 0.022, top * 2.9, height * 0.026, tone(INK), grain=0.2)
    for n in range(-4, 5):
        c.rectangle(x + n * top * 0.34 - 1, gallery - height * 0.058, 2, height * 0.04, tone(INK), grain=0)
    c.rectangle(x - top * 1.42, gallery - height * 0.06, top * 2.84, 2.2, tone(INK), grain=0)
    glass = mix(OCHRE, CREAM, 0.6) if lamp else tone(mix(MIST, TEAL, 0.3))
    c.rectangle(x - top * 0.72, gallery - height * 0.125, top * 1.44, height * 0.105, glass, grain=0.1)
    for n in range(-1, 2):
        c.rectangle(x + n * top * 0.48 - 1.2, gallery - height * 0.125, 2.4, height * 0.105, tone(band), grain=0)
    c.polygon(
        spline(
            [
                (x - top * 0.95, gallery - height * 0.12),
                (x - top * 0.55, gallery - height * 0.175),
                (x, gallery - height * 0.2),
                (x + top * 0.55, gallery - height * 0.175),
                (x + top * 0.95, gallery - height * 0.12),
            ]
        ),
        tone(band),
        tone(mix(band, INK, 0.3)),
    )
    c.ellipse(x, gallery - height * 0.205, top * 0.14, top * 0.14, tone(INK), grain=0)
    return (x, gallery - height * 0.072)


def gull(c, x, y, span, colour=SNOW, tilt=0.0):
    """A gull on the wing, seen from far enough away that two curves are all of it."""
    lift = span * 0.24
    left = spline([(x - span / 2, y - lift * 0.55 + tilt), (x - span * 0.27, y - lift), (x, y)], 8)
    right = spline([(x, y), (x + span * 0.25, y - lift * 0.95), (x + span / 2, y - lift * 0.35 - tilt)], 8)
    below = spline(
        [
            (x + span / 2, y - lift * 0.35 - tilt),
            (x + span * 0.24, y - lift * 0.62),
            (x, y + span * 0.07),
            (x - span * 0.26, y - lift * 0.66),
            (x - span / 2, y - lift * 0.55 + tilt),
        ],
        8,
    )
    c.polygon(left + right + below, colour, mix(colour, MIST, 0.4), grain=0)


def post(c, x, foot, height, width=20, colour=INK):
    """A mooring post with a pale cap."""
    c.rectangle(x - width / 2, foot - height, width, height, mix(colour, WOOD, 0.25), colour, rough=0.5)
    c.ellipse(x, foot - height, width / 2, width * 0.22, mix(colour, SAND, 0.5))


def skerry(c, left, right, foot, height, colour, to, seed=1, rough=1.4):
    """A low rock in the sea, higher in its middle third. Returns the height of its surface as a function of x."""
    chance = random.Random(seed)
    span = right - left
    tops = [(left, foot)]
    for n in range(1, 10):
        t = n / 10
        tops.append((left + span * t, foot - height * (1 - abs(2 * t - 1) ** 1.7) * chance.uniform(0.78, 1.0)))
    tops.append((right, foot))
    outline = spline(tops, 6)
    c.polygon(outline + [(right, foot + 4), (left, foot + 4)], colour, to, rough=rough)
    return lambda x: min(outline, key=lambda point: abs(point[0] - x))[1]


def walker(c, x, foot, tall, coat):
    """A person out walking in a long coat and a cap, from behind; no more than a shape."""
    c.rectangle(x - tall * 0.085, foot - tall * 0.24, tall * 0.06, tall * 0.24, INK, grain=0)
    c.rectangle(x + tall * 0.03, foot - tall * 0.24, tall * 0.06, tall * 0.24, INK, grain=0)
    c.polygon(
        spline(
            [
                (x - tall * 0.17, foot - tall * 0.16),
                (x - tall * 0.145, foot - tall * 0.58),
                (x - tall * 0.07, foot - tall * 0.74),
                (x + tall * 0.07, foot - tall * 0.74),
                (x + tall * 0.145, foot - tall * 0.58),
                (x + tall * 0.17, foot - tall * 0.16),
            ],
            8,
        ),
        coat,
        mix(coat, INK, 0.4),
        grain=0.2,
    )
    c.ellipse(x, foot - tall * 0.82, tall * 0.07, tall * 0.08, mix(WOOD, ROSE, 0.4), grain=0)
    c.polygon(
        spline(
            [
                (x - tall * 0.085, foot - tall * 0.83),
                (x - tall * 0.06, foot - tall * 0.92),
                (x + tall * 0.06, foot - tall * 0.92),
                (x + tall * 0.085, foot - tall * 0.83),
            ],
            8,
        ),
        mix(coat, INK, 0.55),
        grain=0,
    )
