#!/usr/bin/env python3
"""Draws the pictures of the sample magazine into static/pictures.

    python3 pictures.py [NAME ...]

Needs Pillow. The same Pillow gives the same bytes on every run.
"""

import sys
from io import BytesIO
from pathlib import Path

from drawing import birds, harbour, indoors, lights, market, paper, portraits, sea

FOLDER = Path(__file__).parent / "static" / "pictures"

# Name, what draws it, the bytes it may weigh.
PICTURES = [
    ("ferry-at-dawn", sea.ferry_at_dawn, 76_000),
    ("lighthouse-at-dusk", lights.lighthouse_at_dusk, 76_000),
    ("keepers-island", lights.keepers_island, 76_000),
    ("storm-over-the-wall", sea.storm_over_the_wall, 76_000),
    ("wooden-boats", sea.wooden_boats, 76_000),
    ("fog-on-the-quay", harbour.fog_on_the_quay, 76_000),
    ("winter-harbour", harbour.winter_harbour, 76_000),
    ("town-along-the-quay", harbour.town_along_the_quay, 104_000),
    ("bread-by-the-window", market.bread_by_the_window, 76_000),
    ("night-market", market.night_market, 76_000),
    ("fish-on-ice", market.fish_on_ice, 88_000),
    ("salt-pans", market.salt_pans, 76_000),
    ("boat-on-the-slip", indoors.boat_on_the_slip, 82_000),
    ("a-week-of-tides", paper.a_week_of_tides, 76_000),
    ("auks-at-midnight", birds.auks_at_midnight, 76_000),
    ("music-hall-at-night", indoors.music_hall_at_night, 76_000),
    ("library-boat", harbour.library_boat, 76_000),
    ("drying-cormorant", birds.drying_cormorant, 76_000),
    ("lens-of-the-light", lights.lens_of_the_light, 76_000),
    ("chart-of-1768", paper.chart_of_1768, 94_000),
    ("marit-lodgaard", portraits.marit, 12_000),
    ("tomas-brekkhus", portraits.tomas, 12_000),
    ("oddny-fjaervik", portraits.oddny, 12_000),
    ("yara-saffan", portraits.yara, 12_000),
    ("benedikt-asmul", portraits.benedikt, 12_000),
]


def main(names):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw, limit in PICTURES:
        if names and name not in names:
            continue
        data, quality = encoded(draw().finished(), limit)
        path = FOLDER / f"{name}.jpg"
        path.write_bytes(data)
        print(f"{path.name:28}{len(data):>8} bytes, quality {quality}")


def encoded(picture, limit):
    """The picture as a JPEG of quality 80, or of the best lower one that keeps it within `limit` bytes."""
    for quality in range(80, 40, -2):
        data = BytesIO()
        picture.save(data, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if data.tell() <= limit:
            break
    return data.getvalue(), quality


if __name__ == "__main__":
    main(sys.argv[1:])
