#!/usr/bin/env python3
"""loading.py FOLDER: how each kind of page loads in Chromium. Nothing moves (layout shift 0), also where pictures come late;
nobody else is asked; no script runs; the console is silent; nothing that the page needs is missing.
"""
import time

from browser import Error, chromium, visit
from exhibits import DEAD_BEFORE, Verdict, exhibits

SCROLL = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let top = 0; top < document.scrollingElement.scrollHeight; top += innerHeight / 2) { scrollTo(0, top); await frame(); }
    // Pictures below have been asked for by now; a player without a file of its own is not waited for.
    await Promise.all([...document.images].map(image => image.complete || new Promise(done => {
        image.onload = image.onerror = done; setTimeout(done, 5000); })));
    await frame();
}"""
SHIFTS = """() => new Promise(done => {
    const found = [], box = rect => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
    const name = node => !node ? 'something' : node.nodeType === 1 ? node.cloneNode().outerHTML.slice(0, 100) : node.textContent.trim().slice(0, 60);
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) found.push([shift.value, shift.sources.map(source =>
            `${name(source.node)} from ${box(source.previousRect)} to ${box(source.currentRect)}`).join(', ')]);
    }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(found), 60);
})"""
SCRIPTS = """() => [...document.scripts].filter(script => !script.type || /javascript|ecmascript|module/.test(script.type))
    .map(script => script.outerHTML.slice(0, 120))"""


def main():
    verdict, count = Verdict(), 0
    with chromium() as browser:
        for exhibit in exhibits():
            for kind, address in exhibit.kinds():
                for width in (320, 1280):
                    count += 1
                    load(verdict, browser, exhibit, f"{address} ({kind}; {width} px)", address, width)
    verdict.speak(f"{count} loads of pages")


def wait_for_paint(page):
    """Until something was painted, however busy the machine is."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        page.wait_for_timeout(50)
        try:
            if page.evaluate("performance.getEntriesByType('paint').length"):
                break
        except Error:
            # The document is being changed for the one that was asked for.
            continue
    page.wait_for_timeout(100)


def load(verdict, browser, exhibit, place, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page, said, failed, foreign = context.new_page(), [], [], []

    def answer(route):
        request = route.request
        if not request.url.startswith(exhibit.base + "/"):
            foreign.append(request)
            return route.abort()
        if request.resource_type in ("image", "font"):
            # Later than the first paint, as over a real line; else everything is there before anything can move.
            wait_for_paint(page)
        route.continue_()

    page.route("**/*", answer)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda response: failed.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    try:
        visit(page, exhibit, address)
        page.evaluate(SCROLL)
        for value, what in page.evaluate(SHIFTS):
            verdict.add(exhibit, place, f"moves while it loads ({value:.4f})", what)
        for script in page.evaluate(SCRIPTS):
            verdict.add(exhibit, place, "has a script that runs", script)
    finally:
        context.close()
    for request in foreign:
        verdict.add(exhibit, place, f"asks another host for a {request.resource_type}", request.url)
    for line in failed:
        path = exhibit.own(line.partition(" ")[2])
        if path != address and (exhibit.is_sample or path not in DEAD_BEFORE):
            verdict.add(exhibit, place, "something that the page needs does not answer", line)
    for line in said:
        # The browser's own word on what is counted above.
        if not line.startswith("Failed to load resource"):
            verdict.add(exhibit, place, "the console says", line)


if __name__ == "__main__":
    main()
