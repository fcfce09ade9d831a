#!/usr/bin/env python3
"""weights.py FOLDER: what pages and their style weigh. A style sheet as it is served, a page compressed as gzip -6 does it, both
without pictures. Needs nothing but Python: `make bench` prints the same figures.
"""
import gzip

from exhibits import Verdict, exhibits

STYLE, LISTING, ARTICLE = 20_000, 30_000, 25_000


def weights(exhibit):
    """The bytes of each style sheet, listing and article, by their addresses."""
    styles, listings, articles = {}, {}, {}
    for answer in exhibit.answers:
        if answer["status"] == 200 and answer["type"] == "text/css":
            with open(exhibit.path(answer), "rb") as file:
                styles[answer["address"]] = len(file.read())
    for page in exhibit.pages():
        text = exhibit.text(page)
        kind = articles if 'property="og:type" content="article"' in text else listings
        kind[page["address"]] = len(gzip.compress(text.encode(), 6))
    return styles, listings, articles


def main():
    verdict, lines = Verdict(), []
    for exhibit in exhibits():
        for name, limit, found in zip(("style sheet", "listing page", "article page"), (STYLE, LISTING, ARTICLE), weights(exhibit)):
            verdict.require(found, exhibit, "/", f"has no {name}")
            for address, size in found.items():
                verdict.require(size <= limit, exhibit, address, f"{name}: {size:,} bytes, and at most {limit:,} are wanted")
            if found:
                largest = max(found, key=found.get)
                lines.append(f"{exhibit.name}: {len(found)} × {name}, largest {found[largest]:,} bytes: {largest}")
    print("\n".join(lines))
    verdict.speak(f"{len(lines)} kinds of pages and styles")


if __name__ == "__main__":
    main()
