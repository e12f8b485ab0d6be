"""The site that the tests of bad luck harm."""

from __future__ import annotations

import pytest

from faults.faulting import make_site


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """Give a small site with a sealed log, built; whoever changes it takes a copy."""
    return make_site(tmp_path_factory.mktemp("ground"))


@pytest.fixture
def site(ground, tmp_path):
    """Give a copy of it for one test."""
    return ground.copy(tmp_path / "site")
