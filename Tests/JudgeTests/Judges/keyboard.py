#!/usr/bin/env python3
"""keyboard.py FOLDER: the Tab key alone, from the top of each kind of page to its end, in Chromium.

Every link, control and scrolling region that is visible gets the focus once, in the order of the document; one sees where it
is; nothing holds it. The Enter key opens what is closed, and the skip link leads to the content.
"""
from browser import DESCRIBE, chromium, page_of, visit
from exhibits import Verdict, exhibits

HELPERS = """() => { window.judge = {
    seen: new Set(), previous: null, unfocused: '',
    describe: """ + DESCRIBE + """,
    focusable() {
        const names = 'a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], iframe, [tabindex], [contenteditable]';
        return [...document.querySelectorAll('*')].filter(element => {
            if (!element.checkVisibility({visibilityProperty: true}) || element.closest('[inert]')) return false;
            if (element.matches(names)) {
                if (element.tabIndex < 0 || element.disabled || element.type === 'hidden') return false;
                if (element.type === 'radio') return !document.querySelector(`input[type=radio][name="${element.name}"]:checked`) || element.checked;
                return element.getClientRects().length > 0;
            }
            return this.scrolls(element) && !element.querySelector(names);
        });
    },
    scrolls(element) {
        if (element === document.scrollingElement || element === document.body) return false;
        const style = getComputedStyle(element);
        return (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth)
            || (/auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight);
    },
    // What is drawn round an element, and round what it generates.
    layers(element) {
        return [null, '::before', '::after'].map(part => {
            const style = getComputedStyle(element, part);
            if (part && style.content === 'none') return null;
            return {outline: [style.outlineStyle, style.outlineWidth, style.outlineColor, style.outlineOffset], shadow: style.boxShadow};
        });
    },
    hasRing(element) {
        return this.layers(element).some(layer => layer && (layer.shadow !== 'none' || (layer.outline[0] !== 'none'
            && parseFloat(layer.outline[1]) > 0 && !/rgba\\(.*, 0\\)|transparent/.test(layer.outline[2]))));
    },
    // Whether the middle of its first box is in the window, and nothing else lies over it.
    isSeen(element) {
        const box = [...element.getClientRects()].find(box => box.width > 0 && box.height > 0);
        if (!box) return false;
        const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1), y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
        if (box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight) return false;
        const top = document.elementFromPoint(x, y);
        return !!top && (element.contains(top) || top.contains(element));
    },
    step() {
        for (const animation of document.getAnimations()) try { animation.finish() } catch { animation.cancel() }
        const active = document.activeElement, list = this.focusable(), at = list.indexOf(active), before = list.indexOf(this.previous);
        if (!active || active === document.body || active === document.documentElement || (this.seen.has(active) && active !== this.previous))
            return {end: true, missed: list.filter(element => !this.seen.has(element)).map(this.describe), count: this.seen.size};
        const isWithin = active === this.previous, isOpaque = /^(AUDIO|VIDEO|IFRAME)$/.test(active.tagName);
        const report = {end: false, isWithin, isOpaque, what: this.describe(active), isNext: at === before + 1, isExpected: at >= 0,
            hasRing: isOpaque || (this.hasRing(active) && JSON.stringify(this.layers(active)) !== this.unfocused),
            isSeen: this.isSeen(active), closed: active.tagName === 'SUMMARY' && !active.parentElement.open,
            expected: list[before + 1] && this.describe(list[before + 1])};
        this.seen.add(active);
        this.previous = active;
        this.prepare(at);
        return report;
    },
    prepare(at) {
        const next = this.focusable()[at + 1];
        this.unfocused = next ? JSON.stringify(this.layers(next)) : '';
    },
}; judge.prepare(-1); return judge.focusable().length }"""


def main():
    verdict, stops = Verdict(), 0
    with chromium() as browser:
        for exhibit in exhibits():
            # Twins differ in direction, and the order of the document in nothing.
            widths = (1280,) if exhibit.is_right_to_left or not exhibit.is_sample else (320, 1280)
            for width in widths:
                with page_of(browser, exhibit, width) as page:
                    for kind, address in exhibit.kinds():
                        place = f"{address} ({kind}; {width} px)"
                        visit(page, exhibit, address)
                        skip(verdict, page, exhibit, place)
                        visit(page, exhibit, address)
                        stops += walk(verdict, page, exhibit, place)
    verdict.speak(f"{stops} stops of the focus")


def skip(verdict, page, exhibit, place):
    page.keyboard.press("Tab")
    if not page.evaluate("(document.activeElement.getAttribute('href') || '').startsWith('#')"):
        return verdict.add(exhibit, place, "the first stop is no link that skips to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    verdict.require(
        page.evaluate("""() => { const main = document.querySelector('main'), active = document.activeElement;
            return main.contains(active) || !!(main.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING) }"""),
        exhibit, place, "after the skip link the next stop is not in or behind the content")


def walk(verdict, page, exhibit, place):
    within, limit = 0, page.evaluate(HELPERS) * 2 + 60
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate("judge.step()")
        if stop["end"]:
            for missed in stop["missed"]:
                verdict.add(exhibit, place, "never gets the focus", missed)
            return stop["count"]
        if stop["isWithin"]:
            # The controls of a player have stops of their own.
            within += 1
            if not stop["isOpaque"] or within > 40:
                verdict.add(exhibit, place, "holds the focus", stop["what"])
                return 0
            continue
        within = 0
        verdict.require(stop["isExpected"], exhibit, place, "gets the focus and is not visible, or is nothing to act on", stop["what"])
        verdict.require(stop["isNext"] or not stop["isExpected"], exhibit, place, f"gets the focus out of turn, before {stop['expected']}", stop["what"])
        verdict.require(stop["hasRing"], exhibit, place, "one does not see that it has the focus", stop["what"])
        verdict.require(stop["isSeen"], exhibit, place, "has the focus and is out of sight, or behind something", stop["what"])
        if stop["closed"]:
            page.keyboard.press("Enter")
            verdict.require(page.evaluate("document.activeElement.parentElement.open"), exhibit, place, "the Enter key does not open it", stop["what"])
            page.evaluate("judge.prepare(judge.focusable().indexOf(judge.previous))")
    verdict.add(exhibit, place, f"the focus finds no end in {limit} presses of the Tab key")
    return 0


if __name__ == "__main__":
    main()
