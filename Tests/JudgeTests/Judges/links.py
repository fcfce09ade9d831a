#!/usr/bin/env python3
"""links.py FOLDER: LinkChecker follows every link and every fragment within the magazines, over HTTP."""
import csv
import importlib.util
import os
import subprocess
import sys
import tempfile

from exhibits import DEAD_BEFORE, Verdict, absent, exhibits

# Without AnchorCheck a dead fragment passes. The forms of pictures are a ladder of hundreds; the plain one stands for them.
CONFIGURATION = """[checking]
maxrequestspersecond=1000
threads=4
[filtering]
checkextern=0
ignore=/images/[0-9a-f]+/[^/]*\\.(avif|webp)$
[AnchorCheck]
"""


def main():
    if not importlib.util.find_spec("linkcheck"):
        absent("LinkChecker", "PyPI's LinkChecker is not installed")
    verdict = Verdict()
    # Twins have the same links.
    chosen = [exhibit for exhibit in exhibits() if not exhibit.is_right_to_left]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = os.path.join(folder, "linkcheckerrc")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION)
        # Its own pace, half a second between requests to one host, is for other people's servers.
        program = (
            "import linkcheck.director.aggregator as pace; from linkcheck.command.linkchecker import linkchecker; "
            "pace.Aggregate.wait_time_min_default = pace.Aggregate.wait_time_max_default = 0; linkchecker()")
        run = subprocess.run(
            [sys.executable, "-c", program, "-f", path, "--no-status", "-v", "-o", "csv"] + [exhibit.base + "/" for exhibit in chosen],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600, env=os.environ | {"XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder})
    rows = list(csv.DictReader((line for line in run.stdout.splitlines() if line and not line.startswith("#")), delimiter=";"))
    if run.returncode not in (0, 1) or not rows:
        absent("LinkChecker", (run.stderr or run.stdout).strip()[-500:] or f"it ended with {run.returncode}")
    for exhibit in chosen:
        own = [row for row in rows if exhibit.own(row["url"]) is not None]
        verdict.require(len(own) > 100, exhibit, "/", "LinkChecker followed fewer links than there are", len(own))
        for row in own:
            parent = exhibit.own(row["parentname"]) or row["parentname"]
            if row["valid"] != "True" and not (exhibit.name == "unit" and exhibit.own(row["url"]) in DEAD_BEFORE):
                verdict.add(exhibit, parent, f"line {row['line']}: {row['urlname']}: {row['result']}", row["name"])
            elif "Anchor" in row["warningstring"]:
                verdict.add(exhibit, parent, f"line {row['line']}: {row['urlname']}: {row['warningstring']}", row["name"])
    verdict.speak(f"{len(rows)} links")


if __name__ == "__main__":
    main()
