"""Honest sites in languages that write months as numbers, and changed months in them."""

from __future__ import annotations

import datetime

import pytest
from babel import localedata

from conftest import AS_OF, review
from site_gen.pipeline.verify import VerifyOptions, verify
from site_gen.render.locale import Locale
from site_gen.verify.claims import Claim, Outcome
from site_gen.verify.wording import Notes, Wording, note_date, wording_faults
from verify.copies import Copy, failed, outcomes
from verify.sites import ANA_1, DECIDED, SealedSite

TAGS = sorted({one.partition("_")[0] for one in localedata.locale_identifiers()} - {"kkj"})
"""All languages but Kako, for which the name of one month is not known."""
MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
REPLY = (
    "reply: {{status: published, published_at: 2026-{month}-20T12:00:00Z, approved_by: compliance, "
    "outcome: change-made, text: Thank you.}}"
)


def noted(texts: dict[str, str]) -> list[str]:
    """Give what is wrong with these texts of months, all in one language."""
    words, wording = Notes(), Wording(language="xx")
    for month, text in texts.items():
        words.note("month", month, text)
        if not note_date(words, "month of a year", text, {"year": int(month[:4]), "month": int(month[5:])}):
            return [f"{text} is not {month}"]
    wording.note_all(words)
    return [message for _page, message in wording_faults(wording)]


@pytest.mark.parametrize("tag", TAGS)
def test_months_and_days_as_a_language_writes_them_are_right(tag: str):
    locale = Locale(tag)
    assert noted({month: locale.month(month) for month in MONTHS}) == []
    words, wording = Notes(), Wording(language=tag)
    for month in MONTHS:
        for day in (1, 20):
            date = datetime.date(int(month[:4]), int(month[5:]), day)
            parts = {"year": date.year, "month": date.month, "day": date.day}
            assert note_date(words, "day of a month", locale.date(date), parts)
    wording.note_all(words)
    assert list(wording_faults(wording)) == []


@pytest.mark.parametrize("tag", ["ja", "ko", "vi", "zh"])
def test_a_month_that_is_a_number_is_no_other_month(tag: str):
    locale = Locale(tag)
    right = {month: locale.month(month) for month in MONTHS}
    assert noted({**right, "2026-10": locale.month("2026-09")}) == [f"{locale.month('2026-09')} is not 2026-10"]
    upside_down = locale.month("2026-10").replace("2026", "@").replace("10", "2026").replace("@", "10")
    (fault,) = noted({**right, "2026-10": upside_down})
    assert fault.startswith("order of the month of a year  reads ")


def test_a_language_names_all_months_alike():
    right = {month: Locale("en").month(month) for month in MONTHS}
    (fault,) = noted({**right, "2026-10": "September 2026, 10 visits"})
    assert fault.startswith("naming the month of a year  reads 'September #, # visits' here, elsewhere 'in words'")


def test_a_site_whose_languages_write_months_as_numbers_is_proven(tmp_path):
    shown = f"moderation: {{status: published, {DECIDED}}}\n"
    reviews = [
        review(number, text=f"Visit {number}.", month=f"2026-{month}", extra=shown + REPLY.format(month=month))
        for number, month in enumerate(("08", "09", "10"), 1)
    ]
    site = SealedSite(tmp_path / "site", reviews="".join(reviews), languages="zh, vi")
    copy = Copy(site.build(), site)
    verdict = verify(VerifyOptions(target=str(copy.public), today=AS_OF, keys=(site.vkey,), jobs=1))
    assert not verdict.failures, verdict.failures[:3]
    assert outcomes(verdict)[Claim.WORDING] is Outcome.PROVEN
    copy.edit(f"vi/{ANA_1}", "tháng 10 năm 2026", "tháng 9 năm 2026")
    assert failed(copy.verify()) >= {Claim.FIELDS}
