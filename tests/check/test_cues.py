"""The words that rules look for, and words beside them that they must leave alone."""

from __future__ import annotations

import re

import pytest

from site_gen.check.cues import GOOGLE, YELP, cues, line_of, quoted
from site_gen.check.rules.prv.au_clinical import _CLINICAL
from site_gen.check.rules.prv.form_terms import _TERMS
from site_gen.check.rules.prv.generated_text import _REMNANTS
from site_gen.check.rules.prv.invite_gated import _BY_SCORE
from site_gen.check.rules.prv.minor_or_proxy import _PROXY
from site_gen.check.rules.prv.template_author import _TEMPLATE

MEANT = [
    (_PROXY, "Cleared up my son's acne."),
    (_PROXY, "She let my daughter listen to the teddy."),
    (_PROXY, "Spoke Arabic with my father."),
    (_PROXY, "Sat down to talk to my four year old."),
    (_PROXY, "Llevo a mis tres hijos."),
    (_PROXY, "A mi mamá le habla de usted."),
    (_CLINICAL, "Gone are the symptoms."),
    (_CLINICAL, "My SURGERY went well."),
    (_TERMS, "The patient agrees not to post any review."),
    (_TERMS, "Patients may not publish negative statements."),
    (_TERMS, "El paciente se compromete a no publicar opiniones."),
    (_REMNANTS, "Thank you, Dr. [Insert name]!"),
    (_REMNANTS, "Write a 5-star review for a dentist"),
    (_REMNANTS, "Of course! Here's a short review."),
    (_BY_SCORE, "https://harbor.example/r?x=1&rating=5"),
    (GOOGLE, "https://search.google.com/local/writereview?placeid=1"),
    (GOOGLE, "https://goo.gl/abc"),
    (YELP, "https://www.yelp.com/biz/x"),
]
NOT_MEANT = [
    (_PROXY, "My son drove me there."),
    (_PROXY, "One page for me and one for my husband."),
    (_PROXY, "Great with my wife's questions too."),
    (_PROXY, "Cramps are just being a woman, by my mother."),
    (_PROXY, "Mi hija me recomendó la clínica."),
    (_CLINICAL, "The receptionist's cooperation was good."),
    (_CLINICAL, "A secured parking lot."),
    (_TERMS, "You agree that we may publish your review."),
    (_TERMS, "We ask nobody not to post a review."),
    (_TERMS, "No fee is due for a visit that was cancelled. Reviews are welcome."),
    (_REMNANTS, "Here is my review: he was late."),
    (_REMNANTS, "I work on AI. As an AI engineer I am hard to impress."),
    (_REMNANTS, "[The office] was clean."),
    (_BY_SCORE, "https://harbor.example/underscore=1"),
    (GOOGLE, "https://notgoogle-reviews.example/"),
    (YELP, "Yelping puppies are welcome."),
]


@pytest.mark.parametrize(("pattern", "text"), MEANT)
def test_what_is_meant_is_found(pattern: re.Pattern[str], text: str):
    assert quoted(pattern, text)


@pytest.mark.parametrize(("pattern", "text"), NOT_MEANT)
def test_what_only_looks_like_it_is_left_alone(pattern: re.Pattern[str], text: str):
    assert quoted(pattern, text) is None


@pytest.mark.parametrize(
    "name", ["John Doe", "jane smith", "TEST", "Test user", "Patient 12", "User#4", "Fulano de Tal"]
)
def test_names_out_of_templates(name: str):
    assert _TEMPLATE.fullmatch(name)


@pytest.mark.parametrize("name", ["John D.", "Tess", "A patient patient", "Third in line", "Patient since 1999 or so"])
def test_names_that_people_give_themselves(name: str):
    assert _TEMPLATE.fullmatch(name) is None


def test_a_quotation_is_short_and_on_one_line():
    text = "you agree\nnot to post " + "any of a good many kinds "[:20] + "review"
    assert quoted(_TERMS, text) == '"agree not to post any of a good many kreview"'
    assert len(quoted(re.compile("x+"), "x" * 200) or "") == 62


@pytest.mark.parametrize(
    ("text", "line"), [("bad cat", 0), ("One.\n\n (bad\n cat)", 2), ("a\n\nbad\tcat bad cat", 2), ("", 0)]
)
def test_a_cue_has_the_line_in_which_it_begins(text, line):
    assert line_of(cues("bad cat"), text) == line
