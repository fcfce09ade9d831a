#!/usr/bin/env python3
"""screenshots.py [--stet PATH] [--out DIR] [--readme]: pictures of each kind of page of the sample magazine.

At three widths, light and dark, of the whole page: front-1280-dark.png. With --readme the two pictures that README.md shows are
made instead, in docs/. Needs chromium, which it talks to through a pipe (the DevTools protocol), and nothing else.
"""
import argparse
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
WIDTHS = (320, 768, 1280)
PAGES = {
    "front": "/",
    "front-2": "/page/2/",
    "article": "/2025/06/three-days-and-four-hundred-oars/",
    "article-rtl": "/2025/02/sabah-fi-suq-al-samak/",
    "talk": "/2024/09/the-sea-in-a-concertina/",
    "event": "/2025/04/wooden-boat-weekend-2025/",
    "section": "/section/harbour/",
    "tag": "/tag/rowing/",
    "author": "/author/marit-lodgaard/",
    "authors": "/authors/",
    "date": "/2025/",
    "page": "/about/how-we-work/",
    "search": "/search/?q=boat",
    "search-none": "/search/?q=submarine+cable",
    "not-found": "/2025/06/three-days-and-four-hundred-oar/",
}
# Name, page, width, height, scheme: what README.md shows.
README = (
    ("front", "/", 1280, 1240, "light"),
    ("article-dark", "/2025/06/three-days-and-four-hundred-oars/", 1280, 1240, "dark"),
)


class Browser:
    """Chromium, with one tab."""

    def __init__(self, folder):
        ours_read, theirs_write = os.pipe()
        theirs_read, ours_write = os.pipe()

        def hand_over():
            # DevTools reads from 3 and writes to 4, whatever numbers the pipes have.
            read, write = os.dup(theirs_read), os.dup(theirs_write)
            os.dup2(read, 3)
            os.dup2(write, 4)

        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if program is None:
            sys.exit("screenshots.py: there is no chromium here")
        self.process = subprocess.Popen(
            [
                program, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--remote-debugging-pipe",
                f"--user-data-dir={folder}", "about:blank",
            ],
            close_fds=False, preexec_fn=hand_over, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_read)
        os.close(theirs_write)
        self.output, self.input = os.fdopen(ours_write, "wb", 0), os.fdopen(ours_read, "rb", 0)
        self.number, self.buffer, self.session = 0, b"", None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.output.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def message(self):
        while b"\0" not in self.buffer:
            piece = self.input.read(1 << 16)
            if not piece:
                raise RuntimeError("chromium has gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, address, width, height, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])
        self.call("Page.navigate", url=address)
        while self.message().get("method") != "Page.loadEventFired":
            pass
        # Pictures further down are loaded when somebody gets there; here all are, and decoded.
        self.call(
            "Runtime.evaluate", awaitPromise=True,
            expression="Promise.all([...document.images].map(i => (i.loading = 'eager', i.decode().catch(() => 0))))")

    def picture(self, **options):
        return base64.b64decode(self.call("Page.captureScreenshot", **options)["data"])

    def close(self):
        self.process.terminate()
        self.process.wait()


def serve(stet, data):
    subprocess.run([stet, "import", "folder", os.path.join(ROOT, "Sample"), "--data", data], check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([stet, "serve", "--data", data, "--port", str(port)], stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(base + "/robots.txt").close()
            return server, base
        except OSError:
            time.sleep(0.1)
    server.terminate()
    sys.exit("screenshots.py: the server does not answer")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stet", default=os.path.join(ROOT, ".build/release/stet"))
    parser.add_argument("--out", default=os.path.join(ROOT, "screenshots"))
    parser.add_argument("--readme", action="store_true")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="stet-screenshots-")
    server, browser = None, None
    try:
        server, base = serve(arguments.stet, os.path.join(folder, "data"))
        browser = Browser(os.path.join(folder, "browser"))
        if arguments.readme:
            for name, path, width, height, scheme in README:
                browser.open(base + path, width, height, scheme)
                write(os.path.join(ROOT, "docs", f"{name}.webp"), browser.picture(format="webp", quality=72))
            return
        os.makedirs(arguments.out, exist_ok=True)
        for name, path in PAGES.items():
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    browser.open(base + path, width, 900, scheme)
                    file = os.path.join(arguments.out, f"{name}-{width}-{scheme}.png")
                    write(file, browser.picture(format="png", captureBeyondViewport=True, clip=whole(browser)))
    finally:
        if browser:
            browser.close()
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def whole(browser):
    size = browser.call("Page.getLayoutMetrics")["cssContentSize"]
    return {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}


def write(file, data):
    with open(file, "wb") as output:
        output.write(data)
    print(f"{os.path.relpath(file)} {len(data):,} bytes", flush=True)


if __name__ == "__main__":
    main()
