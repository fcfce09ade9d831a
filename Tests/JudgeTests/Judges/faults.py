#!/usr/bin/env python3
"""faults.py: serves a magazine with a fault for each judge on a free port of this machine, and says where, until it is ended.

A judge who finds nothing here would find nothing anywhere.
"""
import http.server
import random
import struct
import zlib

FRONT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Faults</title><meta property="og:type" content="article">
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="alternate" type="application/atom+xml" href="/atom/"><link rel="alternate" type="application/feed+json" href="/feed.json">
<script type="application/ld+json">{"@type": Article}</script>
<script>document.title = 'It runs'</script></head>
<body><main><h1 align="middle">Faults</h1>
<p style="color:#ccc">Pale words</p>
<p><a href="/nowhere/">a dead link</a> <a href="/event.ics">an event</a> <a href="/heavy/">a heavy page</a> <a href="/heavy/#nothing">a dead fragment</a></p>
<p><img src="/late.png"></p><p>Below a picture that comes late, has no size, and no words.</p>
<img src="http://localhost:9/elsewhere.png" alt="">
<p><a href="/" style="outline:none">No ring</a> <a href="/" tabindex="5">out of turn</a></p>
<div style="width:700px">As wide as a page must not be on a telephone</div>
<div style="width:100px;overflow:hidden;white-space:nowrap">Words that are cut off in the middle</div>
<p><a href="/" onfocus="this.blur()">never has the focus</a></p>
</main></body></html>
"""
HEAVY = "<!DOCTYPE html><html lang=\"en\"><head><title>Heavy</title><meta property=\"og:type\" content=\"article\"></head><body><main><h1>Heavy</h1><p>%s</p></main></body></html>"
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def picture():
    """A grey PNG of 300 by 200 pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 300, 200, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 300) * 200)) + chunk(b"IEND", b""))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        chance = random.Random(1)
        pages = {
            "/": ("text/html", FRONT),
            "/heavy/": ("text/html", HEAVY % "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789 ") for _ in range(60_000))),
            "/style.css": ("text/css", "/* " + "x" * 20_000 + " */"),
            "/feed/": ("application/rss+xml", "<rss version=\"2.0\"><channel><title>Faults & more</title></channel></rss>"),
            "/atom/": ("application/atom+xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Faults</title></feed>"),
            "/feed.json": ("application/feed+json", "{\"version\": \"https://jsonfeed.org/version/1.1\"}"),
            "/robots.txt": ("text/plain", f"User-agent: *\nSitemap: {base}/sitemap.xml\n"),
            "/sitemap.xml": (
                "application/xml",
                f"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>{base}/nowhere/</loc></url></urlset>"),
            "/event.ics": ("text/calendar", CALENDAR),
            "/late.png": ("image/png", picture()),
        }
        kind, body = pages.get(self.path, ("text/plain", "There is nothing here."))
        body = body.encode() if isinstance(body, str) else body
        self.send_response(200 if self.path in pages else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
