"""On a large site the page that somebody edits comes before the build that follows."""

from __future__ import annotations

import threading

import pytest

from conftest import AS_OF, Public, SiteFolder, review
from site_gen.pipeline import preview as preview_module
from site_gen.pipeline.ahead import providers_of
from site_gen.pipeline.preview import Preview

ORIGIN = "http://127.0.0.1:8000"
PROFILE = "content/providers/ana-diaz.yaml"
PAGE = "providers/ana-diaz/index.html"


@pytest.fixture
def large(site, monkeypatch) -> SiteFolder:
    """Give a site that counts as a large one."""
    monkeypatch.setattr(preview_module, "MANY", 1)
    return site(review(1, text="Kind words"))


def prepared(folder: SiteFolder) -> Preview:
    preview = Preview(folder.root, ORIGIN)
    assert preview.rebuild(AS_OF).result is not None
    preview.prepare()
    return preview


def shown(preview: Preview, file: str = PAGE) -> str:
    assert preview.view.folder is not None
    return (preview.view.folder / file).read_text()


def saved(folder: SiteFolder, *files: str) -> list[str]:
    return [str(folder.root / file) for file in files]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["content/providers/ana-diaz.yaml"], {"ana-diaz"}),
        (["content/reviews/ana-diaz/r-1.yaml", "content/providers/bo-lee.yaml"], {"ana-diaz", "bo-lee"}),
        (["content/reviews/ana-diaz"], {"ana-diaz"}),
        (["content/providers/ana-diaz.yaml", "site.yaml"], None),
        (["content/locations/downtown.yaml"], None),
        (["log/checkpoint"], None),
        ([""], None),
        ([f"content/providers/p{number}.yaml" for number in range(9)], None),
        ([], set()),
    ],
)
def test_only_files_of_few_providers_can_be_made_ahead(paths, expected):
    assert providers_of(paths) == expected


def test_an_edited_page_comes_first_and_equals_what_the_build_makes(large):
    preview = prepared(large)
    serial, listed = preview.view.serial, shown(preview, "find/index.html")
    large.edit(PROFILE, "family: Diaz", "family: Dias")
    assert preview.make_ahead(saved(large, PROFILE)) == ("ana-diaz",)
    assert preview.view.serial == serial + 1
    page = shown(preview)
    assert "Dias" in page
    assert shown(preview, "find/index.html") == listed
    rebuilt = preview.rebuild(AS_OF).result
    assert rebuilt is not None
    assert PAGE not in rebuilt.changed
    assert shown(preview) == page
    assert "Dias" in shown(preview, "find/index.html")
    assert preview.view.folder is not None
    full = large.build(out=large.root / "full", base_url=ORIGIN, full=True).tree()
    assert Public(preview.view.folder).tree() == full


def test_a_review_that_is_decided_shows_ahead_of_the_build(large):
    preview = prepared(large)
    large.write(review(2, text="Later words", month="2026-04"))
    made = preview.make_ahead(saved(large, "content/reviews/ana-diaz/x.yaml"))
    assert made == ("ana-diaz",)
    assert "Later words" in shown(preview)


@pytest.mark.parametrize(
    ("old", "new"), [("kind: dentist", "kind: dentits"), ("name:", "name: ["), ("looks after", "looks after")]
)
def test_what_is_wrong_or_changes_nothing_is_left_to_the_build(large, old, new):
    preview = prepared(large)
    view, page = preview.view, shown(preview)
    large.edit(PROFILE, old, new)
    assert preview.make_ahead(saved(large, PROFILE)) == ()
    assert preview.view == view
    assert shown(preview) == page


def test_a_profile_that_is_gone_is_left_to_the_build(large):
    preview = prepared(large)
    (large.root / PROFILE).unlink()
    assert preview.make_ahead(saved(large, PROFILE)) == ()


def test_after_another_change_nothing_is_made_ahead_until_it_is_built(large):
    preview = prepared(large)
    large.edit("site.yaml", "name: Harbor", "name: Haven")
    large.edit(PROFILE, "looks after", "watches")
    assert preview.make_ahead(saved(large, "site.yaml", PROFILE)) == ()
    assert preview.make_ahead(saved(large, PROFILE)) == ()
    preview.rebuild(AS_OF)
    preview.prepare()
    large.edit(PROFILE, "watches", "guards")
    assert preview.make_ahead(saved(large, PROFILE)) == ("ana-diaz",)
    assert "guards" in shown(preview)
    assert "Haven" in shown(preview)


def test_a_small_site_is_built_at_once(site):
    folder = site()
    preview = prepared(folder)
    folder.edit(PROFILE, "looks after", "watches")
    assert preview.make_ahead(saved(folder, PROFILE)) == ()


def test_pages_made_ahead_while_a_build_runs_do_no_harm(large):
    preview = prepared(large)
    large.edit("content/locations/downtown.yaml", "name:", "# a remark\nname:")
    for number in range(6):
        large.write(f"-- {PROFILE} --\n" + (large.root / PROFILE).read_text().replace("looks after", f"looks {number}"))
        building = threading.Thread(target=preview.rebuild, args=(AS_OF,))
        building.start()
        preview.make_ahead(saved(large, PROFILE))
        building.join()
        large.write(f"-- {PROFILE} --\n" + (large.root / PROFILE).read_text().replace(f"looks {number}", "looks after"))
    preview.rebuild(AS_OF)
    assert preview.view.folder is not None
    full = large.build(out=large.root / "full", base_url=ORIGIN, full=True).tree()
    assert Public(preview.view.folder).tree() == full
