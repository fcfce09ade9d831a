#!/usr/bin/env python3
"""jsonfeeds.py FOLDER SCHEMA: check-jsonschema holds every JSON Feed against the schema of version 1.1."""
import importlib.util
import json
import subprocess
import sys

from exhibits import Verdict, absent, exhibits


def main():
    if not importlib.util.find_spec("check_jsonschema"):
        absent("check-jsonschema", "PyPI's check-jsonschema is not installed")
    verdict, files = Verdict(), {}
    for exhibit in exhibits():
        offered = exhibit.alternates("application/feed+json")
        verdict.require(offered, exhibit, "/", "no page offers a JSON Feed")
        for address in offered:
            answer = exhibit.answer(address)
            if not answer or answer["status"] != 200 or "file" not in answer:
                verdict.add(exhibit, address, "the feed that a page offers does not answer")
                continue
            files[exhibit.path(answer)] = (exhibit, address)
            verdict.require(answer["type"] == "application/feed+json", exhibit, address, f"is served as {answer['type']}")
    if files:
        run = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile", sys.argv[2], *files], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        try:
            report = json.loads(run.stdout)
        except ValueError:
            absent("check-jsonschema", (run.stdout + run.stderr).strip()[-500:])
        for error in report.get("errors", []) + report.get("parse_errors", []):
            place = files.get(error.get("filename"), ("check-jsonschema", ""))
            verdict.add(*place, f"{error.get('path', '')}: {error.get('message', 'is not JSON')}")
        verdict.require(report.get("status") == "ok" or verdict.findings, "check-jsonschema", "", "refused", run.stdout)
    verdict.speak(f"{len(files)} JSON feeds")


if __name__ == "__main__":
    main()
