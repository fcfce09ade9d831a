#!/usr/bin/env python3
"""bench.py [--quick] [--stet PATH] [--cache DIR]: measures import, start and pages, and prints one Markdown table.

Works on exports that export.py makes; they and the data directories lie in the cache folder. Standard output is the
line about the machine and the table; what is going on goes to standard error.
"""
import argparse
import atexit
import glob
import hashlib
import os
import platform
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = 3
STARTS = 5
# Articles asked for in one run, and requests for each of two listing pages.
ARTICLES = 2000
LISTINGS = 500
CARDS_PER_PAGE = 12


def note(sentence):
    print(sentence, file=sys.stderr, flush=True)


def median(values):
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def percentile(values, share):
    return sorted(values)[int((len(values) - 1) * share)]


# What is measured on

def export(count, cache):
    """The export of `count` articles, made where this export.py has not made it yet."""
    generator = os.path.join(HERE, "export.py")
    with open(generator, "rb") as file:
        version = hashlib.sha256(file.read()).hexdigest()[:8]
    path = os.path.join(cache, f"export-{count}-{version}.xml")
    if not os.path.exists(path):
        note(f"Making an export of {count:,} articles.")
        # In a process of its own, so that this one stays small: a child's peak memory counts from its parent's.
        subprocess.run([sys.executable, generator, str(count), path + ".part"], check=True)
        os.rename(path + ".part", path)
    return path


def published_paths(path):
    """The paths of the articles that readers can ask for."""
    paths, link = [], ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("<link>"):
                link = line[len("<link>"):].partition("</link>")[0]
            elif "<wp:status><![CDATA[publish]]>" in line:
                paths.append("/" + link.split("/", 3)[3])
    return paths


def read_through(path):
    """Brings a file into memory, so that each run finds it there."""
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


def put_out_of_memory(*paths):
    for path in paths:
        with open(path, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


# Import

def imports(stet, path, count, directory, postgres=None):
    """Imports, each into a fresh directory, or a fresh database too: their seconds, those of CPU time, their peaks of
    resident memory in MB."""
    seconds, cpu, peaks = [], [], []
    for _ in range(RUNS):
        shutil.rmtree(directory, ignore_errors=True)
        options = ["--database", postgres.fresh_database()] if postgres else []
        read_through(path)
        # What was written before shall not be paid for in this run.
        os.sync()
        start = time.perf_counter()
        child = subprocess.Popen(
            [stet, "import", "wordpress", path, "--data", directory] + options, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)
        report = child.stdout.read()
        # Not RUSAGE_CHILDREN: that is the highest of all children so far.
        _, status, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - start)
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu.append(usage.ru_utime + usage.ru_stime)
        peaks.append(usage.ru_maxrss / 1024)
        # Exit code 1 is no failure: comments that were held for spam are left out.
        row = re.search(r"^articles +(\d+) +(\S+) +(\S+)", report, re.MULTILINE)
        whole = row and int(row[1]) == count == sum(int(cell) for cell in row.group(2, 3) if cell.isdigit())
        if child.returncode not in (0, 1) or not whole:
            sys.exit(f"The import of {path} failed with exit code {child.returncode}:\n{report}")
        note(f"Imported {count:,} articles in {seconds[-1]:.1f} s, {cpu[-1]:.1f} s of CPU time.")
    return seconds, cpu, peaks


# PostgreSQL

class Postgres:
    """A server of Debian's package with its own settings but a port, in a folder of its own, gone at the end."""

    def __init__(self):
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda folder: int(folder.split("/")[4]))
        if not folders:
            sys.exit("PostgreSQL is not installed: make bench installs it.")
        self.programs, self.databases = folders[-1], 0
        # Not in the cache folder, which may be closed to the user that the server runs as: it refuses root.
        self.folder = tempfile.mkdtemp(prefix="stet-bench-", dir="/var/tmp")
        self.prefix = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.run("initdb", "-D", self.folder + "/data", "-U", "stet", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.process = subprocess.Popen(
            self.prefix + [self.programs + "/postgres", "-D", self.folder + "/data", "-p", str(self.port), "-k", self.folder,
                           "-c", "listen_addresses=127.0.0.1"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(self.stop)
        for _ in range(200):
            if subprocess.run([self.programs + "/pg_isready", "-q", "-h", self.folder, "-p", str(self.port)]).returncode == 0:
                return
            time.sleep(.05)
        sys.exit("PostgreSQL did not start.")

    def run(self, program, *arguments):
        subprocess.run(self.prefix + [f"{self.programs}/{program}", *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL)

    def fresh_database(self):
        connection = ["-h", self.folder, "-p", str(self.port), "-U", "stet"]
        if self.databases:
            self.run("dropdb", *connection, f"magazine{self.databases}")
        self.databases += 1
        self.run("createdb", *connection, f"magazine{self.databases}")
        return self.address()

    def address(self):
        return f"postgres://stet@127.0.0.1:{self.port}/magazine{self.databases}"

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


# Requests

class Server:
    """A `stet serve` on a free port, and one keep-alive connection to it."""

    def __init__(self, stet, directory, options=()):
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [stet, "serve", "--data", directory, "--port", "0", "--no-pictures-ahead", *options], stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        ready = re.search(r"at http://127\.0\.0\.1:(\d+)/", self.process.stdout.readline())
        if not ready:
            sys.exit("The server did not start.")
        self.port = int(ready[1])
        self.connect()
        self.get("/")
        self.seconds_to_first_answer = time.perf_counter() - start

    def connect(self):
        """Anew, too, where the server has closed a connection that nobody used for a while."""
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path, status=200):
        """Asks for a path. Returns the seconds until the last byte was here, and the bytes of the body."""
        request = f"GET {path} HTTP/1.1\r\nHost: harbour.example\r\n\r\n".encode()
        start = time.perf_counter()
        self.socket.sendall(request)
        answer = self.socket.recv(1 << 18)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self.more()
        length = re.search(rb"\r\ncontent-length: *(\d+)", answer[:end], re.IGNORECASE)
        size = int(length[1]) if length else 0
        missing = end + 4 + size - len(answer)
        while missing > 0:
            missing -= len(self.more())
        seconds = time.perf_counter() - start
        if answer[9:12] != b"%d" % status:
            sys.exit(f"{path} answered {answer[:end].decode()}")
        return seconds, size

    def more(self):
        part = self.socket.recv(1 << 18)
        if not part:
            sys.exit("The server closed the connection.")
        return part

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, field):
        """VmRSS or VmHWM, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(rf"{field}:\s+(\d+) kB", file.read())[1]) / 1024

    def stop(self):
        self.socket.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate()


def run(server, paths, status=200):
    """Requests one after the other: their median, their 95th percentile and the server's CPU time for one, in ms, and
    the bytes of a body."""
    before = server.cpu_seconds()
    answers = [server.get(path, status) for path in paths]
    cpu = (server.cpu_seconds() - before) / len(paths)
    seconds = [answer[0] for answer in answers]
    return 1e3 * median(seconds), 1e3 * percentile(seconds, .95), 1e3 * cpu, median([answer[1] for answer in answers])


def listing_run(server, first, last):
    """The medians, in ms, of two pages that are asked for in turns."""
    pairs = [(server.get(first)[0], server.get(last)[0]) for _ in range(LISTINGS)]
    return 1e3 * median([pair[0] for pair in pairs]), 1e3 * median([pair[1] for pair in pairs])


# The table

class Table:
    def __init__(self, *peers):
        self.lines = ["| " + " | ".join(["Figure", "Target", "Stet", "Lowest – highest", "Met", *peers]) + " |",
                      "|---" * (5 + len(peers)) + "|"]
        self.columns = 5 + len(peers)

    def add(self, figure, runs, unit, digits=0, target="", met=None, wordpress=""):
        def text(value):
            return f"{value:,.{digits}f}"

        middle = median(runs)
        verdict = "" if met is None else "yes" if met(middle) else "**no**"
        cells = [figure, target, text(middle) + unit, f"{text(min(runs))} – {text(max(runs))}", verdict, wordpress]
        self.lines.append("| " + " | ".join(cells[:self.columns]) + " |")


def measure_imports(table, stet, counts, cache):
    per_article, memory = {}, []
    for count in counts:
        seconds, cpu, peaks = imports(stet, export(count, cache), count, os.path.join(cache, f"data-{count}"))
        per_article[count] = [1e3 * value / count for value in seconds]
        table.add(f"Import of {count:,} articles", seconds, " s", 1)
        table.add("– articles a second", [count / value for value in seconds], "", 0, "≥ 2,000",
                  lambda rate: rate >= 2000, "27 (of 1,000)" if count == counts[0] else "")
        table.add("– CPU time an article", [1e3 * value / count for value in cpu], " ms", 2)
        memory.append((count, peaks))
    few, many = counts
    base = median(per_article[few])
    table.add(f"Import: an article of {many:,} takes, by one of {few:,}", [value / base for value in per_article[many]],
              " times as long", 2, "≤ 1 (± 0.05)", lambda ratio: ratio <= 1.05)
    for count, peaks in memory:
        table.add(f"Import of {count:,}: peak resident memory", peaks, " MB", 0, "< 256 MB", lambda size: size < 256)


def measure_starts(table, stet, count, directory):
    """Returns the server of the last start."""
    server = None
    for state in ("cold", "warm"):
        seconds, memory = [], []
        for _ in range(STARTS):
            if server:
                server.stop()
            if state == "cold":
                put_out_of_memory(stet, os.path.join(directory, "stet.sqlite"))
            server = Server(stet, directory)
            seconds.append(1e3 * server.seconds_to_first_answer)
            memory.append(server.memory("VmRSS"))
        table.add(f"Start to first answer, {count:,} articles, {state}", seconds, " ms", 0, "< 300 ms",
                  lambda time: time < 300)
    table.add("– resident memory then", memory, " MB", 0, "< 80 MB", lambda size: size < 80)
    return server


def measure_pages(table, server, paths):
    size = min(ARTICLES, len(paths) // RUNS)
    chosen = random.Random(1).sample(paths, RUNS * size)
    last = len(paths) // CARDS_PER_PAGE
    for path in chosen[:100]:
        server.get(path)
    note(f"Asking for {RUNS} times {size:,} articles and {LISTINGS} of each listing page.")
    articles = [run(server, chosen[i * size:(i + 1) * size]) for i in range(RUNS)]
    least = [run(server, ["/./"] * size, 301) for _ in range(RUNS)]
    listings = [listing_run(server, "/", f"/page/{last}/") for _ in range(RUNS)]
    kilobytes = median([article[3] for article in articles]) / 1000
    table.add(f"Article page ({kilobytes:.0f} kB, no cache), median", [a[0] for a in articles], " ms", 2, "< 1 ms",
              lambda time: time < 1, "146 ms")
    table.add("– 95th percentile", [a[1] for a in articles], " ms", 2)
    table.add("– CPU time of the server", [a[2] for a in articles], " ms", 2)
    table.add("Least request (a redirect without a query), median", [r[0] for r in least], " ms", 3)
    table.add("– CPU time of the server", [r[2] for r in least], " ms", 3)
    table.add("Listing page 1, median", [pair[0] for pair in listings], " ms", 2, "< 2 ms",
              lambda time: time < 2, "410 ms")
    table.add(f"Listing page {last:,}, median", [pair[1] for pair in listings], " ms", 2, "< 2 ms",
              lambda time: time < 2)
    table.add(f"– page {last:,} by page 1", [pair[1] / pair[0] for pair in listings], " times as long", 2, "within 1.5",
              lambda ratio: 1 / 1.5 <= ratio <= 1.5)
    table.add("Resident memory after all requests", [server.memory("VmRSS")], " MB")
    table.add("– highest so far", [server.memory("VmHWM")], " MB")


def measure_postgres(table, stet, count, cache, sqlite, paths):
    """The same magazine on a PostgreSQL server: its import, and its pages in turns with those of SQLite."""
    postgres = Postgres()
    directory = os.path.join(cache, f"data-postgres-{count}")
    seconds, cpu, _ = imports(stet, export(count, cache), count, directory, postgres)
    table.add(f"PostgreSQL: import of {count:,} articles", seconds, " s", 1)
    table.add("– articles a second", [count / value for value in seconds], "", 0, "≥ 1,000", lambda rate: rate >= 1000)
    table.add("– CPU time of stet an article", [1e3 * value / count for value in cpu], " ms", 2)
    server = Server(stet, directory, ["--database", postgres.address()])
    sqlite.connect()
    chosen = random.Random(2).sample(paths, min(ARTICLES, len(paths)))
    pages = {"Article page": chosen, "Listing page 1": ["/"] * LISTINGS,
             f"Listing page {len(paths) // CARDS_PER_PAGE:,}": [f"/page/{len(paths) // CARDS_PER_PAGE}/"] * LISTINGS}
    for name, asked in pages.items():
        ratios, times = [], []
        for path in asked[:100]:
            server.get(path), sqlite.get(path)
        for _ in range(RUNS):
            pairs = [(server.get(path)[0], sqlite.get(path)[0]) for path in asked]
            times.append(1e3 * median([pair[0] for pair in pairs]))
            ratios.append(times[-1] / (1e3 * median([pair[1] for pair in pairs])))
        table.add(f"PostgreSQL: {name}, median", times, " ms", 2)
        table.add("– by SQLite, in turns", ratios, " times as long", 2, "within 3", lambda ratio: ratio <= 3)
    server.stop()


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux "
            f"{platform.release()}; load before: {os.getloadavg()[0]:.1f}")


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="1,000 and 5,000 articles instead of 10,000 and 100,000")
    options.add_argument("--stet", default=os.path.join(HERE, "../.build/release/stet"), help="the program")
    options.add_argument("--cache", default=os.path.join(HERE, "../.build/bench"), help="where exports and data lie")
    options = options.parse_args()
    counts = (1000, 5000) if options.quick else (10_000, 100_000)
    stet, cache = os.path.abspath(options.stet), os.path.abspath(options.cache)
    os.makedirs(cache, exist_ok=True)
    table, description = Table("WordPress 6.1"), machine()
    measure_imports(table, stet, counts, cache)
    server = measure_starts(table, stet, counts[1], os.path.join(cache, f"data-{counts[1]}"))
    paths = published_paths(export(counts[1], cache))
    measure_pages(table, server, paths)
    measure_postgres(table, stet, counts[1], cache, server, paths)
    server.stop()
    print(description + "\n\n" + "\n".join(table.lines))


if __name__ == "__main__":
    main()
