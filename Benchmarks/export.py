#!/usr/bin/env python3
"""export.py N OUT.xml: writes a WordPress export (WXR 1.2) of N articles of an invented harbour town's magazine.

The same N gives the same bytes on every machine: chance comes from `random.Random(int).random()`, whose sequence Python
guarantees, and no function of the C library's mathematics is called, whose last digit differs between machines.
Article i is written as soon as it is made; only the addresses are kept, for links back.

Shapes, as real exports have them: lengths lognormal (median 330 words, sigma 0.95, at most 7,000), half of the bodies
block markup and half classic text without <p>, links back, captions, sections within sections, tags that grow with the
square root of N, an author for 150 articles, 1.3 comments an article, and a vocabulary that grows with N.
"""
import datetime
import math
import random
import re
import sys
import urllib.parse

SITE = "https://harbour.example"
BEGIN = datetime.datetime(2005, 1, 3, 9)
SPAN = 20 * 365 * 86_400

WORDS = {kind: [" ".join(word.split()) for word in words.split("|")] for kind, words in {
    "who": """archivist|baker|boatbuilder|bookbinder|bookseller|captain|carpenter|clerk|cook|curator|diver|doctor
        |engineer|ferryman|fishmonger|gardener|keeper|librarian|miller|musician|neighbour|nurse|painter|pilot
        |postman|printer|ropemaker|sailmaker|schoolteacher|shipwright|smith|tailor|weaver""",
    "thing": """almanac|anchor|barometer|barrel|basket|bell|boat|bottle|buoy|candle|cart|chart|clock|coat|compass
        |crane|diary|door|drawing|drum|engine|fence|ferry|flag|foghorn|gate|hammer|hull|kettle|ladder|lamp|lantern
        |letter|lock|map|mast|menu|net|notebook|oar|photograph|piano|pump|rope|sail|sign|stove|table|telescope
        |tide-table|tiller|tray|window""",
    "place": """bakery|ballast quay|boathouse|breakwater|canal|chapel|coal pier|courthouse|customs house|dry dock
        |fish market|foundry|harbour office|library|lifeboat station|lighthouse|mill|museum|north mole|old station
        |pump room|railway bridge|reading room|ropewalk|school|sea wall|shipyard|slipway|swing bridge|theatre
        |tram depot|weather station|west pier|yacht basin""",
    "how": """blue|borrowed|brass|broken|careful|cheap|crooked|familiar|green|grey|handmade|heavy|late|leaking
        |little|long|narrow|new|noisy|painted|patient|plain|quiet|red|rusty|salt-stained|second-hand|slow|small
        |solid|tired|wooden|yellow""",
    "did": """borrowed|bought|carried|closed|counted|described|found|kept|lost|measured|mended|missed|moved|opened
        |painted|photographed|remembered|repaired|saved|sold|studied|tested|watched|weighed""",
    "when": """after the storm|all winter|at first light|before the war|during the strike|every Tuesday
        |for forty years|in the dry summer|in the spring|last autumn|on market day|on the last ferry|once a month
        |that evening|the following week|until the tide turned|when the fog lifted|while it rained|without a word""",
}.items()}
SENTENCES = """The {who} at the {place} {did} the {how} {thing} {when}.
Nobody had {did} one {thing} like it {when}, and the {who} said so.
{name} {did} the {thing} behind the {place}, where the {who} could see it.
{when}, the {place} smelled of tar, bread and {how} rope.
“It was never about the {thing},” said {name}, the {who}. “It was about the {place}.”
There are {n} steps from the {place} to the {place}, and {name} has counted each of them {when}.
The <em>{name}</em> came in {when} with {n} crates, a {how} {thing} and no {who}.
Any {who} needs three things: a {how} {thing}, a key to the {place}, and time.
Our archive holds {n} photographs of the {place}; the {who} {did} most of them {when}.
What the {who} {did}, the town kept: one {thing}, a {how} {thing} and the name {name}.
The council’s report of page {n} calls the {place} <strong>{how}</strong>, which the {who} denies.
In the café by the {place}, {name} showed us a {how} {thing} — the first of {n}.
{name} &amp; Sons have {did} every {thing} between the {place} and the {place} {when}.
If the {thing} is {how}, the {who} will say, then the {place} must wait.
It took {n} days to move the {thing}, and the {who} {did} it {when}.
The {place} opens at {n}; bring a {how} coat, and ask for {name}.
Readers write that the {thing} of {name} was {how}, not {how}: we are glad to correct it.
Between {name} Street and the {place} stands a {how} wall that the {who} {did} {when}.
The {thing} is gone, but the {who} still talks of it {when}.
“Ask at the {place},” {name} told us, and so we did.
Of the {n} boats that {name} {did}, only one had a {how} {thing}.
The new plan leaves the {place} as it was: {how}, {how} and full of people.""".split("\n")
TITLES = """The {how} {thing} of {name}
What the {who} {did} at the {place}
{name} and the {thing}
A {how} morning at the {place}
Why we {did} the {thing}
“The {place} was {how}”: {name} remembers
From the {place} to the {place}
{n} days with the {who}
Letters: the {thing} &amp; the {place}
The {who} who {did} one {thing} {when}
Is the {place} too {how}?
The last {thing}""".split("\n")
OTHER_TITLES = ["Письмо из гавани", "Γράμματα από το λιμάνι", "港からの手紙", "رسالة من الميناء", "Żółta łódź i latarnia"]
SECTIONS = [
    ("Harbour", ""), ("Town", ""), ("People", ""), ("Food", ""), ("History", ""), ("Letters", ""), ("Boats", "harbour"),
    ("Ferries", "boats"), ("Council", "town"), ("Schools", "town"), ("Portraits", "people"), ("Maps", "history")]
# Words of an article, by its place among a thousand: a lognormal distribution's quantiles.
LENGTHS = [(0, 12), (10, 36), (50, 69), (100, 98), (200, 148), (300, 200), (400, 259), (500, 330), (600, 420),
           (700, 543), (800, 734), (900, 1115), (950, 1574), (980, 2322), (990, 3008), (999, 6215), (1000, 7000)]
# A name is read in one way only: consonants, vowels, consonants, vowels, an ending.
CONSONANTS = "b br c cl d dr f g gr h j k l m n p pr r s sh st t tr v w z".split()
VOWELS = "a e i o u ai ei ia ou øy üe".split()
ENDINGS = ["", "n", "l", "r", "rk", "s", "m", "nd", "sk", "t", "lm", "x"]
NAMES = (len(CONSONANTS) * len(VOWELS)) ** 2 * len(ENDINGS)
FOLDED = str.maketrans("øüżółźćą", "ouzolzca")


def name(k):
    """The kth invented name: no two of the first 900,000 are the same."""
    rest, ending = divmod(k * 7919 % NAMES, len(ENDINGS))
    text = ""
    for _ in range(2):
        rest, consonant = divmod(rest, len(CONSONANTS))
        rest, vowel = divmod(rest, len(VOWELS))
        text += CONSONANTS[consonant] + VOWELS[vowel]
    return text.capitalize() + ENDINGS[ending]


def compiled(pattern):
    return [WORDS.get(part[1:-1], part) for part in re.split(r"(\{\w+\})", pattern) if part]


SENTENCES = [compiled(pattern) for pattern in SENTENCES]
TITLES = [compiled(pattern) for pattern in TITLES]


def filled(patterns, chance, names):
    """One of the patterns with its slots filled; names come from the first `names`, the first of them oftenest."""
    out = []
    for part in patterns[int(chance() * len(patterns))]:
        if part.__class__ is list:
            out.append(part[int(chance() * len(part))])
        elif part == "{name}":
            u = chance()
            out.append(name(int(names * u * u * u)))
        elif part == "{n}":
            out.append(str(2 + int(chance() * 90)))
        else:
            out.append(part)
    text = "".join(out)
    return text[0].upper() + text[1:]


def prose(chance, names, most):
    return " ".join(filled(SENTENCES, chance, names) for _ in range(1 + int(chance() * most)))


def slug_of(title):
    ascii_title = re.sub(r"&\w+;|[“”’.,:?—]", "", title).lower().translate(FOLDED)
    return urllib.parse.quote(re.sub(r"[\s-]+", "-", ascii_title.strip())).lower()


def length(chance):
    place = chance() * 1000
    for (low, short), (high, long) in zip(LENGTHS, LENGTHS[1:]):
        if place < high:
            return short + int((long - short) * (place - low) / (high - low))


def body(chance, names, addresses):
    """The text of an article, half the time in block markup."""
    want, words, parts = length(chance), 0, []
    blocks = chance() < .5

    def put(block, html, classic=None, attributes=""):
        parts.append(f"<!-- wp:{block}{attributes} -->\n{html}\n<!-- /wp:{block} -->" if blocks else classic or html)

    while words < want:
        kind, text = chance(), prose(chance, names, 5)
        words += text.count(" ") + 1
        if addresses and chance() < .25:
            u = chance()
            address = addresses[int(len(addresses) * (1 - u * u))]
            text += f' We wrote about it in <a href="{address}">another article</a>.'
        if kind < .06:
            heading = filled(TITLES, chance, names)
            put("heading", f'<h2 class="wp-block-heading">{heading}</h2>', f"<h2>{heading}</h2>")
        if kind < .80:
            put("paragraph", f"<p>{text}</p>", text)
        elif kind < .86:
            items = [filled(SENTENCES, chance, names) for _ in range(3 + int(chance() * 5))]
            words += 12 * len(items)
            wrapped = "\n".join(f"<!-- wp:list-item -->\n<li>{item}</li>\n<!-- /wp:list-item -->" for item in items)
            plain = "\n".join(f" \t<li>{item}</li>" for item in items)
            put("list", f"<ul>{wrapped}</ul>", f"<ul>\n{plain}\n</ul>")
        elif kind < .90:
            cite = f"<cite>{name(int(chance() * names))}</cite>"
            put("quote", f'<blockquote class="wp-block-quote"><p>{text}</p>{cite}</blockquote>',
                f"<blockquote>{text}</blockquote>")
        elif kind < .96:
            number = int(chance() * 500)
            file = f"{SITE}/wp-content/uploads/2019/{number % 12 + 1:02}/photo-{number}"
            caption = filled(TITLES, chance, names)
            put("image", f'<figure class="wp-block-image"><img src="{file}-1024x683.jpg" class="wp-image-{number}"/>'
                f'<figcaption class="wp-element-caption">{caption}</figcaption></figure>',
                f'[caption id="attachment_{number}" align="alignright" width="300"]<img class="size-medium" '
                f'src="{file}-300x200.jpg" alt="" width="300" height="200" /> {caption}[/caption]',
                f' {{"id":{number},"sizeSlug":"large"}}')
        elif kind < .98:
            street = f"{name(int(chance() * names))} Street {1 + int(chance() * 200)}"
            put("paragraph", f"<p>{street}<br>Open on market day</p>", f"{street}\nOpen on market day")
        else:
            put("more", "<!--more-->")
    return "\n\n".join(parts)


def cdata(text):
    return f"<![CDATA[{text}]]>"


def article(i, count, addresses, slugs, comment_id):
    """The <item> of article i, and how many comments it has. A published one's address is added to `addresses`."""
    chance = random.Random(i * 1_000_003 + 17).random
    names = 2000 + 300 * math.isqrt(i)
    step = max(1, SPAN // count)
    date = BEGIN + datetime.timedelta(seconds=SPAN * i // count + int(chance() * step))
    title = filled(TITLES, chance, names) if chance() > .01 else OTHER_TITLES[int(chance() * len(OTHER_TITLES))]
    state = chance()
    status = "publish" if state < .955 else "draft" if state < .985 else "private" if state < .99 else "pending"
    slug = slug_of(title)
    slugs[slug] = slugs.get(slug, 0) + 1
    if slugs[slug] > 1:
        slug += f"-{slugs[slug]}"
    number = 3 * i + 7
    link = f"{SITE}/{date:%Y/%m}/{slug}/" if status in ("publish", "private") else f"{SITE}/?p={number}"
    author = int(max(1, count // 150) * chance() * chance())
    content = body(chance, names, addresses)
    excerpt = filled(SENTENCES, chance, names) if chance() < .3 else ""
    modified = date + datetime.timedelta(hours=int(chance() * chance() * 200))
    utc, modified_utc = ("0000-00-00 00:00:00",) * 2 if status == "draft" else (date, modified)
    lines = [f"""<item>
<title>{cdata(title)}</title>
<link>{link}</link>
<pubDate>{date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
<dc:creator>{cdata(f"author{author}")}</dc:creator>
<guid isPermaLink="false">{SITE}/?p={number}</guid><description></description>
<content:encoded>{cdata(content)}</content:encoded>
<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>{cdata(date)}</wp:post_date><wp:post_date_gmt>{cdata(utc)}</wp:post_date_gmt>
<wp:post_modified>{cdata(modified)}</wp:post_modified><wp:post_modified_gmt>{cdata(modified_utc)}</wp:post_modified_gmt>
<wp:comment_status>{cdata("open")}</wp:comment_status><wp:ping_status>{cdata("closed")}</wp:ping_status>
<wp:post_name>{cdata(slug)}</wp:post_name>
<wp:status>{cdata(status)}</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>
<wp:post_type>{cdata("post")}</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>0</wp:is_sticky>"""]
    section = SECTIONS[int(len(SECTIONS) * chance() * chance())][0]
    lines.append(f'<category domain="category" nicename="{section.lower()}">{cdata(section)}</category>')
    tags = {int(4 * math.isqrt(count) * chance() * chance()) for _ in range(repeats(chance, .70))}
    for tag in map(name, sorted(tags)):
        lines.append(f'<category domain="post_tag" nicename="{slug_of(tag)}">{cdata(tag)}</category>')
    lines.append("<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>")
    comments = repeats(chance, .565)
    for k in range(comments):
        written = date + datetime.timedelta(hours=k + 1)
        answers = comment_id + int(chance() * k) if k and chance() < .3 else 0
        state = chance()
        lines.append(f"""<wp:comment>
<wp:comment_id>{comment_id + k}</wp:comment_id>
<wp:comment_author>{cdata(name(int(chance() * names)))}</wp:comment_author>
<wp:comment_author_email>{cdata(f"reader{int(chance() * 99_999)}@reader.example")}</wp:comment_author_email>
<wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP>{cdata(f"192.0.2.{int(chance() * 256)}")}</wp:comment_author_IP>
<wp:comment_date>{cdata(written)}</wp:comment_date><wp:comment_date_gmt>{cdata(written)}</wp:comment_date_gmt>
<wp:comment_content>{cdata(prose(chance, names, 4))}</wp:comment_content>
<wp:comment_approved>{cdata("1" if state < .95 else "0" if state < .99 else "spam")}</wp:comment_approved>
<wp:comment_type>{cdata("comment")}</wp:comment_type><wp:comment_parent>{answers}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>""")
    if status == "publish":
        addresses.append(link)
    return "\n".join(lines) + "\n</item>\n", comments


def repeats(chance, again):
    """0, 1, 2, …: each further one with the same chance."""
    n = 0
    while n < 48 and chance() < again:
        n += 1
    return n


def head(count):
    yield f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>The Harbour Quarterly</title><link>{SITE}</link><description>A town, its boats and its people</description>
<language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{SITE}</wp:base_site_url><wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
    for k in range(max(1, count // 150)):
        full = f"{name(3 * k)} {name(7 * k + 1)}"
        yield (f"<wp:author><wp:author_id>{k + 1}</wp:author_id><wp:author_login>author{k}</wp:author_login>"
               f"<wp:author_email>author{k}@harbour.example</wp:author_email>"
               f"<wp:author_display_name>{cdata(full)}</wp:author_display_name></wp:author>\n")
    for section, parent in SECTIONS:
        yield (f"<wp:category><wp:category_nicename>{section.lower()}</wp:category_nicename><wp:cat_name>{section}"
               f"</wp:cat_name><wp:category_parent>{parent}</wp:category_parent></wp:category>\n")
    for k in range(4 * math.isqrt(count)):
        yield f"<wp:tag><wp:tag_slug>{slug_of(name(k))}</wp:tag_slug><wp:tag_name>{name(k)}</wp:tag_name></wp:tag>\n"


def main(count, path):
    addresses, slugs, comment_id = [], {}, 1
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(head(count))
        for i in range(count):
            item, comments = article(i, count, addresses, slugs, comment_id)
            comment_id += comments
            file.write(item)
        file.write("</channel>\n</rss>\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__.split(":")[0])
    main(int(sys.argv[1]), sys.argv[2])
