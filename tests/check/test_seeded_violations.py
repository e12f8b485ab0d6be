"""One violation of each rule in a clean site: it is found by its own code, at its line, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import (
    seeds_alerts,
    seeds_audiences,
    seeds_calendar,
    seeds_log,
    seeds_pages,
    seeds_policies,
    seeds_proof,
    seeds_provenance,
    seeds_replies,
    seeds_responses,
    seeds_source,
    seeds_writing,
)
from check.clean_site import CleanSite, make_clean_site, options_of
from check.seeding import Run, plan_runs, plant_and_check
from conftest import EVERYWHERE, its_own
from site_gen.model.placed import State
from site_gen.pipeline.build import check
from site_gen.pipeline.log import open_log
from site_gen.pipeline.log_write import log_settings, read_site
from site_gen.pipeline.reporting import rule_codes

SEEDS = (
    *seeds_alerts.SEEDS,
    *seeds_audiences.SEEDS,
    *seeds_source.SEEDS,
    *seeds_log.SEEDS,
    *seeds_proof.SEEDS,
    *seeds_provenance.SEEDS,
    *seeds_replies.SEEDS,
    *seeds_responses.SEEDS,
    *seeds_writing.SEEDS,
    *seeds_pages.SEEDS,
    *seeds_policies.SEEDS,
    *seeds_calendar.SEEDS,
)
NO_SEED_YET: frozenset[str] = frozenset()
"""Codes that are looked for and that no seed violates."""
NEVER_CHECKED = frozenset(["INT106", "INT117", "MOD204", "MOD213", "NAP804", "PRV311", "PRV312", "PRV313", "PRV326"])
"""Codes that have no look at something that is not in the files, or at too little."""
RUNS = tuple(plan_runs(SEEDS))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CleanSite:
    return make_clean_site(tmp_path_factory.mktemp("clean"))


@pytest.fixture
def clean(made: CleanSite) -> CleanSite:
    made.put_back()
    return made


def test_in_the_clean_site_there_is_everything_and_nothing_is_found(clean: CleanSite):
    log = open_log(clean.root, log_settings(read_site(clean.root)))
    sealed = log.replay.reviews.values()
    assert {review.state for review in sealed} == set(State)
    assert any(review.is_marked for review in sealed)
    assert all((log.replay.invitations, log.replay.imports, log.replay.policies))
    report = check(options_of(clean.root, full=True))
    assert its_own(report.findings) == ()
    assert [(one.code, one.path) for one in report.findings] == [(code, "site.yaml") for code in EVERYWHERE]
    assert {one.code for one in report.not_checked} <= NEVER_CHECKED


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_what_is_planted_is_found_where_it_is_and_nothing_else(clean: CleanSite, tmp_path: Path, run: Run):
    expected, found = plant_and_check(clean, tmp_path, run.seeds)
    assert found == expected, "\n".join(
        [f"not found: {one}" for one in sorted(expected - found)]
        + [f"too much: {one}" for one in sorted(found - expected)]
    )


def test_every_code_has_a_seed():
    assert {seed.code for seed in SEEDS} | EVERYWHERE | NO_SEED_YET == rule_codes()
    assert not NO_SEED_YET & {seed.code for seed in SEEDS}
