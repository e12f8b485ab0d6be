"""The preview of the pipeline: the last good build, and what stands in the way of the next."""

from __future__ import annotations

import threading

import pytest

from conftest import AS_OF, SITE
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.pipeline import preview as module
from site_gen.pipeline.preview import Preview, previewing

ORIGIN = "http://127.0.0.1:8000"
PROFILE = "content/providers/ana-diaz.yaml"


def test_pages_name_the_address_of_the_preview_and_keep_the_path_of_the_site(site):
    folder = site()
    folder.edit("site.yaml", "https://harbor.example", "https://clinics.example/harbor/")
    preview = Preview(folder.root, ORIGIN)
    assert preview.url == f"{ORIGIN}/harbor/"
    view = preview.rebuild(AS_OF).view
    page = (view.folder / "index.html").read_text()
    assert f'rel="canonical" href="{ORIGIN}/harbor/"' in page
    assert "clinics.example" not in page


def test_a_preview_is_made_of_the_same_bytes_as_a_build_for_that_address(site):
    folder = site()
    view = Preview(folder.root, ORIGIN).rebuild(AS_OF).view
    public = folder.build(base_url=ORIGIN)
    assert {path.relative_to(view.folder).as_posix() for path in view.folder.rglob("*") if path.is_file()} == set(
        public.tree()
    )
    assert all((view.folder / file).read_bytes() == data for file, data in public.tree().items())


def test_edits_that_are_undone_while_blocked_leave_the_output_as_it_was(site):
    folder = site()
    preview = Preview(folder.root, ORIGIN)
    good = preview.rebuild(AS_OF).view
    folder.edit(PROFILE, "kind: dentist", "kind: dentits")
    blocked = preview.rebuild(AS_OF)
    assert blocked.view.folder == good.folder
    assert [problem.place for problem in blocked.view.problems] == [f"{PROFILE}:2:7"]
    folder.edit(PROFILE, "kind: dentits", "kind: dentist")
    mended = preview.rebuild(AS_OF)
    assert mended.result.changed == ()
    assert mended.view.problems == ()
    assert mended.view.serial == blocked.view.serial + 1


def test_an_error_of_any_kind_stands_in_the_view_and_is_not_raised(site, monkeypatch):
    preview = Preview(site().root, ORIGIN)
    for error in (SiteGenError("no room", hint="make some"), ZeroDivisionError("by zero")):

        def fail(options, progress, error=error):
            raise error

        monkeypatch.setattr(module, "build", fail)
        rebuilt = preview.rebuild(AS_OF)
        assert rebuilt.error is error
        assert str(error) in rebuilt.view.problems[0].message


def test_a_build_that_is_cancelled_leaves_the_view_and_the_output(site):
    folder = site()
    preview = Preview(folder.root, ORIGIN)
    good = preview.rebuild(AS_OF).view
    folder.edit(PROFILE, "looks after teeth", "looks after smiles")
    threading.Thread(target=preview.cancel).start()
    while (rebuilt := preview.rebuild(AS_OF)).result is not None:
        folder.edit(PROFILE, "looks after", "cares for and looks after")
    assert rebuilt.view == preview.view
    assert rebuilt.error is None
    assert good.folder.is_dir()
    assert [path.name for path in good.folder.parent.glob(".preview*")] == []


def test_a_folder_without_a_site_has_no_preview(tmp_path):
    with pytest.raises(UnreadableError, match=r"no site\.yaml in"):
        Preview(tmp_path, ORIGIN)


def test_a_site_is_previewed_once_at_a_time(site):
    root = site().root
    with previewing(root), pytest.raises(SiteGenError, match="being previewed already"), previewing(root):
        pass
    with previewing(root):
        pass


def test_the_site_file_content_and_themes_are_watched(site):
    watched = Preview(site(SITE).root, ORIGIN).watched
    assert (watched.files, watched.trees) == (("site.yaml",), ("content", "log", "themes"))
    assert all((themes / "default/theme.yaml").is_file() for themes in watched.elsewhere)
