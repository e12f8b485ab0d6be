"""Review files as Git-based editors write them again: other quotes, other order, folded lines, and the same review.

The texts below are what the serialisers of Decap CMS 3.19 (yaml 1.10.2) and Sveltia CMS 0.221 (yaml 2) made of
`RECEIVED`; `QUOTED` is yaml 2 when it quotes and folds everything. Sveltia CMS also strips white space from both ends
of every text before it writes, which has a test of its own.
"""

from __future__ import annotations

import pytest
from sealing import SealedSite

from conftest import review_id
from site_gen.load.documents import parse_review
from site_gen.pipeline.restore import restore

FILE = f"content/reviews/ana-diaz/{review_id(1)}.yaml"
RECEIVED = """\
# yaml-language-server: $schema=../../../.site-gen/schemas/review.json
id: r-000000000001
provider: ana-diaz
rating: 2
aspects: {wait-time: 1, listens: 4}
title: "no"
text: |+
  Waited 50 minutes: "5 minutes", they said. # not a comment, and a line that is longer than eighty characters by far

    - an indented line
  It's 12:30 — ¡qué frío!  two spaces, and two line feeds at the end.

author: "O'Neil: #1"
language: en
experienced: 2026-03
received_at: 2026-03-10T12:00:01Z
source: website-form
source_id: "0123"
method: invited-all
moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}
"""
DECAP = """\
id: r-000000000001
provider: ana-diaz
rating: 2
aspects:
  wait-time: 1
  listens: 4
title: no
text: >+
  Waited 50 minutes: "5 minutes", they said. # not a comment, and a line that is
  longer than eighty characters by far

    - an indented line
  It's 12:30 — ¡qué frío!  two spaces, and two line feeds at the end.

author: "O'Neil: #1"
language: en
experienced: 2026-03
received_at: 2026-03-10T12:00:01.000Z
source: website-form
source_id: "0123"
method: invited-all
moderation:
  status: published
  decided_at: 2026-03-12T12:00:00.000Z
  by: compliance
"""
SVELTIA = """\
aspects:
  wait-time: 1
  listens: 4
author: "O'Neil: #1"
experienced: 2026-03
id: r-000000000001
language: en
method: invited-all
moderation:
  status: published
  decided_at: 2026-03-12T12:00:00Z
  by: compliance
provider: ana-diaz
rating: 2
received_at: 2026-03-10T12:00:01Z
source: website-form
source_id: '0123'
text: |+
  Waited 50 minutes: "5 minutes", they said. # not a comment, and a line that is longer than eighty characters by far

    - an indented line
  It's 12:30 — ¡qué frío!  two spaces, and two line feeds at the end.

title: no
"""
QUOTED = """\
"id": "r-000000000001"
"provider": "ana-diaz"
"rating": 2
"aspects":
  "wait-time": 1
  "listens": 4
"title": "no"
"text": "Waited 50 minutes: \\"5 minutes\\", they said. # not a comment, and a
  line that is longer than eighty characters by far


  \\  - an indented line

  It's 12:30 — ¡qué frío!  two spaces, and two line feeds at the end.

  \\n"
"author": "O'Neil: #1"
"language": "en"
"experienced": "2026-03"
"received_at": "2026-03-10T12:00:01Z"
"source": "website-form"
"source_id": "0123"
"method": "invited-all"
"moderation":
  "status": "published"
  "decided_at": "2026-03-12T12:00:00Z"
  "by": "compliance"
"""
SAVED = {"decap": DECAP, "sveltia": SVELTIA, "quoted": QUOTED}


@pytest.fixture
def sealed(tmp_path) -> SealedSite:
    site = SealedSite(tmp_path / "site")
    site.write(f"-- {FILE} --\n{RECEIVED}")
    site.seal()
    return site


@pytest.mark.parametrize("cms", SAVED)
def test_a_review_that_a_cms_wrote_again_is_the_same_review(cms):
    received = parse_review(RECEIVED.encode(), FILE)
    assert not isinstance(received, list), received
    assert received.text
    assert received.text.endswith("at the end.\n\n")
    assert parse_review(SAVED[cms].encode(), FILE) == received


@pytest.mark.parametrize("cms", SAVED)
def test_it_seals_nothing_new_and_is_built_as_it_was(sealed, cms):
    before = sealed.build().tree()
    sealed.write(f"-- {FILE} --\n{SAVED[cms]}")
    size = len(sealed.entries())
    sealed.seal()
    assert len(sealed.entries()) == size
    assert sealed.build(full=True).tree() == before


@pytest.mark.parametrize("cms", SAVED)
def test_a_decision_that_was_made_in_a_cms_is_sealed(sealed, cms):
    sealed.write(f"-- {FILE} --\n{SAVED[cms]}")
    status = '"published"' if cms == "quoted" else "published"
    reason = '"abusive"' if cms == "quoted" else "abusive"
    key = '"reason"' if cms == "quoted" else "reason"
    sealed.edit(FILE, status, f"{status.replace('published', 'withheld')}\n  {key}: {reason}")
    size = len(sealed.entries())
    sealed.seal()
    assert sealed.kinds()[size:] == ["decision"]
    assert sealed.state(1).reason == "abusive"


@pytest.mark.parametrize("cms", SAVED)
def test_a_word_that_was_changed_in_a_cms_stops_the_pages(sealed, cms):
    sealed.write(f"-- {FILE} --\n{SAVED[cms].replace('50 minutes', '5 minutes')}")
    result = sealed.try_build()
    assert not result.published
    assert "INT102" in [finding.code for finding in result.report.findings]
    size = len(sealed.entries())
    sealed.seal()
    assert len(sealed.entries()) == size


def test_a_field_that_a_cms_emptied_is_said_with_its_file(sealed):
    sealed.write(f"-- {FILE} --\n{DECAP}")
    sealed.edit(FILE, "  by: compliance", '  by: compliance\n  reason: ""')
    result = sealed.try_build()
    assert not result.published
    assert ("SRC002", FILE) in [(finding.code, finding.path) for finding in result.report.findings]


def test_white_space_that_sveltia_strips_stops_the_pages_and_is_not_lost(sealed):
    sealed.write(f"-- {FILE} --\n{SVELTIA}")
    sealed.edit(FILE, "at the end.\n\n", "at the end.\n")
    sealed.edit(FILE, "text: |+", "text: |-")
    result = sealed.try_build()
    assert not result.published
    found = next(finding for finding in result.report.findings if finding.code == "INT102")
    assert "every word is there, white space at its ends is not as logged" in found.message
    assert f"site-gen seal --restore {review_id(1)}" in found.hint
    size = len(sealed.entries())
    sealed.seal()
    assert len(sealed.entries()) == size
    assert restore(sealed.root, review_id(1)).changed
    assert parse_review((sealed.root / FILE).read_bytes(), FILE) == parse_review(RECEIVED.encode(), FILE)
    sealed.build()


def test_a_decision_that_was_saved_with_stripped_white_space_stays_when_the_words_are_restored(sealed):
    sealed.write(f"-- {FILE} --\n{SVELTIA}")
    sealed.edit(FILE, "at the end.\n\n", "at the end.\n")
    sealed.edit(FILE, "text: |+", "text: |-")
    sealed.edit(FILE, "status: published", "status: withheld\n  reason: unrelated")
    restore(sealed.root, review_id(1))
    review = parse_review((sealed.root / FILE).read_bytes(), FILE)
    assert (review.moderation.status, review.moderation.reason) == ("withheld", "unrelated")
    size = len(sealed.entries())
    sealed.seal()
    assert len(sealed.entries()) == size + 1


def test_a_word_that_is_gone_with_the_white_space_is_not_called_white_space(sealed):
    sealed.write(f"-- {FILE} --\n{SVELTIA}")
    sealed.edit(FILE, "at the end.\n\n", "at the\n")
    result = sealed.try_build()
    found = next(finding for finding in result.report.findings if finding.code == "INT102")
    assert "segment" in found.message
    assert "every word is there" not in found.message


def test_a_line_separator_that_a_cms_writes_as_it_is_stops_the_pages(tmp_path):
    site = SealedSite(tmp_path / "site")
    lines = RECEIVED[: RECEIVED.index("text: |+")]
    rest = RECEIVED[RECEIVED.index("author:") :]
    site.write(f'-- {FILE} --\n{lines}text: "One.\\L Two."\n{rest}')
    site.seal()
    site.build()
    site.edit(FILE, "\\L", "\u2028")
    result = site.try_build()
    assert not result.published
    assert "INT102" in [finding.code for finding in result.report.findings]


def test_an_instant_that_decap_cut_is_written_back_in_a_form_that_it_leaves_alone(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(f"-- {FILE} --\n{RECEIVED.replace('12:00:01Z', '12:00:01.123456Z')}")
    site.seal()
    site.build()
    site.edit(FILE, "12:00:01.123456Z", "12:00:01.123Z")
    result = site.try_build()
    assert not result.published
    found = next(finding for finding in result.report.findings if finding.code == "INT102")
    assert "received_at" in found.message
    assert restore(site.root, review_id(1)).changed
    assert "received_at: 2026-03-10T12:00:01.123456+00:00\n" in (site.root / FILE).read_text()
    assert site.try_build().published
