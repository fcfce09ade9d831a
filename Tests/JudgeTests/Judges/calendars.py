#!/usr/bin/env python3
"""calendars.py FOLDER: icalendar reads every calendar file that a page leads to."""
try:
    import icalendar
except ImportError:
    icalendar = None

from exhibits import Verdict, absent, exhibits


def main():
    if not icalendar:
        absent("icalendar", "PyPI's icalendar is not installed")
    verdict, count = Verdict(), 0
    for exhibit in exhibits():
        files = [answer for answer in exhibit.answers if answer["type"] == "text/calendar" or answer["address"].endswith(".ics")]
        verdict.require(files or not exhibit.is_sample, exhibit, "/", "no page leads to a calendar file")
        for answer in files:
            count += 1
            read(verdict, exhibit, answer)
    verdict.speak(f"{count} calendar files")


def read(verdict, exhibit, answer):
    address = answer["address"]
    verdict.require(answer["status"] == 200 and answer["type"] == "text/calendar", exhibit, address, "does not answer as text/calendar")
    if "file" not in answer:
        return
    with open(exhibit.path(answer), "rb") as file:
        data = file.read()
    verdict.require(b"\n" not in data.replace(b"\r\n", b""), exhibit, address, "a line that does not end in CR LF (RFC 5545 3.1)")
    verdict.require(max(map(len, data.split(b"\r\n"))) <= 75, exhibit, address, "a line of more than 75 bytes (RFC 5545 3.1)")
    try:
        calendar = icalendar.Calendar.from_ical(data.decode("utf-8"))
    except ValueError as error:
        return verdict.add(exhibit, address, "icalendar cannot read it", error)
    verdict.require(calendar.get("PRODID") and calendar.get("VERSION") == "2.0", exhibit, address, "no PRODID, or not VERSION 2.0")
    for part in calendar.walk():
        for error in part.errors:
            verdict.add(exhibit, address, part.name, error)
    events = calendar.walk("VEVENT")
    verdict.require(events, exhibit, address, "has no event")
    for event in events:
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            verdict.require(event.get(name) is not None, exhibit, address, f"an event without {name}")
        if event.get("URL"):
            page = exhibit.answer(str(event.get("URL")))
            verdict.require(page and page["status"] == 200, exhibit, address, f"its page {event.get('URL')} does not answer")


if __name__ == "__main__":
    main()
