"""Pages that make two readers see two pages, that show something else than they hold, or that are too much to read."""

from __future__ import annotations

import pytest
from timing import cpu_seconds

from site_gen.verify.claims import Claim
from verify.copies import Copy
from verify.sites import ANA_1
from verify.tampering import (
    LATE,
    LATE_TEXT,
    Capture,
    Change,
    around_list,
    before_list,
    cases,
    change_article,
    check_noticed,
    edit,
    in_head,
    inside,
)


def encoded(encoding: str, only: str = "") -> Change:
    """Encode one page anew, or one of its characters only."""

    def change(copy: Copy) -> None:
        text = copy.bytes(ANA_1).decode()
        data = text.encode(encoding) if not only else text.encode().replace(only.encode(), only.encode(encoding))
        copy.write(ANA_1, data)

    return change


REPAIRED: dict[str, Change] = {
    "a script that only looks closed": before_list("<script/>"),
    "a template that only looks closed": before_list("<template/>"),
    "an element that only looks closed": before_list("<div hidden/>"),
    "a paragraph that ends too early": before_list("<p><div hidden></p>"),
    "text to the end of the file": before_list("<plaintext>"),
    "text to the end of the file, closed": before_list("<plaintext></plaintext>"),
    "an open element around the list": around_list("<div hidden>", ""),
    "an open template around the list": around_list("<template>", ""),
    "an open cell around the list": around_list("<table hidden><tr><td>", ""),
    "an open list item around the list": around_list("<li hidden>", ""),
    "elements across one another around the list": around_list("<b hidden><div></b>", "</div>"),
    "an empty comment": before_list("<!-->"),
    "a comment": before_list("<!-- x -->"),
    "a declaration": before_list("<![x[ <div> ]]>"),
    "an instruction": before_list("<?x ?>"),
    "an end without a beginning": before_list("</p>"),
    "an end that begins": before_list("</br>"),
    "a block in a paragraph": before_list("<p hidden><div></div></p>"),
    "a block in words in a paragraph": before_list("<p><b><div></div></b></p>"),
    "a link in a link": before_list("<a href='/'><a href='/'></a></a>"),
    "an item in no list": before_list("<div><li hidden><div><li></li></div></li></div>"),
    "an item in an item": before_list("<ul><li><b><li></li></b></li></ul>"),
    "a term in a term": before_list("<dl><dt><b><dd></dd></b></dt></dl>"),
    "a block in a table": before_list("<table><tr><div>Best dentist!</div></tr></table>"),
    "words in a table": before_list("<table><tbody>Best dentist!<tr></tr></tbody></table>"),
    "a heading in a heading": before_list("<h2><h3></h3></h2>"),
    "a button in a button": before_list("<button><button></button></button>"),
    "an element in an option": before_list("<select><option><b></b></option></select>"),
    "HTML in a picture": before_list("<svg><p>Best dentist!</p></svg>"),
    "a second body": before_list("<body hidden></body>"),
    "a second html": before_list("<html hidden></html>"),
    "words behind the end": edit(ANA_1, "</html>", "</html>Best dentist!"),
    "an element in the head": in_head("<div>Best dentist!</div>"),
    "a name with a vertical tab": before_list("<div\x0bhidden></div>"),
    "no doctype": edit(ANA_1, "<!doctype html>", ""),
    "words before the doctype": edit(ANA_1, "<!doctype html>", "x<!doctype html>"),
    "an older doctype": edit(ANA_1, "<!doctype html>", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">'),
    "a byte order mark": encoded("utf-8-sig"),
    "UTF-16": encoded("utf-16"),
    "UTF-16 without a mark": encoded("utf-16-le"),
    "Latin 1": encoded("latin-1", "·"),
}

WRAPPED: dict[str, str] = {
    "template": "<template>{}</template>",
    "shadow tree": "<template shadowrootmode=open>{}</template>",
    "h2 hidden": "<h2 hidden>{}</h2>",
    "span hidden": "<span hidden>{}</span>",
    "until found": "<span hidden=until-found>{}</span>",
    "details": "<details>{}</details>",
    "details with a summary": "<details><summary>More</summary>{}</details>",
    "video": "<video>{}</video>",
    "audio": "<audio>{}</audio>",
    "canvas": "<canvas>{}</canvas>",
    "datalist": "<datalist>{}</datalist>",
    "popover": "<span popover>{}</span>",
    "inert": "<span inert>{}</span>",
    "style": "<span style='display:/**/none'>{}</span>",
    "select": "<select><option>{}</option></select>",
    "dialog": "<dialog>{}</dialog>",
    "object": "<object data='/x.svg' type='image/svg+xml'>{}</object>",
    "iframe": "<iframe srcdoc='Best dentist!'>{}</iframe>",
    "noscript": "<noscript>{}</noscript>",
    "foreign object": "<svg><foreignObject>{}</foreignObject></svg>",
    "desc": "<svg><desc>{}</desc></svg>",
    "svg title": "<svg><title>{}</title></svg>",
    "svg text": "<svg width='0' height='0'><text>{}</text></svg>",
    "bdo": "<bdo dir=rtl>{}</bdo>",
    "dir": "<span dir=rtl>{}</span>",
    "math": "<math><mtext>{}</mtext></math>",
    "textarea": "<textarea hidden>{}</textarea>",
    "progress": "<progress value=1>{}</progress>",
    "meter": "<meter value=1>{}</meter>",
    "ruby": "<ruby><rp>{}</rp></ruby>",
    "marquee": "<marquee>{}</marquee>",
    "del": "<del>{}</del>",
    "frameset": "<frameset>{}</frameset>",
    "map": "<map>{}</map>",
    "class": "<span class=hidden>{}</span>",
    "screen readers only": "<span class='x VH'>{}</span>",
    "for nobody": "<span aria-hidden='TRUE'>{}</span>",
    "contents": "<slot>{}</slot>",
    "portal": "<x-review>{}</x-review>",
    "button": "<button>{}</button>",
    "legend": "<fieldset><legend>{}</legend></fieldset>",
}
BLOCKS = ("<h2", "<details", "<dialog", "<svg><f", "<svg><d", "<math", "<frameset", "<fieldset")
"""What cannot stand among words, and ends them."""
MUCH: dict[str, Change] = {
    "8,000 elements in one another": before_list("<b>" * 8_000 + "</b>" * 8_000),
    "8,000 groups in one another": before_list("<svg>" + "<g>" * 8_000 + "</g>" * 8_000 + "</svg>"),
    "1,000,000 elements": before_list("<b></b>" * 1_000_000),
    "1,000,000 beginnings": before_list("<b" * 1_000_000),
    "1,000,000 ends": before_list("</b>" * 1_000_000),
    "1,000,000 scripts": before_list("<script>" * 1_000_000),
    "500,000 values without an end": before_list('<a b="' * 500_000),
    "100,000 attributes": before_list(f"<b {' '.join(f'a{number}' for number in range(100_000))}></b>"),
    "words that are opened again in each paragraph": before_list(
        "<p>" + "".join(f"<b a={number}>" for number in range(80)) + "<p>x</p>" * 100_000 + "</b>" * 80 + "</p>"
    ),
    "5,000 reviews": before_list('<article class="review" data-log-index="1"></article>' * 5_000),
    "20,000 reviews of nobody": before_list("<i class=review></i>" * 20_000),
    "3,000 numbers": before_list('<data data-count="received" value="1">1</data>' * 3_000),
    "10,000 numbers in a table": before_list(
        f"<table><tbody><tr>{'<td><data data-count=received value=1>1</data></td>' * 10_000}</tr></tbody></table>"
    ),
    "80 numbers in one another": before_list(
        "<data data-count=received value=1>" * 80 + "x " * 300_000 + "</data>" * 80
    ),
    "80 drawings in one another": before_list(
        "<svg>" + "<g id=x>" * 80 + f'<path d="{"x" * 700_000}"/>' + "</g>" * 80 + "</svg>"
    ),
    "3,000 labels": inside("<ul", "<p><b data-field=label data-label=x>y</b></p>" * 3_000 + "<ul"),
    "3,000 marks": inside("Waited", '<mark data-segment="1" data-reason="abusive">x</mark>' * 3_000 + "Waited"),
    "a block of 100,000 objects": in_head(f'<script type="application/ld+json">[{"{}," * 100_000}{{}}]</script>'),
}
CLAIMS = {
    "3,000 numbers": Claim.COUNTS,
    "10,000 numbers in a table": Claim.COUNTS,
    "80 numbers in one another": Claim.COUNTS,
    "3,000 labels": Claim.FIELDS,
    "3,000 marks": Claim.TEXT,
    "a block of 100,000 objects": Claim.MARKUP,
}


@pytest.mark.parametrize(("change", "claim"), cases(REPAIRED, Claim.SHOWN))
def test_a_page_that_readers_repair_is_noticed(small: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(small, change, claim, capsysbinary)


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED)
def test_words_that_are_replaced_are_noticed(small: Copy, capsysbinary: Capture, wrapped: str):
    claim = Claim.SHOWN if wrapped.startswith(BLOCKS) else Claim.TEXT
    check_noticed(small, inside(LATE_TEXT, f"Best dentist!{wrapped.format(LATE_TEXT)}"), claim, capsysbinary)


@pytest.mark.parametrize("wrapped", list(WRAPPED.values())[::2], ids=list(WRAPPED)[::2])
def test_a_review_that_is_replaced_is_noticed(small: Copy, capsysbinary: Capture, wrapped: str):
    claim = Claim.VANISHED if wrapped.startswith("<template") else Claim.SHOWN
    check_noticed(small, lambda copy: change_article(copy, LATE, wrapped.format), claim, capsysbinary)


@pytest.mark.parametrize("name", MUCH)
def test_a_page_that_is_too_much_is_noticed_in_seconds(small: Copy, capsysbinary: Capture, name: str):
    claim = CLAIMS.get(name, Claim.SHOWN)
    assert cpu_seconds(lambda: check_noticed(small, MUCH[name], claim, capsysbinary)) < 8
