#!/usr/bin/env python3
"""delivery.py [--quick] [--stet PATH] [--cache DIR]: measures pages from the cache, edits and the static export beside nginx and
Hugo, and prints one Markdown table.

It works in the folder of bench.py, on the same exports. What is asked for is the same for each peer: the bytes that Stet serves are
what nginx serves, as files compressed beforehand (gzip_static) and from a cache of its own that compresses for each request, which is
how most WordPress sites run. Peers take turns in one run. CPU time of the server is the steady figure: the program that asks (wrk)
shares the machine's cores with whoever answers.
"""
import argparse
import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import bench
from bench import Server, Table, median, note

ROUNDS = 3
SECONDS = 4
CLIENTS = 32
BROWSER = "gzip, deflate, br"


def cpu_seconds(pid):
    """Of a process and of those it has begun."""
    total = 0
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    for one in [str(pid), *children]:
        with open(f"/proc/{one}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def load(port, pid, path, accept=BROWSER, clients=CLIENTS, seconds=SECONDS, script=None):
    """Requests a second, CPU time of the server for one in µs, the 99th percentile in ms."""
    before = cpu_seconds(pid)
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-H", f"Accept-Encoding: {accept}"]
    report = subprocess.run(command + (["-s", script] if script else []) + [f"http://127.0.0.1:{port}{path}"],
                            capture_output=True, text=True, check=True).stdout
    spent = cpu_seconds(pid) - before
    count = int(re.search(r"(\d+) requests in", report)[1])
    if "Non-2xx" in report or not count:
        sys.exit(f"{path} was not answered:\n{report}")
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", report).groups()
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1]), 1e6 * spent / count,
            float(value) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit])


def fetch(port, path, accept):
    answer = subprocess.run(["curl", "-s", "-i", "-H", f"Accept-Encoding: {accept}", f"http://127.0.0.1:{port}{path}"],
                            capture_output=True, check=True).stdout
    return answer.partition(b"\r\n\r\n")[2]


class Nginx:
    """Debian's nginx with two servers: files with gzip_static, and a cache in front of Stet that compresses for each request."""

    def __init__(self, folder, upstream):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder + "/site")
        self.ports = []
        for _ in range(2):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.ports.append(probe.getsockname()[1])
        with open(folder + "/nginx.conf", "w", encoding="utf-8") as file:
            file.write(f"""
                {"user root;" if os.geteuid() == 0 else ""}
                worker_processes {os.cpu_count()}; daemon off; pid {folder}/pid; error_log {folder}/error.log;
                events {{ worker_connections 1024; }}
                http {{
                    access_log off; sendfile on; keepalive_requests 100000000; open_file_cache max=1000;
                    types {{ text/html html; }} charset utf-8;
                    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
                    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
                    proxy_cache_path {folder}/cache keys_zone=pages:10m max_size=1g;
                    server {{ listen 127.0.0.1:{self.ports[0]}; root {folder}/site; index index.html; gzip_static on; }}
                    server {{
                        listen 127.0.0.1:{self.ports[1]}; gzip on; gzip_types *; gzip_proxied any;
                        location / {{
                            proxy_pass http://127.0.0.1:{upstream}; proxy_set_header Accept-Encoding ""; proxy_cache pages;
                            proxy_cache_valid 10m; proxy_ignore_headers Cache-Control Expires Vary;
                        }}
                    }}
                }}""")
        self.process = subprocess.Popen(["nginx", "-p", folder, "-c", folder + "/nginx.conf"], stderr=subprocess.DEVNULL)
        bench.atexit.register(self.process.terminate)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.ports[0])) == 0:
                    return
            time.sleep(.05)
        sys.exit("nginx did not start: " + open(folder + "/error.log", encoding="utf-8").read())

    def put(self, path, plain, packed):
        folder = self.folder + "/site" + path
        os.makedirs(folder, exist_ok=True)
        for name, content in (("index.html", plain), ("index.html.gz", packed)):
            with open(folder + name, "wb") as file:
                file.write(content)


def measure_cached(table, server, folder, pages):
    nginx = Nginx(folder, server.port)
    for name, path in pages:
        plain, packed = fetch(server.port, path, "identity"), fetch(server.port, path, "gzip")
        if gzip.decompress(packed) != plain:
            sys.exit(f"{path} is another page when it is packed.")
        nginx.put(path, plain, packed)
        brotli = fetch(server.port, path, BROWSER)
        runs = {"br": [], "gzip": [], "static": [], "cache": []}
        for _ in range(ROUNDS):
            runs["br"].append(load(server.port, server.process.pid, path))
            runs["static"].append(load(nginx.ports[0], nginx.process.pid, path))
            runs["gzip"].append(load(server.port, server.process.pid, path, "gzip"))
            runs["cache"].append(load(nginx.ports[1], nginx.process.pid, path))
        sizes = f"{len(plain) / 1e3:.1f} kB; {len(brotli) / 1e3:.1f} br, {len(packed) / 1e3:.1f} gzip"
        for key, what in (("br", f"{name} ({sizes}), to a browser"), ("gzip", "– to who takes gzip alone"),
                          ("static", "– nginx, gzip_static"), ("cache", "– nginx, its own cache, gzip made for each request")):
            table.add(f"{what}: requests a second", [r[0] for r in runs[key]], "")
            table.add("– – CPU time for one", [r[1] for r in runs[key]], " µs", 1)
        for key, of in (("br", "to a browser"), ("gzip", "gzip")):
            for what, index in (("requests a second", 0), ("CPU time", 1)):
                ratios = [own[index] / peer[index] for own, peer in zip(runs[key], runs["static"])]
                table.add(f"– {of}, by gzip_static: {what}", ratios, " times", 2, "≥ 1" if index == 0 else "≤ 1",
                          (lambda ratio: ratio >= 1) if index == 0 else (lambda ratio: ratio <= 1))
        ratios = [peer[1] / own[1] for own, peer in zip(runs["br"], runs["cache"])]
        table.add("– CPU time of nginx's cache by Stet's", ratios, " times", 1, "≥ 20", lambda ratio: ratio >= 20)
    nginx.process.send_signal(signal.SIGTERM)
    nginx.process.wait()


def command(stet, directory, *arguments):
    done = subprocess.run([stet, *arguments, "--data", directory], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def measure_editing(table, stet, server, directory, paths, cache):
    """The 99th percentile while an editor saves once a second."""
    script = os.path.join(cache, "paths.lua")
    with open(script, "w", encoding="utf-8") as file:
        file.write("local paths = {" + ",".join(f'"{path}"' for path in ["/", *paths[:200]]) + "}\nlocal next = 0\n"
                   "request = function() next = next % #paths + 1; return wrk.format('GET', paths[next]) end\n")
    quiet, busy = [], []
    for number in range(ROUNDS):
        quiet.append(load(server.port, server.process.pid, "/", script=script, seconds=2 * SECONDS)[2])
        child = subprocess.Popen(
            ["sh", "-c", "i=0; while :; do i=$((i+1)); \"$0\" article edit \"$1\" --title \"Round " + str(number)
             + ", save $i\" --data \"$2\" >/dev/null; sleep 1; done", stet, paths[0], directory])
        busy.append(load(server.port, server.process.pid, "/", script=script, seconds=2 * SECONDS)[2])
        child.kill()
        child.wait()
    table.add(f"99th percentile, {CLIENTS} connections, 201 pages", quiet, " ms", 2)
    table.add("– while somebody saves once a second", busy, " ms", 2)
    table.add("– by the one without", [b / q for b, q in zip(busy, quiet)], " times", 2, "≤ 2", lambda ratio: ratio <= 2)


def measure_visible(table, stet, server, directory, path, section):
    """From a save that is acknowledged to the new title on each page, every page asked for in the same moment."""
    runs = {"article": [], "front page": [], "section": [], "feed": []}
    places = {"article": path, "front page": "/", "section": section, "feed": "/feed/"}
    for number in range(20):
        for place in places.values():
            server.get(place)
        title = f"Title {number} of {int(time.time())}"
        command(stet, directory, "article", "edit", path, "--title", title)
        for name, place in places.items():
            start = time.perf_counter()
            body = fetch_kept(server, place)
            runs[name].append(1e3 * (time.perf_counter() - start))
            if title.encode() not in body:
                sys.exit(f"{place} does not show what was saved.")
    for name, times in runs.items():
        table.add(f"Saved to visible: {name}", times, " ms", 1, "< 10 ms", lambda value: value < 10)


def fetch_kept(server, path):
    """Over the connection that is there."""
    server.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: harbour.example\r\n\r\n".encode())
    answer = server.socket.recv(1 << 18)
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += server.more()
    length = int(re.search(rb"\r\ncontent-length: *(\d+)", answer[:end], re.IGNORECASE)[1])
    while len(answer) < end + 4 + length:
        answer += server.more()
    return answer[end + 4:]


def measure_uncached(table, stet, counts, cache):
    base = None
    for count in counts:
        directory = os.path.join(cache, f"data-{count}")
        if not os.path.exists(directory):
            bench.imports(stet, bench.export(count, cache), count, directory)
        paths = bench.published_paths(bench.export(count, cache))
        server = Server(stet, directory, ["--cache-memory", "0"])
        chosen = bench.random.Random(3).sample(paths, min(900, len(paths)))
        for path in chosen[:100]:
            server.get(path)
        size = len(chosen) // ROUNDS
        times = [bench.run(server, chosen[i * size:(i + 1) * size])[0] for i in range(ROUNDS)]
        server.stop()
        table.add(f"Article page without the cache, of {count:,}, median", times, " ms", 2)
        if base:
            table.add(f"– by that of {counts[0]:,}", [value / base for value in times], " times", 2, "≤ 1.5",
                      lambda ratio: ratio <= 1.5)
        base = base or median(times)


def measure_memory(table, stet, directory, paths, limit):
    server = Server(stet, directory, ["--cache-memory", str(limit)])
    # More than it holds: each page is in it in three forms.
    for number, path in enumerate(paths):
        server.get(path)
        if number % 2000 == 0 and server.memory("VmRSS") > limit * 2:
            break
    table.add(f"Resident memory with a full cache of {limit} MB, {len(paths):,} articles asked for", [server.memory("VmRSS")],
              " MB", 0, f"≤ {limit + 100} MB", lambda size: size <= limit + 100)
    server.stop()


def timed(arguments):
    """Seconds, and the peak of resident memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: {said}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure_export(table, stet, directory, count, cache, paths):
    # A name of its own, and taken away at the end: ext4 looks for room among what was deleted in the last minutes, file by file.
    out = os.path.join(cache, f"site-{os.getpid()}")
    # Hugo draws no cards for articles without a picture, which all of these are.
    export = [stet, "export", "site", "--data", directory, "--to", out, "--no-cards"]
    seconds, memory = timed(export)
    files = sum(len(names) for _, _, names in os.walk(out))
    table.add(f"Static export of {count:,} articles, whole ({files:,} files)", [seconds], " s", 1, "≤ 41 s" if count == 100_000 else "",
              (lambda value: value <= 41) if count == 100_000 else None)
    table.add("– peak memory", [memory], " MB", 0, "< 1,000 MB", lambda size: size < 1000)
    times = []
    for number in range(3):
        command(stet, directory, "article", "edit", paths[len(paths) // 2], "--title", f"A title corrected at {time.time()}")
        times.append(timed(export)[0])
    table.add("– after one corrected title", [1e3 * value for value in times], " ms", 0, "< 200 ms", lambda value: value < 200)
    command(stet, directory, "article", "withdraw", paths[-1])
    timed(export)
    command(stet, directory, "article", "publish", paths[-1])
    table.add("– after one more article", [timed(export)[0]], " s", 1, "< 5 s", lambda value: value < 5)
    table.add("– with nothing to do", [1e3 * timed(export)[0] for _ in range(3)], " ms")
    shutil.rmtree(out, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="5,000 articles instead of 100,000")
    options.add_argument("--million", action="store_true", help="also an article of 1,000,000: 10 GB, half an hour")
    options.add_argument("--stet", default=os.path.join(bench.HERE, "../.build/release/stet"), help="the program")
    options.add_argument("--cache", default=os.path.join(bench.HERE, "../.build/bench"), help="where exports and data lie")
    options.add_argument("--only", default="", help="some of: cached editing visible uncached memory export")
    options = options.parse_args()
    counts = [1000, 5000] if options.quick else [1000, 10_000, 100_000] + ([1_000_000] if options.million else [])
    count = 5000 if options.quick else 100_000
    stet, cache = os.path.abspath(options.stet), os.path.abspath(options.cache)
    os.makedirs(cache, exist_ok=True)
    wanted = set(options.only.split()) or {"cached", "editing", "visible", "uncached", "memory", "export"}
    table, description = Table(), bench.machine()
    directory = os.path.join(cache, f"data-{count}")
    if not os.path.exists(directory):
        bench.imports(stet, bench.export(count, cache), count, directory)
    paths = bench.published_paths(bench.export(count, cache))
    server = Server(stet, directory)
    if "cached" in wanted:
        measure_cached(table, server, os.path.join(cache, "nginx"), [("Article page", paths[count // 2]), ("Front page", "/")])
    server.connect()
    if "editing" in wanted:
        measure_editing(table, stet, server, directory, paths[-200:], cache)
        server.connect()
    if "visible" in wanted:
        # The listing that its breadcrumbs lead through.
        section = re.search(rb'"position":2,"name":"[^"]*","item":"https://[^/]+(/category/[^"]+/)"',
                            fetch(server.port, paths[-1], "identity"))
        measure_visible(table, stet, server, directory, paths[-1], section[1].decode())
    server.stop()
    if "uncached" in wanted:
        measure_uncached(table, stet, counts, cache)
    if "memory" in wanted:
        measure_memory(table, stet, directory, paths[:14_000], 64 if options.quick else 256)
    if "export" in wanted:
        measure_export(table, stet, directory, count, cache, paths)
    print(description + "\n\n" + "\n".join(table.lines))


if __name__ == "__main__":
    main()
