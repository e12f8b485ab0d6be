"""Outputs that lie where something else lies, too: it is told, and nothing of it is lost or written into."""

from __future__ import annotations

import pytest
from faults.faulting import DAY, Faulty, make_site

from conftest import Public


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    return make_site(tmp_path_factory.mktemp("ground"))


@pytest.fixture
def site(ground, tmp_path):
    return ground.copy(tmp_path / "site")


@pytest.fixture
def linked(site, tmp_path) -> Faulty:
    """Give a site whose output is a link to a web root, where its pages lie."""
    (site.root / "public").rename(tmp_path / "www")
    (site.root / "public").symlink_to(tmp_path / "www")
    return site


def beside(site):
    """Give the names of what lies in the folder of a site and around it."""
    return {place.name for folder in (site.root, site.root.parent) for place in folder.iterdir()}


def test_an_output_that_is_a_link_to_a_web_root_is_built_there(linked, tmp_path):
    public, names = linked.root / "public", beside(linked)
    linked.edit("content/providers/ana-diaz.yaml", "teeth", "every tooth")
    for more in ("--full", "--jobs=1"):
        assert linked.run("build", DAY, more).code == 0
        assert public.is_symlink()
        assert b"every tooth" in Public(tmp_path / "www").bytes("providers/ana-diaz/index.html")
        assert beside(linked) == names


@pytest.mark.parametrize("name", ["build", "check"])
def test_what_is_blocked_or_only_looked_at_writes_nothing_into_a_web_root(linked, tmp_path, name):
    assert linked.run("build", DAY, "--full").code == 0
    before, names = Public(tmp_path / "www").tree(), beside(linked)
    linked.edit("content/providers/ana-diaz.yaml", "teeth", "[teeth](/nowhere/)")
    for _ in range(2):
        assert linked.run(name, DAY).code == 1
        assert Public(tmp_path / "www").tree() == before
        assert beside(linked) == names


def test_a_link_that_leads_in_a_circle_is_told(site):
    (site.root / "public").rename(site.root / "before")
    (site.root / "public").symlink_to("public")
    assert "public" in site.fails("build", DAY)
