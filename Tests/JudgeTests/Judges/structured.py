#!/usr/bin/env python3
"""structured.py FOLDER: what pages tell programs about themselves. Every JSON-LD block is JSON with a context and a type, and says of an
article what schema.org's readers ask for; every oEmbed answer that a page offers is one. Addresses in both answer.
"""
import json
from html.parser import HTMLParser

from exhibits import Verdict, exhibits

# https://developers.google.com/search/docs/appearance/structured-data: what is required or asked for, by type.
ASKED = {
    "Article": ("headline", "datePublished", "author"), "NewsArticle": ("headline", "datePublished", "author"),
    "BlogPosting": ("headline", "datePublished", "author"), "Event": ("name", "startDate", "location"),
    "BreadcrumbList": ("itemListElement",), "VideoObject": ("name", "uploadDate"), "AudioObject": ("name", "contentUrl"),
    "Person": ("name",), "Organization": ("name",),
}


class Blocks(HTMLParser):
    """The JSON-LD of a page."""

    def __init__(self, text):
        super().__init__()
        self.blocks, self.is_in = [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.is_in = tag == "script" and dict(attributes).get("type") == "application/ld+json"
        if self.is_in:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.is_in = False

    def handle_data(self, data):
        if self.is_in:
            self.blocks[-1] += data


def main():
    verdict, blocks, embeds = Verdict(), 0, 0
    for exhibit in exhibits():
        found = 0
        for page in exhibit.pages():
            for text in Blocks(exhibit.text(page)).blocks:
                found += 1
                block(verdict, exhibit, page["address"], text)
        verdict.require(found, exhibit, "/", "no page has JSON-LD")
        offered = exhibit.alternates("application/json+oembed")
        verdict.require(offered, exhibit, "/", "no page offers oEmbed")
        for address in offered:
            embed(verdict, exhibit, address)
        blocks, embeds = blocks + found, embeds + len(offered)
    verdict.speak(f"{blocks} blocks of JSON-LD and {embeds} oEmbed answers")


def block(verdict, exhibit, address, text):
    try:
        value = json.loads(text)
    except ValueError as error:
        return verdict.add(exhibit, address, f"JSON-LD that is no JSON: {error}", text)
    for top in value if isinstance(value, list) else [value]:
        verdict.require(isinstance(top, dict) and "schema.org" in str(top.get("@context")), exhibit, address, "JSON-LD without a context", text)
        parts = top.get("@graph", [top]) if isinstance(top, dict) else []
        for part in parts:
            thing(verdict, exhibit, address, part)


def thing(verdict, exhibit, address, part, depth=0):
    if depth > 64:
        return
    if isinstance(part, list):
        for one in part:
            thing(verdict, exhibit, address, one, depth + 1)
    if not isinstance(part, dict):
        return
    kinds = part.get("@type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        # One that only names another block by its id says nothing of itself.
        for name in ASKED.get(kind, ()) if set(part) - {"@type", "@id"} else ():
            verdict.require(part.get(name), exhibit, address, f"{kind} in JSON-LD without {name}", json.dumps(part))
    for name, value in part.items():
        verdict.require(value not in (None, "", [], {}), exhibit, address, f"JSON-LD says nothing of {name}", json.dumps(part))
        if name in ("url", "mainEntityOfPage", "item") and isinstance(value, str) and exhibit.own(value):
            answer = exhibit.answer(value)
            verdict.require(not answer or answer["status"] == 200, exhibit, address, f"JSON-LD leads to {value}, which does not answer")
        thing(verdict, exhibit, address, value, depth + 1)


def embed(verdict, exhibit, address):
    answer = exhibit.answer(address)
    if not answer or answer["status"] != 200 or "file" not in answer:
        return verdict.add(exhibit, address, "the oEmbed answer that a page offers is not there")
    try:
        value = json.loads(exhibit.text(answer))
    except ValueError as error:
        return verdict.add(exhibit, address, "the oEmbed answer is no JSON", error)
    # https://oembed.com, 2.3.4
    verdict.require(value.get("version") in ("1.0", 1.0), exhibit, address, "oEmbed without version 1.0")
    needs = {"link": (), "rich": ("html", "width", "height"), "photo": ("url", "width", "height"), "video": ("html", "width", "height")}
    verdict.require(value.get("type") in needs, exhibit, address, f"oEmbed of type {value.get('type')}")
    for name in needs.get(value.get("type"), ()):
        verdict.require(value.get(name), exhibit, address, f"oEmbed without {name}")


if __name__ == "__main__":
    main()
