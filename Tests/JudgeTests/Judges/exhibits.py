"""What the judges look at: magazines that are served, each with what a crawl kept of it; and how a judge speaks.

The folder that a judge is given has one folder for each magazine, by its name, as crawl.py left it. A magazine whose name
ends in `-ar` has the right-to-left direction: the same content, its language set to Arabic.
"""
import json
import os
import sys
import urllib.parse

# One page of each kind, by its address.
KINDS = {
    # What faults.py serves.
    "faults": [("front page", "/")],
    "sample": [
        ("front page", "/"),
        ("second front page", "/page/2/"),
        ("section", "/section/harbour/"),
        ("section within a section", "/section/harbour/lights/"),
        ("tag", "/tag/winter/"),
        ("author", "/author/marit-lodgaard/"),
        ("date", "/2025/"),
        ("article", "/2024/03/an-oak-keel-in-march/"),
        ("article with a table", "/tides/table/"),
        ("article in Arabic", "/2025/02/sabah-fi-suq-al-samak/"),
        ("talk", "/2024/09/the-sea-in-a-concertina/"),
        ("event", "/2025/04/wooden-boat-weekend-2025/"),
        ("page", "/about/"),
        ("search", "/search/?q=harbour"),
        ("search without a result", "/search/?q=zyzzyvax"),
        ("no such page", "/no-such-page/"),
    ],
    "unit": [
        ("front page", "/"),
        ("article with comments", "/2012/01/03/template-comments/"),
        ("attachment", "/2010/09/10/post-format-gallery/canola2/"),
        ("every element", "/2013/01/11/markup-html-tags-and-formatting/"),
        ("pictures on all sides", "/2013/01/10/markup-image-alignment/"),
        ("gallery", "/2010/09/10/post-format-gallery/"),
        ("columns and buttons", "/2018/11/02/block-category-layout-elements/"),
        ("cover", "/2018/11/02/block-cover/"),
        ("audio", "/2010/07/02/post-format-audio/"),
        ("long title", "/2009/10/05/title-should-not-overflow-the-content-area/"),
        ("article without a title", "/2009/09/05/edge-case-no-title/"),
        ("many tags", "/2009/06/01/edge-case-many-tags/"),
        ("deep lists", "/2009/05/15/edge-case-nested-and-mixed-lists/"),
    ],
}

TURNED = ("article with comments", "attachment", "every element", "pictures on all sides")

# Dead where they were written, in the export that theme makers test with: files that are not among its media, and an address
# that no item of it has.
DEAD_BEFORE = {
    "/2018/11/03/block-button/",
    "/wp-content/uploads/2008/06/originaldixielandjazzbandwithalbernard-stlouisblues.mp3",
    "/wp-content/uploads/2013/12/2014-slider-mobile-behavior.mov",
}


class Exhibit:
    def __init__(self, name, folder):
        self.name, self.folder = name, folder
        with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
            index = json.load(file)
        self.base, self.answers = index["base"], index["answers"]
        self.by_address = {answer["address"]: answer for answer in self.answers}

    @property
    def is_sample(self):
        return self.name.split("-")[0] == "sample"

    @property
    def is_right_to_left(self):
        return self.name.endswith("-ar")

    def pages(self):
        """The answers that are HTML, the one that says that there is no such page included."""
        return [answer for answer in self.answers if answer["type"] == "text/html" and "file" in answer]

    def path(self, answer):
        return os.path.join(self.folder, answer["file"])

    def text(self, answer):
        with open(self.path(answer), encoding="utf-8") as file:
            return file.read()

    def own(self, address):
        """The path of an absolute or relative address of this magazine, None for any other."""
        whole = urllib.parse.urljoin(self.base + "/", address)
        return whole[len(self.base):].partition("#")[0] or "/" if (whole + "/").startswith(self.base + "/") else None

    def answer(self, address):
        """What the crawl got at an address, redirects followed; None where it never asked."""
        for _ in range(5):
            path = self.own(address)
            answer = path and self.by_address.get(path)
            if not answer or "location" not in answer:
                return answer
            address = answer["location"]
        return None

    def alternates(self, kind):
        """The addresses that pages offer as another form of themselves, of a media type."""
        return {
            self.own(alternate["href"]) for page in self.pages() for alternate in page.get("alternates", ())
            if alternate["type"].split(";")[0].strip() == kind and self.own(alternate["href"])
        }

    def kinds(self):
        """One page of each kind: what it is, and its address."""
        kinds = KINDS[self.name.split("-")[0]]
        # The frame is judged in both directions with the sample; of the export's bodies, those that direction does most to.
        return [kind for kind in kinds if kind[0] in TURNED] if self.name == "unit-ar" else kinds


def exhibits(*names):
    """All that there is in the folder of the command line, or those of these names."""
    folder = sys.argv[1]
    found = sorted(name for name in os.listdir(folder) if os.path.exists(os.path.join(folder, name, "index.json")))
    chosen = [name for name in found if not names or name in names]
    if not chosen:
        sys.exit(f"{folder} has nothing to judge: crawl.py goes first.")
    return [Exhibit(name, os.path.join(folder, name)) for name in chosen]


class Verdict:
    """What a judge finds, in its own words, one line each. The process ends with 1 where there is anything."""

    def __init__(self):
        self.findings = []

    def add(self, exhibit, address, rule, excerpt=""):
        excerpt = " ".join(str(excerpt).split())[:300]
        name = exhibit.name if isinstance(exhibit, Exhibit) else exhibit
        line = f"{name} {address}: {rule}" + (f": {excerpt}" if excerpt else "")
        if line not in self.findings:
            self.findings.append(line)

    def require(self, truth, exhibit, address, rule, excerpt=""):
        if not truth:
            self.add(exhibit, address, rule, excerpt)

    def speak(self, looked_at):
        """Says what was found, or at how much it looked, and ends the process."""
        if self.findings:
            print(f"{len(self.findings)} found in {looked_at}:")
            for line in self.findings[:60]:
                print("  " + line)
            if len(self.findings) > 60:
                print(f"  … and {len(self.findings) - 60} more")
            sys.exit(1)
        print(f"Nothing found in {looked_at}.")


def absent(judge, why):
    """Ends the process with the sentence that names the judge that cannot be had."""
    sys.exit(f"The judge {judge} cannot be had: {why}. `make judges` installs what is missing.")
