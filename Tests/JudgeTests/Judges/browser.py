"""One Chromium for a judge, and what every judge who looks through it does."""
import contextlib
import shutil
import sys

from exhibits import absent

try:
    from playwright.sync_api import Error, sync_playwright
except ImportError:
    sync_playwright, Error = None, Exception


@contextlib.contextmanager
def chromium(*arguments):
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        absent("Chromium", "Debian's package chromium is not installed")
    if not sync_playwright:
        absent("Chromium", "PyPI's playwright is not installed")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *arguments])
        except Error as error:
            absent("Chromium", str(error).strip()[-500:])
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def page_of(browser, exhibit, width=1280, height=900):
    """A fresh page that asks nobody but the magazine."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.route(lambda url: not url.startswith(exhibit.base + "/"), lambda route: route.abort())
    try:
        yield page
    finally:
        context.close()


def visit(page, exhibit, address):
    """Opens an address, and waits until nothing moves any more."""
    status = page.goto(exhibit.base + address, wait_until="load").status
    if status != (404 if address == "/no-such-page/" else 200):
        sys.exit(f"{exhibit.name} {address}: answers {status}, so that a page of its kind is not there to look at.")
    settle(page)


def settle(page):
    page.evaluate("""async () => {
        await document.fonts.ready;
        // A transition from one scheme's colours to the other's is no colour of either.
        for (const animation of document.getAnimations()) try { animation.finish() } catch { animation.cancel() }
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }""")


# Describes an element as its own markup begins.
DESCRIBE = """(element) => {
    const text = (element.textContent || '').replace(/\\s+/g, ' ').trim().slice(0, 60);
    return element.outerHTML.slice(0, element.outerHTML.indexOf('>') + 1).slice(0, 160) + text;
}"""
