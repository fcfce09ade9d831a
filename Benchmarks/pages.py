#!/usr/bin/env python3
"""pages.py [--stet PATH] [--cache DIR]: what the pages of the sample magazine weigh, and prints one Markdown table.

The same figures that the tests hold every page to (Tests/JudgeTests/Judges/weights.py).
"""
import argparse
import os
import shutil
import subprocess
import sys

from bench import HERE, Server, Table, note

sys.path.append(os.path.join(HERE, "../Tests/JudgeTests/Judges"))
from crawl import Crawl
from exhibits import Exhibit
from weights import ARTICLE, LISTING, STYLE, weights


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--stet", default=os.path.join(HERE, "../.build/release/stet"), help="the program")
    options.add_argument("--cache", default=os.path.join(HERE, "../.build/bench"), help="where the data lies")
    options = options.parse_args()
    stet, cache = os.path.abspath(options.stet), os.path.abspath(options.cache)
    directory, kept = os.path.join(cache, "data-sample"), os.path.join(cache, "pages-sample")
    for folder in (directory, kept):
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(cache, exist_ok=True)
    subprocess.run([stet, "import", "folder", os.path.join(HERE, "../Sample"), "--data", directory], check=True, stdout=subprocess.DEVNULL)
    server = Server(stet, directory)
    base = f"http://127.0.0.1:{server.port}"
    subprocess.run([stet, "settings", "set", "base_url", base, "--data", directory], check=True, stdout=subprocess.DEVNULL)
    note("Asking for every page of the sample magazine.")
    crawl = Crawl(base, kept)
    crawl.run(["/", "/robots.txt", "/sitemap.xml"])
    crawl.write()
    server.stop()
    styles, listings, articles = (list(found.values()) for found in weights(Exhibit("sample", kept)))
    table = Table()
    table.add("Style sheet, as it is served", styles, " B", 0, f"≤ {STYLE:,} B", lambda _: max(styles) <= STYLE)
    # The verdict is on the heaviest of all.
    for name, sizes, limit in (("Listing", listings, LISTING), ("Article", articles, ARTICLE)):
        kilobytes = [size / 1000 for size in sizes]
        table.add(f"{name} page, HTML by gzip -6, {len(sizes)} pages", kilobytes, " kB", 1, f"each < {limit // 1000} kB",
                  lambda _, sizes=sizes, limit=limit: max(sizes) < limit)
    print("\n" + "\n".join(table.lines))


if __name__ == "__main__":
    main()
