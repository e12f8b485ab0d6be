"""What rules say of many reviews, providers and batches, beyond the examples on their pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from conftest import SiteFolder, review, review_id
from site_gen.findings import Report, Severity
from site_gen.pipeline.build import check

MakeSite = Callable[[str], SiteFolder]
BO = """\
-- content/providers/bo-lee.yaml --
name: {given: Bo, family: Lee}
kind: dentist
languages: [en]
locations: [{location: downtown}]
"""
PLAIN = """\
-- site.yaml --
name: Harbor Dental
base_url: https://harbor.example
organization: {type: Dentist, phone: "+13125550100"}
covered_entity: false
"""
BATCH = """\
-- content/wording/after-visit.txt --
How was it?
-- content/invitations/spring.yaml --
id: b-000000000001
channel: email
period: {first_on: 2026-03-01, last_on: 2026-03-31}
selection: all-visits
eligible: 40
invited: 40
wording: wording/after-visit.txt
"""
WITHHELD = "moderation: {status: withheld, reason: unrelated, decided_at: 2026-03-12T12:00:00Z, by: compliance}"


def many(first: int, count: int, *, rating: int, slug: str = "ana-diaz", extra: str = "", days: int = 2) -> str:
    """Give reviews with a received day of their own, so that they are no burst."""
    day = datetime.date(2024, 1, 1)
    text = ""
    for number in range(first, first + count):
        received = day + datetime.timedelta(days=6 * (number % 150))
        decided = received + datetime.timedelta(days=days)
        moderation = extra or f"moderation: {{status: published, decided_at: {decided}T23:00:00Z, by: compliance}}"
        one = review(number, rating=rating, extra=moderation.replace("2026-03-12", str(decided)))
        text += one.replace("ana-diaz", slug).replace("2026-03-10", str(received))
    return text


def report(site: SiteFolder, **changes: object) -> Report:
    return check(site.options(**changes))


def of(found: Report, code: str) -> list[tuple[Severity, str, str]]:
    return [(one.severity, one.path, one.message) for one in found.findings if one.code == code]


def reasons(found: Report, code: str) -> list[str]:
    return [one.reason for one in found.not_checked if one.code == code]


def test_a_provider_is_named_after_correction_for_the_number_of_providers(site: MakeSite):
    skewed = many(1, 4, rating=1, extra=WITHHELD) + many(11, 8, rating=1) + many(31, 48, rating=5)
    fair = many(101, 2, rating=5, slug="bo-lee", extra=WITHHELD) + many(111, 20, rating=5, slug="bo-lee")
    fair += many(141, 3, rating=1, slug="bo-lee")
    found = of(report(site(PLAIN + BO + skewed + fair)), "MOD204")
    places = [path for _severity, path, _message in found]
    assert "content/providers/ana-diaz.yaml" in places
    assert "content/providers/bo-lee.yaml" not in places
    severity, _path, message = found[places.index("content/providers/ana-diaz.yaml")]
    assert severity is Severity.ERROR
    assert "corrected for 2 providers" in message
    assert "1-2 stars" in message
    assert "withheld" in message


def test_the_table_stands_below_the_verdict(site: MakeSite):
    reviews = many(1, 2, rating=1, extra=WITHHELD) + many(11, 8, rating=1) + many(31, 40, rating=5)
    found = of(report(site(PLAIN + reviews)), "MOD204")
    assert found[0][2].splitlines() == [
        "low ratings are withheld more often than others, p = .037",
        "            1-2 stars   others",
        "  withheld          2        0",
        "  of               10       40",
        "  2 low and no other would give p < .05; here p = .037",
    ]


def test_too_few_reviews_are_not_checked_and_the_power_is_told(site: MakeSite):
    reviews = many(1, 1, rating=1, extra=WITHHELD) + many(11, 2, rating=1) + many(31, 17, rating=5)
    found = report(site(PLAIN + reviews))
    assert of(found, "MOD204") == []
    assert reasons(found, "MOD204") == [
        "too few reviews on the site: 3 low, 17 others, 1 withheld; 2 withheld low ones and no other would be needed "
        "for p < .05"
    ]


def test_reasons_of_the_author_count_only_in_the_second_table(site: MakeSite):
    withdrew = WITHHELD.replace("unrelated", "author-withdrew")
    reviews = many(1, 6, rating=1, extra=withdrew) + many(11, 6, rating=1) + many(31, 40, rating=5)
    ((severity, _path, message),) = of(report(site(PLAIN + reviews)), "MOD204")
    assert severity is Severity.WARNING
    assert "withheld, erased or replaced more often" in message


def test_a_provider_whose_low_ratings_wait_is_named(site: MakeSite):
    slow = many(1, 8, rating=1, days=20) + many(11, 20, rating=5, days=2)
    fast = many(101, 30, rating=5, slug="bo-lee", days=25) + many(141, 5, rating=1, slug="bo-lee", days=1)
    found = of(report(site(PLAIN + BO + slow + fast)), "MOD205")
    assert [path for _severity, path, _message in found] == ["content/providers/ana-diaz.yaml"]
    assert "corrected for 2 providers" in found[0][2]


def test_few_decided_ratings_are_not_compared(site: MakeSite):
    assert reasons(report(site(PLAIN + many(1, 4, rating=5))), "MOD205") == [
        "0 low and 4 other ratings decided, five of each are needed"
    ]


@pytest.mark.parametrize("code", ["PRV312", "PRV313", "PRV326"])
def test_what_the_files_cannot_show_is_said_once(site: MakeSite, code: str):
    with_reviews = report(site(PLAIN + BO + many(1, 3, rating=5) + many(11, 3, rating=5, slug="bo-lee")))
    assert len(reasons(with_reviews, code)) == 1


def test_a_changed_invitation_is_seen_by_an_incremental_build(site: MakeSite):
    one = review(1, extra="batch: b-000000000001\nmoderation: {status: published, decided_at: 2026-03-12T12:00:00Z}")
    folder = site(PLAIN + BATCH + one)
    folder.build()
    folder.edit("content/invitations/spring.yaml", "eligible: 40", "incentive: prize-draw\neligible: 40")
    found = folder.report()
    assert [path for _severity, path, _message in of(found, "PRV307")] == [
        f"content/reviews/ana-diaz/{review_id(1)}.yaml"
    ]
    assert found.findings == folder.report(full=True).findings


def test_a_file_that_does_not_load_is_reported_with_the_others(site: MakeSite):
    folder = site(PLAIN + BATCH.replace("invited: 40", "invited: 50").replace("channel: email", "channel: pigeon"))
    codes = {(one.code, one.path) for one in folder.findings()}
    assert ("SRC002", "content/invitations/spring.yaml") in codes


def test_a_wording_that_is_missing_is_reported(site: MakeSite):
    folder = site(PLAIN + BATCH)
    (folder.root / "content/wording/after-visit.txt").unlink()
    assert ("SRC003", "content/invitations/spring.yaml") in {(one.code, one.path) for one in folder.findings()}


def test_nearly_equal_texts_are_found_again_by_a_build_that_changes_nothing(site: MakeSite):
    text = "The front desk was friendly and the cleaning took half an hour without pain."
    folder = site(PLAIN + review(1, text=text, month="2026-03") + review(2, text=text, month="2026-05"))
    first = folder.report()
    assert [severity for severity, _path, _message in of(first, "PRV314")] == [Severity.ERROR]
    assert folder.report().findings == first.findings
    folder.edit(f"content/reviews/ana-diaz/{review_id(2)}.yaml", text, "Nobody said a word.")
    assert of(folder.report(), "PRV314") == []
