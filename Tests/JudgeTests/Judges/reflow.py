#!/usr/bin/env python3
"""reflow.py FOLDER: nothing is cut off and nothing scrolls sideways, in Chromium: 320 pixels wide (WCAG 1.4.10), and 1280 with
text at 200 % (WCAG 1.4.4), both by the size that a reader has set in the browser and by one that is set on the page.

What scrolls within its own frame by design, a wide table or a long line of code, may.
"""
from browser import chromium, page_of, visit, settle
from exhibits import Verdict, exhibits

MEASURE = """() => {
    const root = document.scrollingElement, width = root.clientWidth, found = [];
    if (root.scrollWidth > width) found.push(['the page scrolls sideways', `${root.scrollWidth} in ${width} pixels`]);
    const styles = new Map(), style = element => styles.get(element) || (styles.set(element, getComputedStyle(element)), styles.get(element));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const cuts = /hidden|clip/, scrolls = /auto|scroll/;
    texts: while (walker.nextNode()) {
        const text = walker.currentNode, holder = text.parentElement;
        if (!text.data.trim() || !holder.checkVisibility({visibilityProperty: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        let boxes = [...range.getClientRects()].filter(box => box.width > 0 && box.height > 0);
        for (let element = holder; element && element !== root; element = element.parentElement) {
            const its = style(element), frame = element.getBoundingClientRect();
            // Words for screen readers alone: one pixel, or clipped to nothing.
            if ((cuts.test(its.overflowX) && frame.width <= 1 && frame.height <= 1) || its.clipPath === 'inset(50%)') continue texts;
            if (scrolls.test(its.overflowX)) {
                // Beyond its frame it can be scrolled to; across, it must fit all the same.
                boxes = [];
                break;
            }
            if (its.display === 'inline' || its.display === 'contents') continue;
            const slack = 1 + parseFloat(its.fontSize) * .3;
            for (const box of boxes) {
                if (cuts.test(its.overflowX) && (box.left < frame.left - 1 || box.right > frame.right + 1)
                    || cuts.test(its.overflowY) && (box.top < frame.top - slack || box.bottom > frame.bottom + slack)) {
                    found.push(['text is cut off', text.data.trim().slice(0, 80) + ' in ' + element.cloneNode().outerHTML.slice(0, 100)]);
                    continue texts;
                }
            }
        }
        for (const box of boxes) {
            const isOutside = box.right <= 0 || box.left >= width;
            // A link to the content waits outside of the page until it has the focus.
            if (isOutside && holder.closest('a[href^="#"]')) continue;
            if (box.left < -1 || box.right > width + 1) {
                found.push(['text goes beyond the edge', `${text.data.trim().slice(0, 80)} (${Math.round(box.left)} to ${Math.round(box.right)} in ${width} pixels)`]);
                break;
            }
        }
    }
    // Words that are drawn over others.
    for (const element of document.querySelectorAll('img, video, audio, iframe, table, pre, input, button')) {
        if (!element.checkVisibility({visibilityProperty: true})) continue;
        const box = element.getBoundingClientRect();
        let frame = element.parentElement;
        while (frame && frame !== root && !scrolls.test(style(frame).overflowX)) frame = frame.parentElement;
        if ((!frame || frame === root) && (box.left < -1 || box.right > width + 1))
            found.push(['goes beyond the edge', element.cloneNode().outerHTML.slice(0, 160)]);
    }
    return found;
}"""


def main():
    verdict, count = Verdict(), 0
    with chromium() as browser:
        for exhibit in exhibits():
            with page_of(browser, exhibit, 320) as page:
                for kind, address in exhibit.kinds():
                    visit(page, exhibit, address)
                    count += look(verdict, page, exhibit, kind, address, "320 px")
                    page.set_viewport_size({"width": 1280, "height": 900})
                    page.evaluate("document.documentElement.style.fontSize = '200%'")
                    count += look(verdict, page, exhibit, kind, address, "1280 px, root at 200 %")
                    page.set_viewport_size({"width": 320, "height": 900})
    with chromium("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26") as browser:
        for exhibit in exhibits():
            with page_of(browser, exhibit) as page:
                for kind, address in exhibit.kinds():
                    visit(page, exhibit, address)
                    verdict.require(page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px", exhibit, address,
                                    "the page does not follow the reader's own text size")
                    count += look(verdict, page, exhibit, kind, address, "1280 px, reader's text at 200 %")
    verdict.speak(f"{count} looks at pages")


def look(verdict, page, exhibit, kind, address, how):
    # All that can be opened is open.
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    settle(page)
    for rule, excerpt in page.evaluate(MEASURE):
        verdict.add(exhibit, f"{address} ({kind}; {how})", rule, excerpt)
    return 1


if __name__ == "__main__":
    main()
