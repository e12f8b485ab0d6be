"""Outputs that lie where something else lies, too: it is told, and nothing of it is lost or written into."""

from __future__ import annotations

import shutil

import pytest

from conftest import Public, SiteFolder
from faults.faulting import DAY, Faulty
from site_gen.pipeline import run as run_module
from site_gen.pipeline.cache_folder import forget_builds


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


STRANGERS = {".git": "gitdir: ../.git/worktrees/public\n", "google123.html": "google123", "uploads/x.pdf": "x"}
"""What people put into an output by hand."""
TWO = """-- content/providers/bo-lee.yaml --
name: {given: Bo, family: Lee}
kind: dentist
specialties: [General dentistry]
languages: [en]
locations: [{location: downtown, accepting_new_patients: true}]
bio: Bo looks after teeth.
"""


def put_strangers(public):
    for file, text in STRANGERS.items():
        (public / file).parent.mkdir(exist_ok=True)
        (public / file).write_text(text)


def test_an_output_that_holds_the_site_is_refused_and_the_site_stays(site):
    www = site.root.parent / "www"
    assert site.run("build", DAY, f"--out={www}").code == 0
    moved = Faulty(www / "site", site.key.parent)
    site.root.rename(moved.root)
    before = Public(www).tree()
    for more in ((), ("--full",)):
        assert "is no output: the site itself lies there" in moved.fails("build", DAY, f"--out={www}", *more)
        kept = {path: data for path, data in Public(www).tree().items() if "/.site-gen/" not in path}
        assert kept == {path: data for path, data in before.items() if "/.site-gen/" not in path}


@pytest.mark.parametrize("place", [".", "content", "content/pages/new", "log/new", "themes", ".site-gen/new", ".."])
def test_an_output_in_the_site_where_its_sources_are_is_refused(site, place):
    before = site.files()
    assert "is no output" in site.fails("build", DAY, f"--out={site.root / place}")
    assert site.files() == before


@pytest.mark.parametrize("more", [(), ("--full",)])
@pytest.mark.parametrize("has_cache", [True, False])
@pytest.mark.parametrize("is_edited", [True, False])
def test_what_others_put_into_an_output_is_named_and_stays(site, more, has_cache, is_edited):
    public = site.root / "public"
    put_strangers(public)
    before = Public(public).tree()
    if is_edited:
        site.edit("content/providers/ana-diaz.yaml", "teeth", "every tooth")
    if not has_cache:
        shutil.rmtree(site.root / ".site-gen")
    said = site.fails("build", DAY, *more)
    assert "public holds files that no build of this site made: .git, google123.html, uploads/x.pdf; the output" in said
    assert Public(public).tree() == before
    assert not list(site.root.glob(".public.*"))
    for file in STRANGERS:
        (public / file).unlink()
    assert site.run("build", DAY, *more).code == 0
    assert ("every tooth" in (public / "providers/ana-diaz/index.html").read_text()) == is_edited


def test_a_file_of_somebody_else_that_has_the_name_of_a_new_page_is_not_replaced(site):
    page = site.root / "public/providers/bo-lee/index.html"
    page.parent.mkdir()
    page.write_text("of somebody else")
    SiteFolder(site.root).write(TWO)
    assert "providers/bo-lee/index.html" in site.fails("build", DAY)
    assert page.read_text() == "of somebody else"


def test_what_builds_made_goes_without_a_word_whatever_became_of_the_cache(site):
    public = site.root / "public"
    SiteFolder(site.root).write(TWO)
    assert site.run("build", DAY).code == 0
    assert (public / "providers/bo-lee/index.html").exists()
    cache = site.root / ".site-gen"
    forget_builds(cache)  # as an erasure does
    (site.root / "content/providers/bo-lee.yaml").unlink()
    assert site.run("build", DAY).code == 0
    assert not (public / "providers/bo-lee").exists()
    shutil.rmtree(cache)
    (public / ".DS_Store").write_bytes(b"of a Mac")
    SiteFolder(site.root).write("-- themes/own/theme.yaml --\nextends: default\ncolor: '#7a1f5c'\n")
    site.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\ntheme: own")
    styles = {path for path in Public(public).tree() if path.startswith("assets/site.") and path.endswith(".css")}
    assert site.run("build", DAY).code == 0
    assert not styles & Public(public).tree().keys()
    SiteFolder(site.root).write(TWO)
    assert site.run("build", DAY).code == 0
    for kept in cache.glob("files-*"):
        kept.unlink()  # of a version that kept none
    (site.root / "content/providers/bo-lee.yaml").unlink()
    assert site.run("build", DAY, "--full").code == 0
    assert not (public / "providers/bo-lee").exists()


def test_without_a_list_a_page_that_the_site_has_no_more_is_named_and_stays(site):
    SiteFolder(site.root).write(TWO)
    assert site.run("build", DAY).code == 0
    shutil.rmtree(site.root / ".site-gen")
    (site.root / "content/providers/bo-lee.yaml").unlink()
    assert "providers/bo-lee/index.html" in site.fails("build", DAY)
    assert (site.root / "public/providers/bo-lee/index.html").exists()


def test_a_kill_after_the_exchange_makes_no_stranger_of_a_file_of_ours(site, monkeypatch):
    SiteFolder(site.root).write(TWO)
    with monkeypatch.context() as patch:
        patch.setattr(run_module.Run, "_save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert site.run("build", DAY).code == 2
    assert (site.root / "public/providers/bo-lee/index.html").exists()
    (site.root / "content/providers/bo-lee.yaml").unlink()
    assert site.run("build", DAY).code == 0
    assert not (site.root / "public/providers/bo-lee").exists()


def test_a_site_that_is_moved_with_its_output_knows_what_it_made(site, tmp_path):
    SiteFolder(site.root).write(TWO)
    assert site.run("build", DAY).code == 0
    moved = Faulty(tmp_path / "elsewhere", site.key.parent)
    site.root.rename(moved.root)
    (moved.root / "content/providers/bo-lee.yaml").unlink()
    assert moved.run("build", DAY).code == 0
    assert not (moved.root / "public/providers/bo-lee").exists()
