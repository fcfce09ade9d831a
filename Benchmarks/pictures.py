#!/usr/bin/env python3
"""pictures.py [--quick] [--stet PATH] [--cache DIR]: measures pictures beside peers, and prints one Markdown table.

Needs vips, vipsthumbnail and ImageMagick. The pictures are made once, of fractals and noise, and lie in the cache folder.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time

from bench import Server, Table, export, machine, median, note, percentile, published_paths

RUNS = 5
WIDTHS = (320, 640, 960, 1280, 1920)
# What Stet writes WebP with.
WEBP = "Q=78,effort=2"


# What is measured on

def picture(cache, name, width, height):
    """A JPEG with large shapes and fine grain, as a camera's has: some 1.7 bits a pixel."""
    path = os.path.join(cache, name + ".jpg")
    if os.path.exists(path):
        return path
    def vips(*arguments):
        subprocess.run(["vips", *map(str, arguments)], check=True, cwd=cache)
    for band in "rgb":
        vips("fractsurf", "shape.v", width // 4, height // 4, 2.5)
        vips("scale", "shape.v", "scaled.v")
        vips("resize", "scaled.v", "large.v", 4)
        vips("gaussnoise", "grain.v", width, height, "--mean", 0, "--sigma", 7)
        vips("add", "large.v", "grain.v", "sum.v")
        vips("cast", "sum.v", band + ".v", "uchar")
    vips("bandjoin", "r.v g.v b.v", "bands.v")
    vips("copy", "bands.v", name + ".part.jpg[Q=88]", "--interpretation", "srgb")
    for file in ("shape", "scaled", "large", "grain", "sum", "r", "g", "b", "bands"):
        os.unlink(os.path.join(cache, file + ".v"))
    os.rename(os.path.join(cache, name + ".part.jpg"), path)
    return path


def uploads(cache, name, count, bases):
    """A folder of pictures that differ: each base with comments of its own behind the first two bytes. Returns it and an export
    that names them as attachments of articles."""
    folder = os.path.join(cache, name)
    marker = folder + ".done"
    if not os.path.exists(marker):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder + "/2020/01")
        for number in range(count):
            with open(bases[number % len(bases)], "rb") as file:
                data = file.read()
            comment = b"picture %d" % number
            data = data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]
            with open(f"{folder}/2020/01/picture-{number}.jpg", "wb") as file:
                file.write(data)
        open(marker, "w", encoding="utf-8").close()
    items = []
    for number in range(count):
        items.append(
            f"<item><title>Picture {number}</title><link>https://harbour.example/picture-{number}/</link>"
            f"<wp:post_id>{2_000_000 + number}</wp:post_id><wp:post_name>picture-{number}</wp:post_name>"
            f"<wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>"
            f"https://harbour.example/wp-content/uploads/2020/01/picture-{number}.jpg</wp:attachment_url></item>")
    path = folder + ".xml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
            "<title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>"
            "<wp:base_site_url>https://harbour.example</wp:base_site_url>"
            "<wp:base_blog_url>https://harbour.example</wp:base_blog_url>" + "\n".join(items) + "</channel></rss>\n")
    return folder, path


# Processes

def tree(pid):
    """A process and those that it started."""
    found = [pid]
    for process in found:
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/children", encoding="utf-8") as file:
                    found += [int(child) for child in file.read().split()]
        except OSError:
            continue
    return found


def cpu_seconds(pid):
    """Of a process, of those that it started, and of those of them that have ended."""
    total = 0
    for process in tree(pid):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8") as file:
                total += sum(int(field) for field in file.read().rpartition(")")[2].split()[11:15])
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def memory(pid, field="Pss"):
    """Of a process and of those that it started, in MB; what they share is counted once."""
    total = 0
    for process in tree(pid):
        try:
            with open(f"/proc/{process}/smaps_rollup", encoding="utf-8") as file:
                total += int(re.search(rf"^{field}:\s+(\d+) kB", file.read(), re.MULTILINE)[1])
        except (OSError, TypeError):
            continue
    return total / 1024


class Watch:
    """The highest memory of a process and those it started, and their CPU time, looked at ten times a second."""

    def __init__(self, pid):
        self.pid, self.peak, self.cpu, self.ended = pid, 0, 0, threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ended.wait(.1):
            self.peak = max(self.peak, memory(self.pid))
            self.cpu = max(self.cpu, cpu_seconds(self.pid))

    def stop(self):
        self.ended.set()
        self.thread.join()


def usage(command, cwd):
    """The CPU seconds of a command, and its peak of resident memory in MB."""
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]} failed with exit code {child.returncode}.")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


# Figures

def measure_widths(table, server, names, original, cache):
    """Five widths of WebP from 24 megapixels, each by itself, as readers ask for them: by Stet, vipsthumbnail, ImageMagick in
    turns."""
    ours, vips, magick, magick_memory, worker_memory = [], [], [], [], []
    convert = shutil.which("convert-im6.q16") or shutil.which("magick") or "convert"
    for name in names:
        before = cpu_seconds(server.process.pid)
        for width in WIDTHS:
            server.get(f"/images/{name}/{width}.webp")
        ours.append(cpu_seconds(server.process.pid) - before)
        for process in tree(server.process.pid)[1:]:
            with open(f"/proc/{process}/status", encoding="utf-8") as file:
                worker_memory.append(int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) / 1024)
        vips.append(sum(usage(["vipsthumbnail", original, "--size", f"{width}x", "-o", f"thumbnail_{width}.webp[{WEBP},strip]"],
                              cache)[0] for width in WIDTHS))
        runs = [usage([convert, original, "-resize", f"{width}x", "-quality", "78", "-define", "webp:method=2", "-strip",
                       f"thumbnail_{width}.webp"], cache) for width in WIDTHS]
        magick.append(sum(run[0] for run in runs))
        magick_memory.append(max(run[1] for run in runs))
    table.add("24 megapixels to five widths of WebP, CPU time", [1e3 * value for value in ours], " ms")
    table.add("– vipsthumbnail", [1e3 * value for value in vips], " ms")
    table.add("– ImageMagick", [1e3 * value for value in magick], " ms")
    table.add("– by vipsthumbnail", [a / b for a, b in zip(ours, vips)], " times", 2, "≤ 1", lambda ratio: ratio <= 1)
    table.add("– peak memory of the worker", [max(worker_memory)], " MB")
    table.add("– peak memory of ImageMagick", magick_memory, " MB")
    table.add("– by ImageMagick", [max(worker_memory) / value for value in magick_memory], " times", 2, "≤ 0.1",
              lambda ratio: ratio <= .1)


def measure_first_requests(table, server, names):
    seconds = []
    for name in names:
        seconds.append(server.get(f"/images/{name}/960.webp")[0])
    table.add(f"First request of 12 megapixels at 960 (WebP), median of {len(names)}", [1e3 * median(seconds)], " ms", 0,
              "< 150 ms", lambda value: value < 150)
    table.add("– 95th percentile", [1e3 * percentile(seconds, .95)], " ms")


def measure_import(table, stet, count, folder, path, directory):
    shutil.rmtree(directory, ignore_errors=True)
    os.sync()
    start, child = time.perf_counter(), subprocess.Popen(
        [stet, "import", "wordpress", path, "--uploads", folder, "--data", directory], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True)
    watch = Watch(child.pid)
    report = child.stdout.read()
    # Before it is waited for: the processes that it started leave no trace behind.
    watch.stop()
    child.wait()
    seconds = time.perf_counter() - start
    if not re.search(rf"^files +{count} +{count} ", report, re.MULTILINE):
        sys.exit(f"The import of the pictures failed:\n{report}")
    cores = watch.cpu / seconds
    table.add(f"Import of {count:,} pictures of 12 megapixels", [seconds], " s", 1)
    table.add("– cores busy", [cores], "", 2, f"{os.cpu_count()}", lambda value: value >= .9 * os.cpu_count())
    table.add("– peak memory, workers included", [watch.peak], " MB", 0, "< 400 MB", lambda value: value < 400)


def measure_pages_meanwhile(table, stet, server, paths, folder, path, directory):
    """Pages while the server takes in pictures."""
    def ask(until):
        seconds, choice = [], random.Random(3)
        while until(seconds):
            # Readers come now and then, and not one after the other without a pause.
            time.sleep(.01)
            seconds.append(server.get(choice.choice(paths))[0])
        return seconds

    idle = ask(lambda seconds: len(seconds) < 2000)
    child = subprocess.Popen(
        [stet, "import", "wordpress", path, "--uploads", folder, "--data", directory], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    busy = ask(lambda _: child.poll() is None)
    if child.returncode != 0:
        sys.exit(f"The import that was handed over ended with exit code {child.returncode}.")
    quiet, loud = percentile(idle, .99), percentile(busy, .99)
    table.add("Pages while 1,000 pictures come in: 99th percentile", [1e3 * loud], " ms", 2)
    table.add("– idle", [1e3 * quiet], " ms", 2)
    table.add("– by idle", [loud / quiet], " times", 2, "≤ 3", lambda ratio: ratio <= 3)
    table.add("– median by idle", [median(busy) / median(idle)], " times", 2)


def names_of(directory):
    """The names that pictures have in addresses, by size."""
    import sqlite3
    with sqlite3.connect(f"file:{directory}/stet.sqlite?mode=ro", uri=True) as database:
        rows = database.execute("SELECT name, width FROM image ORDER BY name").fetchall()
    return [name for name, width in rows if width == 6000], [name for name, width in rows if width == 4000]


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="100 pictures instead of 1,000")
    options.add_argument("--stet", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.build/release/stet"))
    options.add_argument("--cache", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.build/bench"))
    options = options.parse_args()
    count = 100 if options.quick else 1000
    stet, cache = os.path.abspath(options.stet), os.path.abspath(options.cache)
    os.makedirs(cache, exist_ok=True)
    table, description = Table(), machine()
    note("Making pictures.")
    large = picture(cache, "camera-24", 6000, 4000)
    bases = [picture(cache, f"camera-12-{number}", 4000, 3000) for number in range(10)]
    # Few for the first figures; each is asked for once.
    few, few_export = uploads(cache, f"pictures-few-{RUNS}", RUNS + 60, [large] * RUNS + bases * 6)
    many, many_export = uploads(cache, f"pictures-{count}", count, bases)

    directory = os.path.join(cache, "data-pictures")
    note(f"Importing {count:,} pictures.")
    measure_import(table, stet, count, many, many_export, directory)

    # A magazine with articles, for pages.
    shutil.rmtree(directory, ignore_errors=True)
    articles = export(1000, cache)
    for arguments in ([articles], [few_export, "--uploads", few]):
        subprocess.run([stet, "import", "wordpress", *arguments, "--data", directory], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
    server = Server(stet, directory)
    large_names, small_names = names_of(directory)
    note("Asking for pictures.")
    measure_first_requests(table, server, small_names[:50])
    measure_widths(table, server, large_names[:RUNS], large, cache)
    paths = ["/"] + published_paths(articles)
    server.connect()
    note(f"Asking for pages while {count:,} pictures are imported.")
    measure_pages_meanwhile(table, stet, server, paths, many, many_export, directory)
    server.stop()
    shutil.rmtree(directory, ignore_errors=True)
    print("\n" + description + "\n\n" + "\n".join(table.lines))


if __name__ == "__main__":
    main()
