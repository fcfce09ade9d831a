#!/usr/bin/env python3
"""crawl.py BASE FOLDER [ADDRESS...]: asks a running magazine for all that its pages, feeds and site maps lead to, and keeps
every answer in FOLDER, with a list of them in index.json. Needs nothing but Python.

A request goes to BASE and nowhere else; what leads to another host is only noted. Pictures are not followed into their
sizes: the ladder of one is hundreds of files, and browser and link checker ask for what they need.
"""
import http.client
import json
import os
import re
import sys
import urllib.parse
from html.parser import HTMLParser

LIMIT = 5000


class Page(HTMLParser):
    """What a page leads to: the addresses as they are written."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.alternates, self.resources = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if tag in ("a", "area") and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and "href" in values:
            words = values.get("rel", "").lower().split()
            if "alternate" in words:
                self.alternates.append({"type": values.get("type", ""), "href": values["href"]})
            if not {"preconnect", "dns-prefetch"} & set(words):
                self.links.append(values["href"])
        if "src" in values:
            self.resources.append(values["src"])


def json_addresses(value, depth=0):
    """Strings in JSON that may be addresses."""
    if isinstance(value, str):
        return [value] if value.startswith(("http://", "https://")) else []
    if depth > 64 or not isinstance(value, (dict, list)):
        return []
    parts = value.values() if isinstance(value, dict) else value
    return [address for part in parts for address in json_addresses(part, depth + 1)]


class Crawl:
    def __init__(self, base, folder):
        self.base, self.folder = base.rstrip("/"), folder
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=60)
        self.answers, self.waiting, self.foreign = {}, [], set()
        os.makedirs(folder, exist_ok=True)

    def own(self, address, page):
        """The path of an address of the magazine, without its fragment; None where it leads elsewhere."""
        try:
            whole = urllib.parse.urljoin(self.base + page, address.strip())
            parts = urllib.parse.urlsplit(whole)
        except ValueError:
            return None
        if f"{parts.scheme}://{parts.netloc}" != self.base:
            if parts.scheme in ("http", "https"):
                self.foreign.add(whole)
            return None
        # As a browser sends it: what it may not contain is written in its percent-encoding.
        return urllib.parse.quote((parts.path or "/") + ("?" + parts.query if parts.query else ""), safe="/?&=%:@!$'()*+,;~-._")

    def add(self, address, page="/"):
        path = self.own(address, page)
        if path is not None:
            self.waiting.append(path)

    def run(self, addresses):
        self.waiting = list(addresses)
        # First in, first out: what is nearest to the front page is first in the list.
        for count, address in enumerate(self.waiting):
            if count > 40 * LIMIT or len(self.answers) > LIMIT:
                sys.exit(f"More than {LIMIT} addresses: the crawl finds no end. The last is {address}.")
            if address not in self.answers:
                self.visit(address)

    def visit(self, address):
        self.connection.request("GET", address, headers={"User-Agent": "judges"})
        response = self.connection.getresponse()
        body = response.read()
        kind = (response.getheader("Content-Type") or "").split(";")[0].strip().lower()
        answer = {"address": address, "status": response.status, "type": kind}
        for name in ("Location", "Content-Security-Policy", "Link"):
            if response.getheader(name):
                answer[name.lower()] = response.getheader(name)
        self.answers[address] = answer
        if response.getheader("Location"):
            self.add(response.getheader("Location"), address)
        if kind.startswith(("image/", "audio/", "video/")):
            return
        answer["file"] = self.keep(address, kind, body)
        self.follow(address, kind, body.decode("utf-8", "replace"), answer)

    def follow(self, address, kind, text, answer):
        if kind == "text/html":
            page = Page(text)
            answer["alternates"] = page.alternates
            for link in page.links + page.resources:
                self.add(link, address)
        elif kind.endswith("json"):
            try:
                for link in json_addresses(json.loads(text)):
                    self.add(link, address)
            except ValueError:
                pass
        elif "xml" in kind:
            for pattern in (r"<loc>([^<]*)<", r"<link>([^<]*)<", r'href="([^"]*)"'):
                for link in re.findall(pattern, text):
                    self.add(link.replace("&amp;", "&"), address)
        elif kind == "text/plain" and address.endswith("/robots.txt"):
            for link in re.findall(r"(?im)^sitemap:\s*(\S+)", text):
                self.add(link, address)

    def keep(self, address, kind, body):
        ending = {"text/html": "html", "text/css": "css", "text/calendar": "ics"}.get(kind, "json" if "json" in kind else "xml" if "xml" in kind else "bin")
        plain = re.sub(r"[^A-Za-z0-9]+", "-", address).strip("-")[:80]
        name = f"{len(self.answers):04}-{plain or 'front'}.{ending}"
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(body)
        return name

    def write(self):
        with open(os.path.join(self.folder, "index.json"), "w", encoding="utf-8") as file:
            json.dump({"base": self.base, "answers": list(self.answers.values()), "foreign": sorted(self.foreign)}, file, indent=1)


def main():
    base, folder, *more = sys.argv[1:]
    home = urllib.parse.urlsplit(base).path.rstrip("/") + "/"
    crawl = Crawl(base, folder)
    crawl.run([home, home + "robots.txt", home + "sitemap.xml"] + more)
    crawl.write()
    print(f"{len(crawl.answers)} answers in {folder}")


if __name__ == "__main__":
    main()
