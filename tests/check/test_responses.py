"""Prepared responses: those that ship are safe for every provider, and what must not be said is found in any."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.replies_measured import AROUND, BY_CODE, MEASURED, PROVIDER, cases, issues, review_of, review_with
from conftest import AS_OF, REPOSITORY, SiteFolder
from site_gen.check.emergency import says_to_call
from site_gen.check.engine import Results, check_reply, check_responses
from site_gen.check.placeholders import PLACEHOLDERS, fill, fill_text, missing, slips
from site_gen.check.rule import Around, Issue, Unchecked
from site_gen.load.documents import parse_provider, parse_response
from site_gen.model.emergency import emergency_number
from site_gen.model.page import BODY
from site_gen.model.provider import Practice, Provider, ProviderTranslation
from site_gen.model.response import Response, ResponseTopic
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.response_gate import offered
from site_gen.pipeline.scaffold import prepared_responses

APPROVED = "approved_by: compliance\napproved_on: 2026-11-10"
CALL = "Please call the office of {name}, {specialty}, at {phone}."
SHIPPED = prepared_responses(APPROVED)


def shipped(path: str) -> Response:
    response = parse_response(SHIPPED[path], path, "en")
    assert isinstance(response, Response), response
    return response


def response_of(body: str, **values: object) -> Response:
    given = {"slug": "example", "language": "en", "title": "Example", "topic": "other", "approved_by": "compliance"}
    given |= {"path": "content/responses/example.md", "approved_on": datetime.date(2026, 1, 1), **values}
    return Response(body=body, **given)  # type: ignore[arg-type]


def said(code: str, response: Response, around: Around = AROUND) -> list[Issue | Unchecked]:
    check = BY_CODE[code].response
    assert check is not None
    return list(check(response, around))


def found(response: Response, around: Around = AROUND) -> set[str]:
    results = Results(lambda path, at: (0, 0))
    check_responses((response,), around, results)
    return {one.code for one in results.findings}


def test_every_topic_has_a_response_in_both_languages_and_the_sample_has_them_all():
    responses = [shipped(path) for path in SHIPPED]
    english, spanish = ({one.slug for one in responses if one.language == tag} for tag in ("en", "es"))
    assert english == spanish
    assert len(english) >= 14
    assert {one.topic for one in responses} == set(get_args(ResponseTopic)) - {"other"}
    folder = REPOSITORY / "content/responses"
    assert {f"content/responses/{path.name}": path.read_bytes() for path in folder.iterdir()} == SHIPPED


@pytest.mark.parametrize("path", SHIPPED)
def test_a_shipped_response_trips_no_rule_and_may_be_offered(path: str):
    response = shipped(path)
    assert found(response) == set()
    assert offered((response,), AROUND) == (response,)


def test_every_shipped_response_is_a_safe_reply_for_every_provider_of_the_sample():
    content = load_ground(BuildOptions(root=REPOSITORY, out=REPOSITORY / "public", as_of=AS_OF)).content
    assert content is not None
    files = sorted((REPOSITORY / "content/providers").glob("*.yaml"))
    for path in files:
        provider = parse_provider(path.read_bytes(), f"content/providers/{path.name}")
        assert isinstance(provider, Provider)
        for response in map(shipped, SHIPPED):
            text = fill(response, provider, content.around)
            assert not any(brace in text for brace in "{}")
            review = review_with(text, rating=1, text="Nobody listened.", language=response.language)
            results = Results(lambda path, at: (0, 0))
            check_reply(review, provider, content.around, results)
            assert [(one.code, one.message) for one in results.findings] == []
    assert len(files) > 10


@pytest.mark.parametrize("path", SHIPPED)
def test_as_our_patient_is_found_in_every_shipped_response_at_its_line(path: str):
    response = shipped(path)
    sentence = "As our patient you may call." if response.language == "en" else "Usted es nuestra paciente."
    lines = response.body.splitlines()
    spoiled = msgspec.structs.replace(response, body="\n".join([*lines[:1], sentence, *lines[1:]]))
    if not lines[0].endswith((".", "?")):
        spoiled = msgspec.structs.replace(response, body="\n".join([*lines, sentence]))
    line = spoiled.body.splitlines().index(sentence)
    [issue] = said("RPL701", spoiled)
    assert isinstance(issue, Issue)
    assert issue.at == (BODY, line)
    assert offered((spoiled,), AROUND) == ()


@pytest.mark.parametrize("code", MEASURED)
def test_what_a_rule_minds_in_a_reply_it_minds_in_a_prepared_response(code: str):
    minded = [review for case in cases() if issues(code, review := review_of(case))]
    assert minded
    for review in minded:
        assert review.reply is not None
        response = response_of(review.reply.text, language=review.language or "en")
        assert any(isinstance(one, Issue) for one in said(code, response)), review.reply.text


def test_a_response_in_another_language_is_not_called_safe():
    [answer] = said("RPL701", response_of(f"Dziękujemy za opinię. {CALL}", language="pl"))
    assert isinstance(answer, Unchecked)


def test_words_are_quoted_as_they_are_written():
    [issue] = said("RPL701", response_of(f"{CALL}\n{{name}} treated you\nwith care."))
    assert isinstance(issue, Issue)
    assert '"{name} treated you"' in issue.message
    assert issue.at == (BODY, 1)


def test_a_response_with_an_error_is_not_offered_and_one_that_waits_for_approval_is():
    waiting = response_of(f"Thank you. {CALL}", approved_by=None)
    ended = response_of(f"Thank you. {CALL}", expires_on=AS_OF - datetime.timedelta(days=1))
    last_day = response_of(f"Thank you. {CALL}", expires_on=AS_OF)
    assert offered((waiting, ended, last_day), AROUND) == (waiting, last_day)


def test_filling_gives_whom_to_call_and_joins_lines():
    body = f"\nThank\nyou, from {{practice}}.\n  \n\n{CALL}\n"
    assert fill(response_of(body), PROVIDER, AROUND) == (
        "Thank you, from Harbor Family Health.\n\n"
        "Please call the office of Dr. Amara Okafor, Cardiology, at (312) 555-0142."
    )


def test_the_phone_is_that_of_the_location_that_the_review_names():
    places = (Practice(location="downtown", phone="+13125550142"), Practice(location="lakeside"))
    provider = msgspec.structs.replace(PROVIDER, locations=places)
    around = msgspec.structs.replace(AROUND, phones={"lakeside": "+13125550143"})
    assert fill(response_of("{phone}"), provider, around) == "(312) 555-0142"
    assert fill(response_of("{phone}"), provider, around, location="lakeside") == "(312) 555-0143"
    assert fill(response_of("{phone}"), provider, around, location="uptown") == "(312) 555-0142"


def test_spanish_has_the_specialty_of_the_profile_the_table_or_as_it_stands_and_la_doctora():
    response = response_of("{name}, {specialty}", language="es")
    translated = {"es": ProviderTranslation(specialties=("Corazón",))}
    assert fill(response, PROVIDER, AROUND) == "Dr. Amara Okafor, Cardiología"
    of_profile = msgspec.structs.replace(PROVIDER, i18n=translated, gender="female")
    assert fill(response, of_profile, AROUND) == "Dra. Amara Okafor, Corazón"
    unknown = msgspec.structs.replace(PROVIDER, specialties=("Hand clinic",), gender="male")
    assert fill(response, unknown, AROUND) == "Dr. Amara Okafor, Hand clinic"
    nameless = msgspec.structs.replace(PROVIDER, specialties=(), kind="nurse-practitioner")
    assert fill(response, nameless, AROUND) == "Dr. Amara Okafor, nurse practitioner"


def test_a_name_with_braces_is_not_filled_again():
    assert fill_text("{name}", {"name": "{phone}", "phone": "1"}) == "{phone}"


def test_slips_have_their_line_and_what_was_meant():
    text = "Call {name}.\n{Phone} or {{specialty}}\n{x y}"
    assert [(one.written, one.line, one.near) for one in slips(text)] == [
        ("{Phone}", 1, "{phone}"),
        ("{", 1, ""),
        ("}", 1, ""),
        ("{x y}", 2, ""),
    ]
    assert missing(text) == ["{phone}"]


@given(st.text(st.sampled_from("{} name\nphone")))
def test_a_text_without_slips_has_no_brace_once_it_is_filled(text: str):
    values = dict.fromkeys(PLACEHOLDERS, "x")
    assert any(True for _ in slips(text)) == any(brace in fill_text(text, values) for brace in "{}")


@pytest.mark.parametrize(
    ("text", "language", "jurisdiction"),
    [
        ("In an emergency, call 911.", "en", "US"),
        ("Call\n911 right away.", "en", "US"),
        ("Please dial 999 or 112", "en", "UK"),
        ("call triple zero (000)", "en", "AU"),
        ("En una emergencia, marque el 911.", "es", "US"),
        ("llame de inmediato al 112", "es", "EU"),
        ("En cas d'urgence, composez le 15.", "fr", "FR"),
    ],
)
def test_a_line_about_emergencies_is_known(text: str, language: str, jurisdiction: str):
    assert says_to_call(text, language, jurisdiction)


@pytest.mark.parametrize(
    ("text", "language", "jurisdiction"),
    [
        ("Call the office.", "en", "US"),
        ("Do not call 911.", "en", "US"),
        ("Call 911-555-0100.", "en", "US"),
        ("In an emergency, call 911.", "en", "UK"),
        ("We have 911 chairs.", "en", "US"),
        ("No llame al 911.", "es", "US"),
        ("Ouvert de 8 à 15-18 h.", "fr", "FR"),
    ],
)
def test_what_only_looks_like_one_is_not(text: str, language: str, jurisdiction: str):
    assert not says_to_call(text, language, jurisdiction)


def test_every_jurisdiction_has_its_number():
    assert [emergency_number(one) for one in ("US", "UK", "EU", "FR", "AU")] == ["911", "999", "112", "15", "000"]


REPLY = """\
-- content/reviews/ana-diaz/r-000000000001.yaml --
id: r-000000000001
provider: ana-diaz
rating: 4
received_at: 2026-03-10T12:00:01Z
source: website-form
method: organic
moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}
reply:
  status: draft
  response: thansk
  text: Thank you for writing.
"""
THANKS = f"""\
-- content/responses/thanks.md --
---
title: Thanks
topic: thanks
{APPROVED}
---
Thank you for writing. {CALL}
"""


def test_a_reply_from_a_response_that_is_not_there_stops_the_pages_with_a_hint(site: Callable[[str], SiteFolder]):
    result = site(REPLY + THANKS).try_build()
    [error] = result.report.errors
    assert not result.published
    assert (error.code, error.path, error.line) == ("SRC003", "content/reviews/ana-diaz/r-000000000001.yaml", 10)
    assert (error.message, error.hint) == ("no response thansk", "did you mean thanks?")


def test_a_response_with_an_error_fails_the_check_and_stops_nothing(site: Callable[[str], SiteFolder]):
    folder = site(THANKS)
    folder.edit("content/responses/thanks.md", "Thank you for writing.", "Thank you for choosing us.")
    result = folder.try_build()
    assert result.published
    assert [(one.code, one.path, one.line) for one in result.report.errors] == [
        ("RPL701", "content/responses/thanks.md", 7)
    ]


def test_responses_are_found_wanting_one_by_one_and_approval_once(site: Callable[[str], SiteFolder]):
    folder = site(THANKS + THANKS.replace("thanks.md", "more.md"))
    for name in ("thanks", "more"):
        folder.edit(f"content/responses/{name}.md", "approved_on: 2026-11-10", "approved_on: 2026-11-25")
    [warning] = folder.findings()
    assert (warning.code, warning.severity, warning.path) == ("RSP911", "warning", "content/responses/more.md")
    assert warning.message == "nobody has approved the prepared response more (en), the first of 2"


def test_a_name_that_is_no_slug_or_another_kind_of_file_is_said(site: Callable[[str], SiteFolder]):
    folder = site(THANKS.replace("thanks.md", "Thanks.md") + "-- content/responses/thanks.txt --\nThank you.\n")
    assert sorted((one.code, one.path) for one in folder.findings()) == [
        ("SRC001", "content/responses/thanks.txt"),
        ("SRC002", "content/responses/Thanks.md"),
    ]


def test_a_translation_that_does_not_load_is_not_said_to_be_missing(site: Callable[[str], SiteFolder]):
    spanish = THANKS.replace("thanks.md", "thanks.es.md")
    folder = site(THANKS)
    folder.edit("site.yaml", "name:", "languages: [en, es]\nname:")
    missing = [one.hint for one in folder.findings() if one.code == "RSP911"]
    assert missing == ["write content/responses/thanks.es.md"]
    (folder.root / "content/responses/thanks.es.md").write_text(
        spanish.partition("--\n")[2].replace("title:", "titel:"), encoding="utf-8"
    )
    assert [one.path for one in folder.findings() if one.code == "RSP911"] == []
    assert {one.path for one in folder.findings() if one.code == "SRC002"} == {"content/responses/thanks.es.md"}
