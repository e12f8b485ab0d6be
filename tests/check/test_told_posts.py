"""What posts tell of patients whom they name, and what they say to everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from check.replies_measured import AROUND
from conftest import SiteFolder
from site_gen.check.replies import ReplyText, read_text
from site_gen.check.rules import RULES
from site_gen.findings import Severity
from site_gen.model.post import Post

ORDINARY = Path(__file__).parent / "data" / "ordinary_posts.txt"
"""Posts as practices write them, one a line: to everybody, about staff, neighbors, and people in the news."""
CODES = ("RPL701", "RPL703", "RPL705")
TOLD = [
    "Thank you for choosing us for your knee surgery on March 3, Maria. Your biopsy results came back clear.",
    "We congratulate Maria Lopez on her new knee. She had her surgery with Dr. Ortega in March and dances again.",
    "Happy birthday to our patient Mr. Pemberton, who beat cancer twice!",
    "Mrs. Halloran came in for a root canal last week and brought us flowers.",
    "Dear Gwendolyn, your test results were fine. See you at your next appointment!",
    "Our patient Rosa Diaz lost 80 pounds after her bariatric surgery.",
    "Thanks to Jim for letting us take out his appendix yesterday.",
]


def found(text: str, status: str = "approved") -> set[tuple[str, Severity]]:
    read_as = read_text(text, None)
    assert isinstance(read_as, ReplyText)
    language = read_as.readings[0][0].tag
    post = Post(path="content/posts/a.md", slug="a", language=language, title="News", body=text, status=status)
    checks = {rule: rule.post for rule in RULES if rule.code in CODES}
    issues = [(rule, one) for rule, check in checks.items() if check for one in check(post, AROUND)]
    return {(rule.code, getattr(one, "severity", None) or rule.severity) for rule, one in issues}


@pytest.mark.parametrize("text", TOLD)
def test_a_post_that_names_a_patient_has_an_error_and_its_draft_a_warning(text: str):
    assert found(text) == {("RPL701", Severity.ERROR), ("RPL703", Severity.ERROR)}
    assert found(text, "draft") == {("RPL701", Severity.WARNING), ("RPL703", Severity.WARNING)}
    assert found(text, "idea") == set()


def test_no_ordinary_post_is_blamed():
    posts = ORDINARY.read_text(encoding="utf-8").splitlines()
    assert len(posts) > 50
    said = {text: found(text) for text in posts if found(text)}
    assert not [text for text, codes in said.items() if Severity.ERROR in {severity for _, severity in codes}]
    assert len(said) <= 3, said


STORY = """\
-- content/posts/knee.md --
---
title: A new knee
summary: She dances again.
date: 2026-11-20T09:00:00-06:00
channels: [website]
status: approved
visual: {file: media/knee.svg, alt: Somebody dances.}
---
We congratulate Maria Lopez on her new knee.
-- content/media/knee.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>
"""
SIDECAR = """\
-- content/media/knee.yaml --
alt: Somebody dances.
people: [{who: Maria, is_patient: true%s}]
"""


def test_such_a_post_is_left_out_and_set_aside_with_a_reason_it_goes_out(site: Callable[[str], SiteFolder]):
    folder = site(STORY)
    result = folder.try_build()
    assert result.published
    assert {one.code for one in result.report.errors} == {"RPL701", "RPL703"}
    assert not (folder.root / "public/news/knee").exists()
    orders = "".join(f"{{code: RPL70{one}, reason: signed form 7, until: 2027-01-31}}, " for one in (1, 3))
    folder.edit("site.yaml", "time_zone:", f"checks: {{ignore: [{orders[:-2]}]}}\ntime_zone:")
    assert (folder.build().folder / "news/knee/index.html").is_file()


def test_beside_a_picture_with_consent_on_record_it_is_a_warning(site: Callable[[str], SiteFolder]):
    folder = site(STORY + SIDECAR % ", consent: photo-7, consent_expires_on: 2026-12-31")
    assert not folder.report().errors
    assert {one.code for one in folder.report().findings if one.severity is Severity.WARNING} >= {"RPL701", "RPL703"}
    folder.write(SIDECAR % ", consent: photo-7, consent_expires_on: 2026-10-31")
    assert {one.code for one in folder.report().errors} >= {"RPL701", "RPL703"}
