"""One violation for each rule about built pages; what style sheets can do is in the cheating theme."""

from __future__ import annotations

from check.clean_content import ELSEWHERE
from check.planting import replaced, written
from check.seeding import WHOLE, Also, Plot, Seed

PROFILE = "providers/{provider}/index.html"
ARCHIVE = "providers/{provider}/reviews/1/index.html"
MAIN, HEAD, MARKUP = "<main ", "<head>", "application/ld+json"
LIST = '<div class="review-list" data-reviews>'
NOBODYS = '<article id="review-r-nobody000000"><p>Best!</p></article>'
LOST = """\
<!doctype html>
<html lang="en">
<head><title>Lost</title><link rel="canonical" href="https://benchmark.example/lost/"></head>
<body><main><h1>Lost</h1><a href="/language-assistance/">Help</a></main></body>
</html>
"""


def article(letter: str) -> str:
    """Give what begins one of the three reviews."""
    return f'id="review-{{{letter}}}"'


def within(letter: str, pattern: str) -> str:
    """Give a pattern that finds something in one of the three reviews, after a group of what stands before it."""
    return rf"({article(letter)}(?:(?!</article>).)*?){pattern}"


def page(code: str, what: str, pattern: str, new: str, line: str, *, path: str = PROFILE, count: int = 1) -> Seed:
    """Give the seed of a page in which a pattern is replaced."""
    return Seed(code, what, replaced(path, pattern, new, count), path, line, "pages")


def put_first(plot: Plot) -> None:
    """Move the oldest of the three reviews before the newest."""
    file = plot.root / plot.fill(PROFILE)
    before, marked, rest = file.read_text(encoding="utf-8").partition(
        plot.fill(f'<article class="review" {article("b")}')
    )
    between, begin, last = rest.partition(plot.fill(f'<article class="review" {article("c")}'))
    moved, end, after = last.partition("</article>\n")
    file.write_text("".join((before, begin, moved, end, marked, between, after)), encoding="utf-8")


SEEDS = (
    page("DIS401", "no way to the explanation", 'href="/how-we-collect-reviews/"', 'href="/find/"', MAIN, count=0),
    page("DIS402", "a number that is not there", 'data-count="withheld" value', 'data-number="withheld" value', MAIN),
    page("DIS403", "no month of the visit", within("b", 'data-field="experienced"'), r"\1", article("b")),
    page("DIS404", "a gift in a note", within("c", 'data-label="incentive"'), r'\1data-label="note"', article("c")),
    page("DIS405", "a word too much", ">Reviews</h2>", ">Independent reviews</h2>", ">Independent reviews"),
    page("DIS406", "a filter", LIST, f'<label><input type="checkbox" checked>4 and up</label>\n{LIST}', "checkbox"),
    page("DIS407", "two words too much", ">Reviews</h2>", ">Verified, unedited reviews</h2>", ">Verified"),
    page("EMB501", "a sentence more", within("c", "data-review-text>"), r"\1data-review-text>Oh. ", "text>Oh. "),
    page("EMB501", "a star more", within("a", "<span>2 of 5"), r"\1<span>Now 3 of 5", "Now 3 of 5"),
    page(
        "EMB501",
        "a review of nobody's",
        LIST,
        f'{LIST}\n<article id="review-r-{"z" * 12}"><p>Best!</p></article>',
        "Best!",
    ),
    page("EMB502", "a review for machines", '#review-{c}","author"', '#review-r-nobody000000","author"', MARKUP),
    page("EMB503", "a thousand ratings", r'"ratingCount":\d+', '"ratingCount":999', MARKUP),
    page(
        "EMB504", "no link to itself", within("c", 'href="[^"]*" data-word="link"'), r'\1data-word="link"', article("c")
    ),
    page("EMB505", "reviews to be searched", 'hero-rating" data-pagefind-ignore', 'hero-rating"', 'hero-rating"'),
    page(
        "GOO602",
        "words from Google",
        '(<h2 id="reviews"[^>]*>)',
        rf"<p>{ELSEWHERE}</p>\n\1",
        ELSEWHERE,
        path="providers/{first}/index.html",
    ),
    page(
        "INT109", "a mark that nobody sees", within("b", '<mark class="redaction"'), r"\1<mark hidden", "<mark hidden"
    ),
    page("INT115", "an excerpt", within("c", 'data-label="completeness"'), r'\1data-label="note"', article("c")),
    Seed("MOD208", "an old review on top", put_first, PROFILE, article("c"), "pages"),
    page("MOD209", "more reviews", r'value="\d+">\d+ received', 'value="999">999 received', ">999 received"),
    Seed(
        "MOD210",
        "a review that nobody sees",
        replaced(ARCHIVE, f'<article class="review" {article("c")}', f"<article hidden {article('c')}"),
        ARCHIVE,
        article("c"),
        "pages",
        (Also("EMB502", ARCHIVE, article("c"), "what search engines read of it cannot be seen either"),),
    ),
    page("MOD211", "five stars", 'data-average value="[0-9.]+"', 'data-average value="9.9"', 'value="9.9"'),
    page(
        "NAP801",
        "another number",
        r'<a class="button" href="tel:\+\d+',
        '<a class="button" href="tel:+442079460018',
        "+44",
    ),
    page(
        "NAP801",
        "a house that moved",
        '<p class="address"><bdi>[^<]*</bdi><br>',
        '<p class="address"><bdi>1 Nowhere Street</bdi><br>',
        MAIN,
        path="locations/clinic-2/index.html",
        count=0,
    ),
    page("NAP802", "half a number", r'"telephone":"\+1312555\d+"', '"telephone":"(312) 555-0101"', MARKUP),
    page(
        "NAP803",
        "an hour more",
        '"closes":"17:00"',
        '"closes":"18:00"',
        MARKUP,
        path="locations/clinic-1/index.html",
    ),
    page("PAG851", "a slip in a link", 'href="/specialties/"', 'href="/speciaties/"', "/speciaties/"),
    page("PAG852", "a field without a label", LIST, f'<input name="q">\n{LIST}', '<input name="q">'),
    page(
        "PAG852",
        "a step left out",
        "<h2>Recompute it yourself</h2>",
        "<h4>Recompute</h4>",
        "<h4>",
        path="transparency/index.html",
    ),
    page(
        "PAG853",
        "another host",
        "</head>",
        '<script src="https://cdn.example/count.js"></script>\n</head>',
        "cdn.example",
    ),
    Seed(
        "PAG853",
        "a letter from another host",
        written("assets/more.css", '@import "https://fonts.example/font.css";\n'),
        "assets/more.css",
        WHOLE,
        "pages",
    ),
    page("PAG854", "no address", '<link rel="canonical"[^>]*>\n', "", HEAD),
    Seed(
        "PAG854",
        "a translation that does not know of it",
        replaced(f"es/{PROFILE}", '<link rel="alternate" hreflang="(en|x-default)"[^>]*>\n', "", 0),
        PROFILE,
        'rel="alternate" hreflang="es"',
        "pages",
    ),
    Seed("PAG855", "a page that nobody links to", written("lost/index.html", LOST), "lost/index.html", WHOLE, "pages"),
    page("PAG856", "much ado", "</main>", f"<!-- {'x' * 300_000} --></main>", WHOLE),
    page("PAG857", "a new type", '"@type":"WebSite"', '"@type":"WebSight"', MARKUP),
    page("PAG858", "one thing, twice", '"publisher":{', '"publisher":{"name":"Fictional","@type":"Hospital",', MARKUP),
)
