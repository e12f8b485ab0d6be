"""A build says what the review log does not have yet, and which command appends it."""

from __future__ import annotations

import pytest
from sealing import PENDING, SealedSite

from conftest import SITE, SiteFolder, review
from site_gen.cli.main import run

NEW = SITE[SITE.index("-- content/providers") :].replace("ana-diaz", "bo-lee").replace("given: Ana", "given: Bo")


@pytest.fixture
def sealed(tmp_path):
    folder = SealedSite(tmp_path / "site").write(review(1, text="Good."))
    folder.seal()
    return folder


@pytest.fixture
def said(capsys):
    """Give a function that builds a folder and gives what is said about the log."""

    def build(folder: SiteFolder) -> list[str]:
        assert run(["-C", str(folder.root), "build", "--as-of", "2026-11-24"]) == 0
        return [line for line in capsys.readouterr().err.splitlines() if "not in the review log yet" in line]

    return build


def test_a_build_of_what_is_sealed_says_nothing(sealed, said):
    assert sealed.try_build().published
    assert said(sealed) == []


def test_a_site_without_a_log_is_told_nothing(site, said):
    assert said(site(review(1, text="Good."))) == []


def test_a_new_profile_and_an_unsealed_review_are_said_with_the_command(sealed, said):
    sealed.write(NEW).write(review(2, text="Late.", extra=PENDING))
    (line,) = said(sealed)
    assert "not in the review log yet: 1 profile (bo-lee), 1 other change (INT121); " in line
    assert f"-C {sealed.root}/ seal appends it" in line
    assert said(sealed) == [line], "also where nothing was built anew"
    sealed.seal()
    assert said(sealed) == []


def test_a_departure_that_is_not_sealed_is_said(sealed, said):
    sealed.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\nstatus: departed")
    (line,) = said(sealed)
    assert "1 profile (ana-diaz);" in line
