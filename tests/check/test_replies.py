"""The rules over replies: measured on labelled ones, on two that are in every training, and on any text at all."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import cpu_seconds

from check.examples import report_on
from check.replies_measured import (
    AROUND,
    BY_CODE,
    MEASURED,
    PROVIDER,
    cases,
    codes,
    issues,
    review_of,
    review_with,
    score,
)
from conftest import AS_OF, REPOSITORY, SiteFolder, its_own, review
from site_gen.check.phrases import find, languages, read, topic_of
from site_gen.check.replies import read_text
from site_gen.check.tokens import tokenize
from site_gen.findings import Severity
from site_gen.load.documents import parse_review
from site_gen.model.review import Authorization
from site_gen.pipeline.build import build
from site_gen.pipeline.options import BuildOptions

# Precision and recall as measured: on all labelled replies, most of which phrases were changed for, a floor and no
# promise; on the odd half of the fifth set before anybody who changes phrases had read it, what to expect of one that
# only hints; on the sixth set, for which no phrase was changed, what to expect of a typical one.
REACHED = {
    "RPL701": (1.0, 0.98),
    "RPL702": (1.0, 0.95),
    "RPL703": (1.0, 0.97),
    "RPL705": (1.0, 0.94),
    "RPL706": (1.0, 0.97),
    "RPL707": (1.0, 0.94),
}
REACHED_UNSEEN = {
    "RPL701": (0.92, 0.80),
    "RPL702": (0.66, 0.50),
    "RPL703": (0.91, 0.73),
    "RPL705": (0.71, 0.71),
    "RPL706": (0.57, 1.0),
    "RPL707": (0.50, 1.0),
}
REACHED_TYPICAL = {
    "RPL701": (0.95, 0.95),
    "RPL702": (0.85, 0.75),
    "RPL703": (0.88, 1.0),
    "RPL705": (1.0, 0.87),
    "RPL706": (1.0, 0.87),
    "RPL707": (0.80, 0.66),
}
NEAR_MISSES = Path(__file__).parent / "data" / "near_misses.txt"
FINED = """\
We are stunned by this. Rosalind Vane came to us in April for pain in her upper left jaw, and Rosalind was told that the
molar needed a root canal and was referred to an endodontist. Rosalind never went, and what she writes here is a lie.
"""
SILENT = """\
This office does not comment on any individual, whether or not a patient here. Whoever wants to talk is invited to call.
"""


@pytest.mark.parametrize("code", MEASURED)
def test_a_rule_is_as_right_as_it_was_when_it_was_measured(code: str):
    found = score(code)
    precision, recall = REACHED[code]
    assert found.precision >= precision, found
    assert found.recall >= recall, found


@pytest.mark.parametrize("code", REACHED_TYPICAL)
def test_on_the_sixth_set_it_is_no_worse_than_when_nobody_had_read_it(code: str):
    found = score(code, "f")
    precision, recall = REACHED_TYPICAL[code]
    assert found.precision >= precision, found
    assert found.recall >= recall, found


@pytest.mark.parametrize("code", REACHED_UNSEEN)
def test_on_the_fifth_set_it_is_no_worse_than_when_nobody_had_read_it(code: str):
    found = score(code, "h")
    precision, recall = REACHED_UNSEEN[code]
    assert found.precision >= precision, found
    assert found.recall >= recall, found


def test_the_labelled_replies_are_many_and_half_of_them_safe():
    labelled = cases()
    first = [case for case in labelled if case["id"][:2] in ("en", "es")]
    assert len(first) >= 120
    assert 0.45 < sum(not case["trips"] for case in first) / len(first) < 0.55
    assert 0.2 < sum(case.get("language") == "es" for case in first) / len(first) < 0.3
    assert len({case["id"] for case in labelled}) == len(labelled)


def test_no_safe_reply_is_left_out():
    wrong = [
        (case["id"], code)
        for case in cases()
        if not case["trips"] and not case.get("may")
        for code in codes(review_of(case))
        if any((one.severity or BY_CODE[code].severity) is Severity.ERROR for one in issues(code, review_of(case)))
    ]
    assert wrong == []


def test_what_sounds_like_a_fault_and_is_none_passes():
    """Replies by who changes the phrases, one a line: idioms, rules for everybody, advice to nobody, thanks, jokes."""
    said = NEAR_MISSES.read_text(encoding="utf-8").splitlines()
    wrong = [(text, codes(review_with(text, rating=3, text="Meh.")) & set(MEASURED)) for text in said]
    assert [one for one in wrong if one[1]] == []


def test_the_kind_of_reply_that_was_fined_trips_four_rules():
    fined = codes(review_with(FINED, rating=1, author="Displeased", text="The worst dentist in town."))
    assert fined >= {"RPL701", "RPL702", "RPL703", "RPL706"}


def test_a_reply_that_comments_on_nobody_lacks_only_whom_to_call():
    assert codes(review_with(SILENT, rating=1, author="Displeased", text="The worst dentist in town.")) == {"RPL708"}
    assert codes(review_with("We welcome feedback from all our patients.", rating=5)) == set()


@pytest.mark.parametrize(
    "threat",
    ["You will hear from our attorney.", "This is defamation.", "Nuestro abogado se pondrá en contacto con usted."],
)
def test_a_threat_is_an_error_where_a_contradiction_is_a_warning(threat: str):
    assert Severity.ERROR in {one.severity for one in issues("RPL706", review_with(threat))}
    assert {one.severity for one in issues("RPL706", review_with("This never happened."))} == {None}


def test_a_finding_quotes_what_the_reply_says_and_offers_a_safe_sentence_in_its_language():
    (issue,) = issues("RPL701", review_with("Gracias por su  VISITA de ayer.", language="es"))
    assert '"su VISITA"' in issue.message
    assert issue.at == ("reply", "text")
    assert "Aquí no podemos hablar" in issue.hint
    assert "(312) 555-0142" in issue.hint


def test_a_draft_is_not_read():
    draft = review_with("Thank you for your visit.")
    assert draft.reply is not None
    draft = msgspec.structs.replace(draft, reply=msgspec.structs.replace(draft.reply, status="draft"))
    assert codes(draft) == set()


def test_leave_to_discuss_covers_the_authors_own_case_while_it_is_in_force():
    text = "We are glad that your surgery went well."
    signed = Authorization(basis="signed", scope=("website", "reply"), signed_on=datetime.date(2026, 1, 5))
    ended = Authorization(
        basis="signed", scope=("reply",), signed_on=datetime.date(2024, 1, 5), expires_on=datetime.date(2025, 1, 5)
    )
    to_publish = Authorization(basis="signed", scope=("website",), signed_on=datetime.date(2026, 1, 5))
    said = "My surgery went well."
    assert codes(review_with(text, text=said, authorization=signed)) == {"RPL711"}
    assert codes(review_with(text, text=said, authorization=ended)) == {"RPL701", "RPL703"}
    assert codes(review_with(text, text=said, authorization=to_publish)) == {"RPL701", "RPL703"}
    relative = "We are glad that your mother's surgery went well."
    assert "RPL703" in codes(review_with(relative, text=said, authorization=signed))


def test_a_reply_in_a_language_that_is_not_read_is_not_passed():
    polish = review_with("Dziękujemy za miłe słowa!", language="pl")
    check = BY_CODE["RPL701"].review
    assert check is not None
    assert [type(one).__name__ for one in check(polish, PROVIDER, AROUND)] == ["Unchecked"]


@pytest.mark.parametrize("declared", [None, "en", "es"])
@pytest.mark.parametrize(
    "text",
    [
        "Monsieur Dupont, lors de votre rendez-vous du 3 mars nous avons soigné votre dent, et vous refusez de payer.",
        "Prezado senhor Silva, na sua visita de terça-feira tratamos o seu dente e o resultado do exame foi bom.",
        "Kính gửi ông Nguyễn, trong lần khám ngày 3 tháng 3 chúng tôi đã điều trị răng sâu của ông.",
        "Mèsi paske ou te chwazi nou pou operasyon jenou ou a. Nou kontan rezilta byopsi ou yo te klè.",
        "亲爱的王先生，三月三日您来看病时，我们治疗了您的牙齿。",
        "Спасибо!",
    ],
)
def test_a_reply_whose_words_are_of_no_known_language_is_not_passed_whatever_is_declared(text: str, declared):
    said = msgspec.structs.replace(review_with(text, rating=5), language=declared)
    for code in MEASURED:
        check = BY_CODE[code].review
        assert check is not None
        assert "Unchecked" in [type(one).__name__ for one in check(said, PROVIDER, AROUND)], code


def test_what_is_found_in_such_a_reply_counts_all_the_same():
    said = review_with("Danke, Walt! Bitte weiter Ibuprofen 400 mg, und vielen Dank für Ihren Besuch in der Praxis.")
    check = BY_CODE["RPL705"].review
    assert check is not None
    assert [type(one).__name__ for one in check(said, PROVIDER, AROUND)] == ["Unchecked", "Issue"]


def test_nearly_every_labelled_reply_is_known_to_be_in_its_language():
    texts = [case["reply"] for case in cases()] + NEAR_MISSES.read_text(encoding="utf-8").splitlines()
    unknown = [text for text in texts if not read_text(text, None).is_known]
    assert len(unknown) <= len(texts) / 200, unknown


def test_a_reply_with_an_error_is_left_out_and_the_rest_is_built(site: Callable[[str], SiteFolder]):
    bad = review(1, rating=5, text="Lovely.") + reply("Thank you for visiting us last week.")
    good = review(2, rating=5, text="Kind people.") + reply("We pass this on to everybody here.")
    made = site(bad + good)
    result = made.try_build()
    assert result.published
    assert {one.code for one in result.report.errors} <= {"RPL701", "RPL703"}
    page = made.build().text("providers/ana-diaz/index.html")
    assert "Lovely." in page
    assert "visiting us last week" not in page
    assert "We pass this on" in page


def test_a_reply_whose_rule_is_set_aside_is_shown(site: Callable[[str], SiteFolder]):
    made = site(review(1, rating=5, text="Lovely.") + reply("Thank you for choosing us."))
    made.edit(
        "site.yaml",
        "time_zone:",
        "checks: {ignore: [{code: RPL701, reason: an old reply, until: 2027-01-31}]}\ntime_zone:",
    )
    assert "Thank you for choosing us" in made.build().text("providers/ana-diaz/index.html")


BAD = {
    "rating": 5,
    "reply": {"status": "published", "published_at": "2026-03-14T09:00:00Z", "text": "Thank you for visiting us."},
}


def test_a_reply_with_an_error_is_not_sealed(tmp_path: Path):
    report = report_on(tmp_path / "site", yaml.safe_dump({"review": BAD}), sealed=True)
    assert [(one.code, one.message.split(":")[0]) for one in its_own(report.findings)] == [
        ("INT121", "the reply is not sealed"),
        ("RPL701", "the reply confirms that the author is a patient"),
    ]


def test_a_reply_that_was_sealed_stays_on_the_page_and_is_said(tmp_path: Path):
    order = {"code": "RPL701", "reason": "an old reply", "until": "2027-01-31"}
    example = {
        "site": {"checks": {"ignore": [order]}},
        "review": BAD,
        "after seal": {"site": {"checks": {"ignore": []}}},
    }
    root = tmp_path / "site"
    report = report_on(root, yaml.safe_dump(example), sealed=True)
    assert {one.code for one in report.errors} == {"RPL701"}
    result = build(BuildOptions(root=root, out=root / "public", as_of=AS_OF, jobs=1))
    assert result.published
    assert "visiting us" in (root / "public/providers/ana-diaz/index.html").read_text(encoding="utf-8")


def reply(text: str) -> str:
    return f"reply: {{status: published, published_at: 2026-03-20T12:00:00Z, text: {text!r}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        "You are one of our patients, and we value you.",
        "You have long been one of our most loyal patients.",
        "We have been treating you since 2019.",
        "We have been seeing you and your family for ten years.",
        "Usted es una de nuestras pacientes favoritas.",
        "Usted es uno de nuestros pacientes de siempre.",
        "Llevamos años atendiéndole.",
        "Hace años que le atendemos.",
        "Usted faltó a tres citas.",
        "Ha sido un honor ser su dentista.",
    ],
)
def test_a_plain_confirmation_is_found(text: str):
    assert "RPL701" in codes(review_with(text))


@pytest.mark.parametrize(
    "text",
    [
        "One of our patients told us that the sign at the door is too small.",
        "Whether or not you are one of our patients, you may call us.",
        "If you are one of our patients, please use the portal.",
        "You are one of the few who wrote to us about the sign.",
        "We have been treating people in this town since 1988.",
        "We believe in treating you with respect, whoever you are.",
        "Seeing your review made our day.",
        "Una de nuestras pacientes nos habló del letrero.",
        "Si usted es uno de nuestros pacientes, use el portal.",
        "Llevamos veinte años atendiendo en esta calle.",
        "Quien faltó a una cita puede pedir otra por teléfono.",
        "No podemos decir si usted es una de nuestras pacientes.",
        "Sería un honor ser su dentista.",
    ],
)
def test_what_is_said_of_all_or_of_nobody_confirms_nothing(text: str):
    assert "RPL701" not in codes(review_with(text))


def test_a_reply_is_read_in_the_language_of_its_review_too():
    assert read_text("Usted faltó a tres citas.", "es").says("confirms") == ["Usted faltó"]
    assert [one.tag for one, _ in read_text("We read all of it.", "es").readings] == ["en", "es"]


@given(st.text(max_size=400) | st.lists(st.sampled_from(sorted(languages()["en"].marks)), max_size=60).map(" ".join))
@settings(max_examples=40)
def test_any_text_is_read_and_what_is_quoted_is_in_it(text: str):
    tokens = tokenize(text)
    for tag, language in languages().items():
        for name in ("confirms", "detail", "advises", "argues", "asks", "offers"):
            for quote in find(read(text, tokens, language), topic_of(tag, name)):
                assert quote in " ".join(text.split())
    if text:
        codes(review_with(text, rating=2))


@pytest.mark.parametrize(
    "unit",
    [
        "your ",
        "if you have ",
        "a",
        "you the ",
        "O'Neil, ",
        "1/2/3.",
        "we we we told the you ",
        "(312) 555-01",
        "Ana ",
        "\n\n",
        "ñ\u0301",
    ],
    ids=repr,
)
def test_twice_the_text_takes_about_twice_the_time(unit: str):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        return cpu_seconds(lambda: codes(review_with(text, rating=2, text="Slow.")))

    seconds(100)
    short = min(seconds(2_500) for _ in range(2))
    assert min(seconds(20_000) for _ in range(2)) < 8 * short * 3 + 0.2


def test_the_sample_site_has_no_reply_that_would_be_left_out():
    for path in sorted((REPOSITORY / "content" / "reviews").glob("*/*.yaml")):
        loaded = parse_review(path.read_bytes(), path.relative_to(REPOSITORY).as_posix())
        assert not isinstance(loaded, list), loaded
        if loaded.reply is not None:
            assert not codes(loaded) & {"RPL701", "RPL703", "RPL705", "RPL707"}, loaded.reply.text
