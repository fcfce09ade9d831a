#!/usr/bin/env python3
"""feeds.py FOLDER: feedparser reads every feed that a page offers, as a feed reader would."""
try:
    import feedparser
except ImportError:
    feedparser = None

from exhibits import Verdict, absent, exhibits

KINDS = {"application/rss+xml": "rss20", "application/atom+xml": "atom10"}

# Ids that two items have in the export that theme makers test with. Readers of the old feed know both by them.
SHARED_BEFORE = {f"https://wpthemetestdata.wordpress.com/?p={number}" for number in (568, 582, 674)}


def main():
    if not feedparser:
        absent("feedparser", "PyPI's feedparser is not installed")
    verdict, count = Verdict(), 0
    for exhibit in exhibits():
        for kind, version in KINDS.items():
            offered = exhibit.alternates(kind)
            verdict.require(offered, exhibit, "/", f"no page offers a feed of type {kind}")
            for address in sorted(offered):
                count += 1
                read(verdict, exhibit, address, kind, version)
    verdict.speak(f"{count} feeds")


def read(verdict, exhibit, address, kind, version):
    answer = exhibit.answer(address)
    if not answer or answer["status"] != 200 or "file" not in answer:
        return verdict.add(exhibit, address, "the feed that a page offers does not answer")
    verdict.require(answer["type"] == kind, exhibit, address, f"offered as {kind}, served as {answer['type']}")
    feed = feedparser.parse(exhibit.path(answer))
    verdict.require(not feed.bozo, exhibit, address, "not well-formed", feed.get("bozo_exception", ""))
    verdict.require(feed.version == version, exhibit, address, f"is {feed.version or 'no feed'} and not {version}")
    verdict.require(feed.feed.get("title"), exhibit, address, "has no title")
    verdict.require(feed.entries, exhibit, address, "has no entry")
    ids = [entry.get("id") for entry in feed.entries]
    shared = {id for id in ids if not id or ids.count(id) > 1} - (SHARED_BEFORE if not exhibit.is_sample else set())
    verdict.require(not shared, exhibit, address, "entries without an id of their own", shared)
    for entry in feed.entries:
        link = entry.get("link", "")
        article = exhibit.answer(link)
        verdict.require(article and article["status"] == 200, exhibit, address, f"its entry leads to {link}, which does not answer")
        verdict.require(entry.get("published_parsed") or entry.get("updated_parsed"), exhibit, address, f"{link} has no date that can be read",
                        entry.get("published", ""))
        verdict.require(entry.get("title") or entry.get("summary") or entry.get("content"), exhibit, address, f"{link} has no words")


if __name__ == "__main__":
    main()
