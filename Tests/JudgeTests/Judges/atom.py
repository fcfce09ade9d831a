#!/usr/bin/env python3
"""atom.py FOLDER SCHEMA: jing holds every Atom feed against the schema of RFC 4287."""
import shutil
import subprocess
import sys

from exhibits import Verdict, absent, exhibits


def main():
    if not shutil.which("jing"):
        absent("jing", "Debian's package jing is not installed")
    verdict, files = Verdict(), {}
    for exhibit in exhibits():
        offered = exhibit.alternates("application/atom+xml")
        verdict.require(offered, exhibit, "/", "no page offers an Atom feed")
        for address in offered:
            answer = exhibit.answer(address)
            if answer and "file" in answer:
                files[exhibit.path(answer)] = (exhibit, address)
    if files:
        run = subprocess.run(["jing", "-c", sys.argv[2], *files], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # What it says of parts of Java that it can do without is left out.
        for line in (line for line in run.stdout.splitlines() if not line.startswith("[warning]")):
            place = next((place for path, place in files.items() if line.startswith(path)), ("jing", ""))
            verdict.add(*place, line.partition(".xml:")[2] or line)
        verdict.require(run.returncode == 0 or verdict.findings, "jing", "", f"ended with {run.returncode}", run.stdout[-300:])
    verdict.speak(f"{len(files)} Atom feeds")


if __name__ == "__main__":
    main()
