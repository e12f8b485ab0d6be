"""Reviews that are not as the log says: in their words, their pictures, or the code around them."""

from __future__ import annotations

import pytest

from site_gen.verify.claims import Claim
from verify.copies import Copy
from verify.sites import ANA_1
from verify.tampering import (
    BINARY,
    EDITED,
    EMPLOYEE,
    FIRST,
    LATE,
    LATE_TEXT,
    MARKED,
    PROFILE,
    SILENCED,
    TEXT,
    Capture,
    Change,
    all_of,
    articles,
    cases,
    change_article,
    check_noticed,
    edit,
    everywhere,
    inside,
)

LABELS = '<ul class="labels">'
LABEL = 're:<li [^>]*data-label="{}".*?</li>\n'
STARS = '<use class="off" href="#i-stars"/><svg data-fill width="20" height="20"><use class="on"'
DRAWN = '<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
ABUSIVE = '<mark class="redaction" data-segment="1" data-reason="abusive">[hidden: abusive]</mark>'
REPLY = '<div class="reply"><p data-field="reply" data-value="Sorry." data-outcome="none">Sorry.</p></div>'


def exchanged(one: str, other: str) -> Change:
    """Exchange two texts in one review of two answers."""
    return all_of(inside(one, "@@", MARKED), inside(other, one, MARKED), inside("@@", other, MARKED))


TEXTS: dict[str, Change] = {
    "a word": everywhere("Waited 50 minutes", "Waited 5 minutes"),
    "a word on one page": edit(ANA_1, ">Waited 50 minutes", ">Waited 5 minutes"),
    "a zero-width space": everywhere("Nobody said", "Nobody\u200b said"),
    "a soft hyphen": everywhere("Nobody said", "No\u00adbody said"),
    "a letter that looks alike": everywhere("Nobody said", "N\u043ebody said"),
    "a capital": everywhere("Nobody said", "nobody said"),
    "one more blank": everywhere("Nobody said", "Nobody  said"),
    "a blank that does not break": everywhere("Nobody said", "Nobody\u00a0said"),
    "a carriage return": everywhere("Nobody said", "Nobody\rsaid"),
    "another direction": inside("50 minutes", "\u202e50 minutes\u202c"),
    "a number of 5,000 digits": inside("50 minutes", f"{'5' * 5000} minutes"),
    "a character by 5,000 digits": inside("50 minutes", f"&#{'5' * 5000}; minutes"),
    "a character by 5,000 zeros": inside("50 minutes", f"&#x{'0' * 5000}35; minutes"),
    "no text": inside('re:<p class="review-text".*?</p>', ""),
    "two texts": inside("</p>\n<ul", f"</p><p data-review-text>{TEXT}</p>\n<ul"),
    "the text of another": all_of(everywhere(TEXT, "@@"), everywhere(LATE_TEXT, TEXT), everywhere("@@", LATE_TEXT)),
    "words that are wrapped away": inside("50 minutes", "<span hidden>50 minutes</span>"),
    "a mark that no decision made": inside("Nobody said sorry.", ABUSIVE),
    "another reason of a mark": inside('data-reason="third-party-privacy"', 'data-reason="abusive"', MARKED),
    "another place of a mark": inside('data-segment="1"', 'data-segment="2"', MARKED),
    "a place of 5,000 digits": inside('data-segment="1"', f'data-segment="{"1" * 5000}"', MARKED),
    "a hint at a mark": inside("<mark ", '<mark title="A competitor" ', MARKED),
    "no mark": inside("re:<mark.*?</mark>", "", MARKED),
    "a paragraph of its own": inside(LABELS, f"<p>The author took this back.</p>{LABELS}"),
    "words between": inside(LABELS, f"not true{LABELS}"),
    "a label of nothing": inside(LABELS, f"{LABELS}<li>Not true</li>"),
    "a phrase of no name": inside(LABELS, f'<p data-word="note">Not true</p>{LABELS}'),
    "a phrase twice": inside('data-word="link">', 'data-word="link">A</a><a href="/" data-word="link">'),
    "a name for screen readers": inside("data-review-text>", 'data-review-text aria-label="Great">'),
    "a name of the whole for screen readers": inside("<article ", '<article aria-label="Not true" '),
    "a hint": inside("data-review-text>", 'data-review-text title="Not true">'),
    "a hint about the whole": inside("<article ", '<article title="Not true" '),
    "another role": inside("<article ", '<article role="none" '),
    "another language of the whole": inside("<article ", '<article lang="es" '),
    "another language of a part": inside("<header>", '<header lang="es">'),
    "another direction of a part": inside("<header>", '<header dir="rtl">'),
    "another direction of the text": inside('dir="auto" data-review-text', 'dir="rtl" data-review-text'),
    "a direction of what is no field": inside("<header>", '<header dir="auto">'),
    "a number of a list item": inside('<li data-field="label"', '<li value="5" data-field="label"'),
    "numbered labels": all_of(inside(LABELS, "<ol>"), inside("</ul>", "</ol>")),
    "a picture of nothing": inside(LABELS, f"{DRAWN}{LABELS}"),
    "a text that is called a heading and hidden": inside(
        'class="review-text" dir="auto" data', 'class="vh" dir="auto" data-word="heading" data'
    ),
    "stars that are called a heading and hidden": inside('class="rating"', 'class="vh" data-word="heading"'),
    "a field that is called a phrase": inside('data-field="author"', 'data-word="link" data-field="author"', FIRST),
}
RATINGS: dict[str, Change] = {
    "stars": inside('data-value="1" data-best', 'data-value="5" data-best'),
    "stars of 5,000 digits": inside('data-value="1" data-best', f'data-value="{"5" * 5000}" data-best'),
    "stars for readers": inside("re:>1 (of|de) 5<", r">5 \1 5<"),
    "words behind the stars": inside(">1 of 5<", f">1 of 5{'5' * 5000}<"),
    "stars that read the other way round": inside(">1 of 5<", ">\u202e1 of 5<"),
    "fuller stars": inside('<svg data-fill width="20"', '<svg data-fill width="100"'),
    "stars of 5,000 percent": inside('data-fill width="20"', f'data-fill width="{"5" * 5000}"'),
    "two rows of stars": inside("<span>1 of 5</span>", '<svg><use href="#i-stars"/></svg><span>1 of 5</span>'),
    "no stars": inside('re:<p class="rating".*?</p>', ""),
    "stars of a recommendation": inside('data-value="true"', 'data-value="5"', BINARY),
    "another source": inside('data-value="website-form"', 'data-value="press-ganey"'),
    "no note on an edit": inside('re:<p class="edited".*?</p>', "", EDITED),
    "another earlier rating": inside("re:2( (?:of|de) 5</p>)", r"4\1", EDITED),
    "an edit that was none": inside("</header>", '</header><p data-word="edited">Edited, was 5 of 5</p>'),
}
FIELDS: dict[str, Change] = {
    "a month": inside("2026-02", "2026-03"),
    "a month of 5,000 digits": inside('datetime="2026-02"', f'datetime="{"2" * 5000}-02"'),
    "another month of the visit": inside('re:data-field="experienced" data-value="2026-01"', "", MARKED),
    "a visit without a month": inside(LABELS, f'<p data-word="experienced">never</p>{LABELS}'),
    "an author": everywhere("M. K.", "M. L."),
    "an author for readers": inside(">M. K.</span>", ">Dr. Quinn</span>", FIRST),
    "a picture beside the author": inside(">M. K.</span>", f">{DRAWN}M. K.</span>", FIRST),
    "no title": inside('re:<h3 [^>]*data-field="title".*?</h3>', ""),
    "a picture in the title": inside(">Late<", f">{DRAWN}Late<"),
    "an answer": inside("re:2( (?:of|de) 5</dd>)", r"5\1", MARKED),
    "a picture of an answer": inside(">2 of 5<", '>2 of 5<svg><rect data-fill width="100%"/></svg><', MARKED),
    "a picture in an answer": inside(">2 of 5<", f">2 of 5{DRAWN}<", MARKED),
    "questions with each other's answers": exchanged('data-value="listens"', 'data-value="wait-time"'),
    "no relationship": inside(LABEL.format("relationship"), "", EMPLOYEE),
    "no incentive": inside(LABEL.format("incentive"), "", EMPLOYEE),
    "no note on a hidden field": inside(LABEL.format("hidden-field"), "", EMPLOYEE),
    "a verified visit": inside('"verification" data-value="none"', '"verification" data-value="visit-match"'),
    "a field of no name": inside(LABELS, f'<p data-field="note" data-value="x">Not true</p>{LABELS}'),
}
REPLIES: dict[str, Change] = {
    "a reply that was removed": inside('<p class="review-links">', f'{REPLY}<p class="review-links">', SILENCED),
    "a reply's words": everywhere("Thank you &amp; welcome.", "Thank you &amp; good bye."),
    "a picture in a reply": inside(">Thank you", f">{DRAWN}Thank you", MARKED),
    "no reply": inside('re:<div class="reply">.*?</div>', "", MARKED),
    "a reply's outcome": inside('data-outcome="change-made"', 'data-outcome="none"', MARKED),
    "a reply's day": inside('datetime="2026-04-20"', 'datetime="2026-04-02"', MARKED),
    "a reply's day for readers": inside(">April 20, 2026<", ">April 2, 2026<", MARKED),
    "a heading of no reply": inside(LABELS, f'<p data-word="reply">The author took it back</p>{LABELS}'),
}
WORDS: dict[str, Change] = {
    "a month for readers": edit(ANA_1, ">February 2026<", ">March 2026<"),
    "a month in other words": inside(">February 2026<", ">Best month of 2026<"),
    "a picture of a month": inside(">February 2026<", f">{DRAWN}February 2026<"),
    "an author who gave no name": edit(ANA_1, ">Anonymous patient<", ">A competitor<"),
    "authors without a name, exchanged": all_of(
        edit(PROFILE, ">Anonymous patient</span>", ">Author not shown</span>"),
        inside(">Author not shown</span>", ">Anonymous patient</span>", EMPLOYEE),
    ),
    "a label in other words": edit(PROFILE, ">Every patient was asked<", ">Collected by an auditor<"),
    "two labels, exchanged": exchanged(">Every patient was asked<", ">through our website<"),
    "a picture of a label": inside(">Author not checked<", f">{DRAWN}Author not checked<"),
    "the best one first": inside(">1 of 5<", ">5 stars on a scale from 1<"),
    "more than the rating": inside(">1 of 5<", ">1 of the best 5<"),
    "digits that are none": inside(">1 of 5<", ">1 of 5 ⑤<"),
    "stars turned inside out": inside(STARS, STARS.replace('"off"', '"@"').replace('"on"', '"off"').replace("@", "on")),
    "stars of another picture": inside('href="#i-stars"', 'href="/assets/gold.svg#stars"'),
    "stars drawn anew": edit(ANA_1, 're:(<symbol id="i-stars".*?>)', r'\1<path d="M0 0h100v20z"/>'),
    "stars cut off": inside('viewBox="0 0 100 20"', 'viewBox="0 0 20 20"'),
    "the heading of a review": inside(">Review by M. K.<", ">Paid review by M. K.<", FIRST),
    "the heading of a reply": inside("Reply from Harbor Dental", "The author took it back", MARKED),
    "a reply's month for readers": inside(">April 20, 2026<", ">May 20, 2026<", MARKED),
    "a link in other words": edit(ANA_1, "Link to review", "Author took it back"),
}


def exchange_the_names_of_two_questions(copy: Copy) -> None:
    exchanged(">Listens<", ">Waiting time<")(copy)


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        *cases(TEXTS, Claim.TEXT),
        *cases(RATINGS, Claim.RATING),
        *cases(FIELDS, Claim.FIELDS),
        *cases(REPLIES, Claim.REPLIES),
        *cases(WORDS, Claim.WORDING),
        *cases({"questions with each other's names": exchange_the_names_of_two_questions}, Claim.MARKUP),
    ],
)
def test_a_changed_review_is_noticed(small: Copy, capsysbinary: Capture, change: Change, claim: Claim):
    check_noticed(small, change, claim, capsysbinary)


def test_a_review_in_a_review_is_noticed(small: Copy, capsysbinary: Capture):
    inner = articles(small, ANA_1)[-1]
    check_noticed(
        small,
        lambda copy: change_article(copy, LATE, lambda article: article.replace("<header>", f"{inner}<header>")),
        Claim.TEXT,
        capsysbinary,
    )
