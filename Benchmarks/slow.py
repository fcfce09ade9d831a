#!/usr/bin/env python3
"""slow.py [--quick] [--stet PATH] [--cache DIR] [--connections N]: what slow clients cost the others, and prints one Markdown table.

2,000 connections send a byte of a head every ten seconds, then 2,000 a byte of a body every twenty-five, then 2,000 ask for much and read
a byte every thirty. Meanwhile another client asks for pages over one connection. Each kind runs until the server has shed all of them, so
this takes five minutes; with --quick there are 200 of each.
"""
import argparse
import atexit
import multiprocessing
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time

from bench import HERE, Server, export, note, percentile, published_paths

KINDS = ("a byte of a head every 10 s", "a byte of a body every 25 s", "reads a byte every 30 s")
INTERVALS = (10, 25, 30)
# What the server promises of each kind: the limit, twice the quarter of the shortest one by which it may be late, and half a second between
# two looks of ours.
LIMITS = (15, 10, 30)
LATE = 3
PAGES = 40


class Watched(Server):
    """A server whose connections can be counted."""

    def __init__(self, stet, directory):
        self.process = subprocess.Popen(
            [stet, "serve", "--data", directory, "--port", "0", "--admin-port", "0", "--no-pictures-ahead"], stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        ports = {}
        while len(ports) < 2:
            line = self.process.stdout.readline()
            found = re.search(r"(magazine is|metrics are) at http://127\.0\.0\.1:(\d+)/", line)
            if not line:
                sys.exit("The server did not start.")
            if found:
                ports[found[1]] = int(found[2])
        self.port, self.admin = ports["magazine is"], ports["metrics are"]
        self.connect()

    def figure(self, name):
        with socket.create_connection(("127.0.0.1", self.admin)) as connection:
            connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = b""
            while part := connection.recv(1 << 18):
                answer += part
        return float(re.search(rf"^{name} (\S+)", answer.decode(), re.MULTILINE)[1])


def crowd(port, kind, count, page, ready, stop):
    """Opens the slow connections and goes on until it is told to stop."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    first = (
        b"GET / HTTP/1.1\r\nHost: x\r\nX: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n",
        f"GET {page} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * PAGES,
    )[kind]
    connections = []
    for _ in range(count):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        connection.setblocking(False)
        connection.send(first)
        connections.append(connection)
    ready.set()
    # Spread over the interval, as strangers are.
    index, start = 0, time.monotonic()
    step = INTERVALS[kind] / count
    while not stop.is_set():
        due = int((time.monotonic() - start) / step)
        while index < due:
            connection = connections[index % count]
            index += 1
            try:
                connection.send(b"a") if kind < 2 else connection.recv(1)
            except OSError:
                pass
        time.sleep(0.01)


def measure(server, paths, seconds):
    """Asks for one page after the other; the seconds each took. Not as fast as it can: with pauses, as a reader."""
    latencies, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        latencies.append(server.get(paths[len(latencies) % len(paths)])[0])
        time.sleep(0.002)
    return latencies


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="200 connections of each kind")
    options.add_argument("--connections", type=int, help="of each kind")
    options.add_argument("--stet", default=os.path.join(HERE, "../.build/release/stet"), help="the program")
    options.add_argument("--cache", default=os.path.join(HERE, "../.build/bench"), help="where the data lies")
    options = options.parse_args()
    count = options.connections or (200 if options.quick else 2000)
    stet, cache = os.path.abspath(options.stet), os.path.abspath(options.cache)
    os.makedirs(cache, exist_ok=True)
    directory = os.path.join(cache, "data-slow")
    shutil.rmtree(directory, ignore_errors=True)
    exported = export(1000, cache)
    imported = subprocess.run([stet, "import", "wordpress", exported, "--data", directory], stdout=subprocess.DEVNULL)
    if imported.returncode not in (0, 1):
        sys.exit("The import failed.")
    server = Watched(stet, directory)
    paths = ["/", "/feed/"] + published_paths(exported)[:200]
    measure(server, paths, 3)
    context = multiprocessing.get_context("fork")
    lines = []
    for kind, name in enumerate(KINDS):
        note(f"Quiet, then {count:,} connections: {name}.")
        quiet = measure(server, paths, 15)
        memory = server.memory("VmRSS")
        ready, stop = context.Event(), context.Event()
        process = context.Process(target=crowd, args=(server.port, kind, count, "/", ready, stop))
        process.start()
        ready.wait()
        start, latencies, most, shed, peak = time.monotonic(), [], 0, None, memory
        while shed is None and time.monotonic() - start < 120:
            latencies += measure(server, paths, 0.5)
            # Less the client that measures.
            open_now = server.figure("stet_http_connections") - 1
            most, peak = max(most, open_now), max(peak, server.memory("VmRSS"))
            if most > 0 and open_now <= 0:
                shed = time.monotonic() - start
        stop.set()
        process.join()
        figures = [percentile(values, 0.99) * 1000 for values in (quiet, latencies)]
        ratio = figures[1] / figures[0]
        limit = LIMITS[kind] + LATE
        lines.append(
            f"| {count:,} × {name} | {most:.0f} | {'not' if shed is None else f'{shed:.0f} s'} | {limit} s "
            f"| {figures[0]:.2f} ms | {figures[1]:.2f} ms | {ratio:.2f} times | {'yes' if ratio <= 2 and shed and shed < limit + 1 else '**no**'} "
            f"| {peak - memory:+.0f} MB |")
        note(lines[-1])
        # Two more looks before the next kind, so that none of these is left.
        time.sleep(1)
    server.stop()
    print("\n| Slow clients | Open at most | All shed after | To reach | 99th percentile, quiet | – meanwhile | Ratio (≤ 2) | Met | Memory |")
    print("|---|---|---|---|---|---|---|---|---|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
