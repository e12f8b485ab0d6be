"""Files besides the pages of providers: other pages, feeds, what hosts read, links and names that lead astray."""

from __future__ import annotations

import pytest

from site_gen.verify.claims import Claim
from verify.copies import Copy
from verify.sites import ANA
from verify.tampering import Capture, Change, cases, check_noticed, edit, verify_command

EMPTY = "<!doctype html><html><head><title>Dr. Diaz</title></head><body><p>No reviews yet.</p></body></html>"
HOLDING = (
    '<iframe src="data:text/html;base64,PHA+"></iframe>', '<object data="data:text/html,x"></object>',
    '<embed src="DATA:text/html,x">', '<a href=" java&#10;script:x()">x</a>', '<form action="javascript:x()"></form>',
    '<a href="data:text/html,x">x</a>', '<iframe src="blob:x"></iframe>',
    '<svg><use href="data:image/svg+xml,x"/></svg>',
)  # fmt: skip
FEED = '<link rel="Alternate feed" type="application/rss+xml" href="{}">'
REVIEW = '<div class="review"><p>Best dentist in town!</p></div>'
PAGE = f"<!doctype html><html><head><title>x</title></head><body>{REVIEW}</body></html>"

PLAIN = '<!doctype html><html lang="{}"><head><title>x</title></head><body><main{}><p>Ana Diaz</p></main></body></html>'


def file(path: str, text: str) -> Change:
    def write(copy: Copy) -> None:
        (copy.public / path).parent.mkdir(parents=True, exist_ok=True)
        copy.write(path, text.encode())

    return write


STRAY: dict[str, Change] = {
    "a review on the front page": edit("index.html", "</main>", f"{REVIEW}</main>"),
    "a page in the front page": edit("index.html", "</main>", '<iframe srcdoc="&lt;p>Best!"></iframe></main>'),
    "a review on a page of its own": file("more.htm", PAGE),
    "a review on a page in XML": file("more.xhtml", PAGE),
    "a review on a page in capitals": file("MORE.HTML", PAGE),
    "a page whose name is no address": file("more pages.html", PAGE),
    "a provider's page at another address": file("dr-diaz/index.html", PLAIN.format("en", ' data-provider="ana-diaz"')),
    "a provider's page more": file("providers/ana-diaz/reviews/9/index.html", PLAIN.format("en", "")),
    "a provider's page as a file": file("Providers/ana-diaz.html", PLAIN.format("en", "")),
    "a provider's page in another language": file("es/providers/ana-diaz/index.html", PLAIN.format("es", "")),
    "a page in another language": file("other/index.html", PLAIN.format("es", "")),
    "a list in another language": edit("index.html", '<html lang="en"', '<html lang="en-US"'),
    "numbers in no language": edit("index.html", '<html lang="en"', "<html"),
    "a feed's text": edit("feed.json", "Waited 50", "Waited 5"),
    "a feed's stars": edit("feed.json", "Dr. Ana Diaz: 3 of 5", "Dr. Ana Diaz: 5 of 5"),
    "a feed's author": edit("feed.json", '"name":"M. K."', '"name":"M. L."'),
    "a feed's language": edit("feed.json", '"language":"es"', '"language":"en"'),
    "a feed's review of nobody": edit("feed.json", "re:r-0{11}2", "r-000000000099"),
    "a feed's review of another site": edit("feed.json", '"items":[', '"items":[{"id":"x"},'),
    "a feed's address": edit("feed.json", '"url":"https://', '"url":"http://'),
    "another feed's text": edit("feed.xml", "Waited 50", "Waited 5"),
    "another feed's link": edit("feed.xml", 're:(text/html" href=").*?(/providers)', r"\1https://other.example\2"),
    "another feed's markup": edit("feed.xml", "<content", "<content><b>x</b></content><content"),
    "another feed's declaration": edit("feed.xml", "<feed", '<!DOCTYPE feed [<!ENTITY a "b">]><feed'),
    "another feed's elements": edit("feed.xml", "<entry", "<rating>5</rating><entry"),
}
REDIRECTS = (
    f"/{ANA} /x 301", "/providers/ana-diaz /x 301", f"/{ANA}index.html /x 301", "/* /x 200!", "/providers/* /x 200!",
    "/providers/*/reviews/1/ /x 200!", "/providers/:who/reviews/:n /x 200!", "/:a/ana-diaz/ /x 301!",
    f"https://harbor.example/{ANA} /x 301!", "https://harbor.example/* https://other.example/:splat 301!",
    "/providers/ana%2Ddiaz/ /x 301!", "/Providers/Ana-Diaz/ /x 301!", f"/{ANA} q=:q /x 301!",
    f"/{ANA} /x 302! Country=us", f"\t/{ANA}\t/x\t301!", f"/a /b\r/{ANA} /x 301!\r", "/how-we-collect-reviews/ /x 301!",
    "/review-log/* https://other.example/:splat 200!", "\n".join(f"/a{number}/* /x" for number in range(200)),
    "#" * (3 << 20),
)  # fmt: skip
HEADERS = ("  Refresh: 0; url=/x", "Refresh: 0; url=/x", "\trEFRESH : 0; url=/x", "  Content-Disposition: attachment")
STRAY |= {f"a redirect {number}": file("_redirects", rule) for number, rule in enumerate(REDIRECTS, 1)}
STRAY |= {f"a header {number}": file("_headers", f"/*\n{line}\n") for number, line in enumerate(HEADERS, 1)}
STRAY |= {f"a program for hosts, {name}": file(name, "x") for name in (".htaccess", "_worker.js", "vercel.json")}
RUN = (
    f"{ANA}index.php", f"{ANA}index.PHP7", "index.asp", "find/default.aspx", "x.cgi", f"{ANA}index.shtml",
    "middleware.ts", "functions/providers/[[path]].js", "find/_middleware.js", f"{ANA}index.html.var",
)  # fmt: skip
IN_PLACE = (
    f"{ANA}index.htm", f"{ANA}default.htm", f"{ANA}index.xhtml", f"{ANA}index.html.br", f"{ANA}index.html.gz",
    "index.HTML", f"{ANA}index.html.en", f"{ANA[:-1]}.html", f"{ANA}index.json.gz", "feed.xml.gz",
)  # fmt: skip
STRAY |= {f"a program for hosts, {name}": file(name, "x") for name in RUN}
STRAY |= {f"what stands in for a page, {name}": file(name, EMPTY) for name in IN_PLACE}
STRAY |= {
    f"an address that holds a page, {number}": edit("index.html", "</main>", f"{one}</main>")
    for number, one in enumerate(HOLDING, 1)
}
STRAY |= {
    "another feed on a page of a provider": edit(f"{ANA}index.html", 'href="/feed.xml"', 'href="/all-reviews.xml"'),
    "a feed of news on a page of a provider": edit(f"{ANA}index.html", 'href="/feed.json"', 'href="/news/feed.json"'),
    "another feed on the front page": edit(
        "index.html", "<title>", f"{FEED.format('https://x.example/feed.xml')}<title>"
    ),
    "the data of another": edit(
        f"{ANA}index.html", 'href="/providers/ana-diaz/index', 'href="/providers/ben-ode/index'
    ),
}
STRAY |= {
    "a link to a folder inside": lambda copy: (copy.public / "more").symlink_to(copy.public / "providers"),
    "a link to a folder outside": lambda copy: (copy.public / "more").symlink_to("/"),
    "a page that is a link to a file outside": lambda copy: (copy.public / "x.html").symlink_to("/etc/passwd"),
    "redirects that are a link to a file outside": lambda copy: (
        (copy.public / "_redirects").unlink(),
        (copy.public / "_redirects").symlink_to("/etc/passwd"),
    ),
}

TWIN = f"{ANA}index.json"
COUNTS: dict[str, Change] = {
    "an average in the data": edit(TWIN, '"average":"3.2"', '"average":"4.2"'),
    "a number that is none in the data": edit(TWIN, '"received":10', '"received":10.0'),
    "a bar in the data": edit(TWIN, '"5":2', '"5":3'),
    "a number twice in the data": edit(TWIN, '"received":10', '"received":99,"received":10'),
    "a number more in the data": edit(TWIN, '"schema":1', '"schema":1,"stars":5'),
    "a number more among reviews": edit(TWIN, '"received":10', '"received":10,"recommended":9'),
    "a page less in the data": edit(TWIN, 're:"pages":\\[".*?",', '"pages":['),
    "a page of another in the data": edit(TWIN, "reviews/1/", "reviews/9/"),
    "the data of another": edit(TWIN, '"id":"ana-diaz"', '"id":"ben-ode"'),
    "older data": edit(TWIN, '"as_of":"2026-11-24"', '"as_of":"2025-11-24"'),
    "no data": file(TWIN, "{"),
    "other data": file(TWIN, "[" * 100_000),
}
WITHHELD: dict[str, Change] = {"a reason in the data": edit(TWIN, '"abusive":1', '"abusive":0')}


@pytest.mark.parametrize(
    ("change", "claim"),
    [*cases(STRAY, Claim.STRAY), *cases(COUNTS, Claim.COUNTS), *cases(WITHHELD, Claim.WITHHELD)],
)
def test_a_changed_file_is_noticed(small: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(small, change, claim, capsysbinary)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "_redirects",
            "# /* /x 200!\n\n/old /providers/ana-diaz/ 301\n/providers/a /x 301\n/blog/:slug /news/:slug 301\n",
        ),
        ("_headers", "/*\n  X-Content-Type-Options: nosniff\n# Refresh: 0\n"),
        ("more.html", PAGE.replace("review", "card")),
        ("more.html", PLAIN.format("en", "")),
        ("google1234.html", "google-site-verification: google1234.html"),
        ("more.txt", "Best dentist in town!"),
        ("guide.pdf.gz", "x"),
        ("sitemap.xml.gz", "x"),
        ("assets/index.js", "x"),
        ("assets/functions.js", "x"),
        (
            "more/index.html",
            '<!doctype html><html><head><link rel="icon" href="data:,"><title>x</title></head>'
            '<body><img src="data:image/gif;base64,x" alt=""><a href="tel:+13125550101">x</a></body></html>',
        ),
    ],
)
def test_files_that_lead_nowhere_are_fine(small: Copy, capsysbinary: Capture, path: str, text: str):
    file(path, text)(small)
    answer = verify_command(small, capsysbinary)
    assert (answer.code, answer.failed) == (0, set())
