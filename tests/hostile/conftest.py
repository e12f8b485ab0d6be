"""A site in which every text is hostile, built once.

`HOSTILE_LISTS=DIR` names a folder with other lists than the project's own: JSON arrays, or text files with one string a
line. This folder is a package so that its `conftest` is another module than the one of all tests.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browser.conftest import browser  # noqa: F401 - a fixture

from hostile.hostile_site import HostileSite, Planted
from hostile.string_lists import OWN, read_list, read_lists


@pytest.fixture(scope="session")
def lists() -> dict[str, list[str]]:
    folder = os.environ.get("HOSTILE_LISTS")
    return read_lists(Path(folder)) if folder else {"own": read_list(OWN)}


@pytest.fixture(scope="session")
def strings(lists: dict[str, list[str]]) -> list[str]:
    return [one for found in lists.values() for one in found]


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory, strings: list[str]) -> tuple[HostileSite, Planted]:
    """Give the built site, and what came of the strings."""
    site = HostileSite(tmp_path_factory.mktemp("hostile") / "site")
    taken = site.plant(strings)
    assert site.seal().checkpoint is not None
    refused = site.published()
    return site, taken._replace(refused=taken.refused + refused)
