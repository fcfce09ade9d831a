#!/usr/bin/env python3
"""Checks the sample magazine: what is named exists, what exists is named, links lead somewhere. Lists the articles.

Needs PyYAML. Ends with 1 and a line for each mistake if there is one.
"""

import re
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

ROOT = Path(__file__).parent
KEYS = {
    "title",
    "date",
    "lastmod",
    "slug",
    "url",
    "aliases",
    "authors",
    "sections",
    "tags",
    "standfirst",
    "picture",
    "picture_alt",
    "picture_caption",
    "picture_credit",
    "language",
    "translation_key", "series", "series_part", "corrections",
    "kind",
    "draft",
    "featured",
    "talk",
    "event",
    "parent",
}


def main():
    publication = read("publication.yaml")
    zone = ZoneInfo(publication["time_zone"])
    authors = {author["slug"]: author for author in read("data/authors.yaml")}
    sections = {section["slug"]: section for section in read("data/sections.yaml")}
    articles = [document(path) for path in sorted((ROOT / "content/articles").glob("*.md"))]
    pages = [document(path) for path in sorted((ROOT / "content/pages").glob("*.md"))]
    mistakes = []

    addresses = {article_address(article, zone) for article in articles} | {page_address(page) for page in pages}
    if len(addresses) < len(articles) + len(pages):
        mistakes.append("two documents have one address")
    used = {author["picture"] for author in authors.values()}
    for section in sections.values():
        if section.get("parent", section["slug"]) not in sections:
            mistakes.append(f"section {section['slug']}: no parent {section['parent']}")
    for article in articles:
        for author in article["authors"]:
            if author not in authors:
                mistakes.append(f"{article['path']}: no author {author}")
        for section in article["sections"]:
            if section not in sections:
                mistakes.append(f"{article['path']}: no section {section}")
        if article["kind"] not in ("article", "talk", "event") or (
            article["kind"] != "article" and article["kind"] not in article
        ):
            mistakes.append(f"{article['path']}: kind {article['kind']}")
    for entry in articles + pages:
        mistakes += [f"{entry['path']}: unknown key {key}" for key in entry.keys() - KEYS - {"path", "body"}]
        if "picture" in entry:
            used.add(entry["picture"])
            if not entry.get("picture_alt"):
                mistakes.append(f"{entry['path']}: the picture has no picture_alt")
        prose = re.sub(r"```.*?```", "", entry["body"], flags=re.S)
        used.update(re.findall(r"!\[[^\]]+\]\((/pictures/[^ )]+)", prose))
        for link in re.findall(r"(?<!!)\[[^\]]*\]\((/[^ )]*)\)", re.sub(r"!\[[^\]]*\]\([^)]*\)", "", prose)):
            if link not in addresses:
                mistakes.append(f"{entry['path']}: {link} leads nowhere")
        notes, marks = set(re.findall(r"^\[\^(\w+)\]:", prose, re.M)), set(re.findall(r"\[\^(\w+)\](?!:)", prose))
        if notes != marks:
            mistakes.append(f"{entry['path']}: footnotes {notes ^ marks}")
    drawn = {f"/pictures/{path.name}" for path in (ROOT / "static/pictures").iterdir()}
    mistakes += [f"no picture {name}" for name in sorted(used - drawn)] + [
        f"nobody uses {name}" for name in sorted(drawn - used)
    ]

    for article in sorted(articles, key=lambda article: article["date"]):
        local = article["date"].astimezone(zone)
        marks = " ".join(
            mark
            for mark in (
                article["kind"] if article["kind"] != "article" else "",
                article.get("language", ""),
                "draft" if article.get("draft") else "",
            )
            if mark
        )
        address, section = article_address(article, zone), article["sections"][0]
        print(f"{local:%Y-%m-%d %H:%M}  {words(article):>5}  {address:50} {section:9}{marks}")
    tags = {tag for article in articles for tag in article["tags"]}
    print(
        f"{len(articles)} articles, {sum(map(words, articles))} words, {len(pages)} pages, {len(tags)} tags, "
        f"{len(drawn)} pictures of {sum(p.stat().st_size for p in (ROOT / 'static/pictures').iterdir())} bytes"
    )
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    return 1 if mistakes else 0


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def document(path):
    """The front matter as a dictionary, with the text under `body` and the file's name under `path`."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return {**yaml.safe_load(front), "body": body, "path": path.relative_to(ROOT).as_posix()}


def article_address(article, zone):
    slug = article.get("slug", Path(article["path"]).stem)
    return article.get("url", f"{article['date'].astimezone(zone):/%Y/%m/}{slug}/")


def page_address(page):
    parent = f"/{page['parent']}" if "parent" in page else ""
    return f"{parent}/{page.get('slug', Path(page['path']).stem)}/"


def words(entry):
    return len(re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", entry["body"]).split())


if __name__ == "__main__":
    sys.exit(main())
