#!/usr/bin/env python3
"""axe.py FOLDER: axe-core in Chromium on each kind of page, with all its rules: light and dark, 320 and 1280 pixels wide,
from left to right and from right to left, and once in forced colours.
"""
try:
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None

from browser import chromium, page_of, settle, visit
from exhibits import Verdict, absent, exhibits

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


def main():
    if not Axe:
        absent("axe-core", "PyPI's axe-playwright-python is not installed")
    axe, verdict, count = Axe(), Verdict(), 0
    with chromium() as browser:
        for exhibit in exhibits():
            with page_of(browser, exhibit) as page:
                for kind, address in exhibit.kinds():
                    visit(page, exhibit, address)
                    for width, scheme, forced in looks(exhibit, kind):
                        page.set_viewport_size({"width": width, "height": 900})
                        page.emulate_media(color_scheme=scheme, forced_colors="active" if forced else "none")
                        settle(page)
                        look(verdict, axe, page, exhibit, kind, address, f"{width} px, {'forced colours' if forced else scheme}")
                        count += 1
    verdict.speak(f"{count} looks at pages")


def looks(exhibit, kind):
    if exhibit.is_sample:
        yield from ((width, scheme, False) for width in WIDTHS for scheme in SCHEMES)
    else:
        # The frame of these pages is judged with the sample; what differs is the body.
        yield from ((320, "dark", False), (1280, "light", False))
    if kind in ("front page", "article", "article with comments") and not exhibit.is_right_to_left:
        yield 1280, "light", True


def look(verdict, axe, page, exhibit, kind, address, how):
    for violation in axe.run(page).response["violations"]:
        for node in violation["nodes"]:
            if not is_the_authors(exhibit, address, violation["id"], node["html"]):
                verdict.add(exhibit, f"{address} ({kind}; {how})", f"{violation['id']}: {violation['help']}",
                            f"{node['html'][:120]} – {node['failureSummary']}")


# Faults in bodies that other people wrote, in the export that theme makers test with, which nobody but they can mend.
AUTHORS = {
    # A table whose first column heads the rows, with nothing over it.
    ("/2013/01/11/markup-html-tags-and-formatting/", "empty-table-header", "<th></th>"),
    # A body that begins with a heading of the third level.
    ("/2009/05/15/edge-case-nested-and-mixed-lists/", "heading-order", "<h3>"),
}


def is_the_authors(exhibit, address, rule, markup):
    return not exhibit.is_sample and any(
        address == where and rule == what and markup.startswith(begin) for where, what, begin in AUTHORS)


if __name__ == "__main__":
    main()
