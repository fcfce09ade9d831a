#!/usr/bin/env python3
"""sitemaps.py FOLDER [SCHEMAS]: sitemap-verify checks each site map that robots.txt names, by the rules of the search engine
that is strictest; xmllint holds them against sitemaps.org's schema, where that is at hand. Every address in them is a page.
"""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile

from exhibits import Verdict, absent, exhibits

# A section has no date of its own to tell; the protocol does not ask for one. One search engine reads alt texts from the page only;
# others read them here.
ADVICE = {"google_lastmod_recommended", "google_image_deprecated_caption"}


def main():
    if not importlib.util.find_spec("sitemap_verify"):
        absent("sitemap-verify", "PyPI's sitemap-verify is not installed")
    if len(sys.argv) > 2 and not shutil.which("xmllint"):
        absent("xmllint", "Debian's package libxml2-utils is not installed")
    verdict, count = Verdict(), 0
    for exhibit in exhibits():
        robots = exhibit.by_address["/robots.txt"]
        named = [line.partition(":")[2].strip() for line in exhibit.text(robots).splitlines() if line.lower().startswith("sitemap:")]
        verdict.require(named, exhibit, "/robots.txt", "names no site map")
        for address in named:
            if exhibit.own(address) is None:
                verdict.add(exhibit, "/robots.txt", "names a site map that is not the magazine's own", address)
                continue
            count += checked(verdict, exhibit, address)
    verdict.speak(f"{count} addresses in site maps")


def checked(verdict, exhibit, address):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-c", "import sys; from sitemap_verify.cli import main; sys.exit(main())", "check", address, "--engine", "google",
             "--no-check-reachability", "--no-show-progress", "--store", os.path.join(folder, "new.sqlite"), "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        absent("sitemap-verify", (run.stdout + run.stderr).strip()[-500:])
    # News of the last two days: that of a magazine which was quiet is empty, and no fault. The sample has an article of today.
    if exhibit.own(address) == "/sitemap-news.xml" and not report["discovered_urls"] and not exhibit.is_sample:
        return 0
    for diagnostic in report["diagnostics"]:
        if diagnostic["code"] not in ADVICE:
            verdict.add(exhibit, diagnostic["location"], f"{diagnostic['code']}: {diagnostic['message']}")
    verdict.require(report["discovered_urls"], exhibit, address, "has no address")
    for url in report["discovered_urls"]:
        page = exhibit.by_address.get(exhibit.own(url))
        verdict.require(page and page["status"] == 200 and page["type"] == "text/html", exhibit, address, f"{url} is no page that answers")
    for sitemap in report["checked_sitemaps"]:
        schema(verdict, exhibit, sitemap)
    return len(report["discovered_urls"])


def schema(verdict, exhibit, address):
    answer = exhibit.answer(address)
    if len(sys.argv) < 3 or not answer:
        return
    name = "siteindex.xsd" if "<sitemapindex" in exhibit.text(answer) else "sitemap.xsd"
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", os.path.join(sys.argv[2], name), exhibit.path(answer)], stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True)
    for line in run.stdout.splitlines():
        if not line.endswith(" validates"):
            verdict.add(exhibit, exhibit.own(address), line.rpartition("/")[2])


if __name__ == "__main__":
    main()
