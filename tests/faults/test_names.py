"""Names that some file system does not take, and things of another kind than expected: all are named in one run."""

from __future__ import annotations

import pytest
from drawn import photograph

from conftest import Public
from faults.faulting import DAY, command_of
from site_gen.load.folder import walk_files

MEDIA = "content/media"


@pytest.fixture
def site(site):
    (site.root / MEDIA).mkdir()
    return site


def test_what_another_system_would_lose_or_mix_up_is_named_and_blocks(site):
    before = Public(site.root / "public").tree()
    content = site.root / "content"
    for name in ("Office.jpg", "office.jpg", "caf\u00e9.jpg", "cafe\u0301.jpg", "nul.jpg", "dot."):
        (site.root / MEDIA / name).write_bytes(photograph(1))
    (content / "providers/con.yaml").write_text("name: x\n")
    (content / f"providers/{'a' * 200}.yaml").write_text("name: x\n")
    (content / "providers/empty.yaml").write_bytes(b"")
    (content / "providers/folder.yaml").mkdir()
    (content / "locations/loop.yaml").symlink_to("loop.yaml")
    (content / "reviews/ana-diaz/circle").symlink_to("..")
    (content / "reviews/file").write_text("")
    said = site.run("build", DAY)
    assert said.code == 1
    for path in (
        "media/office.jpg", "media/caf\u00e9.jpg", "media/nul.jpg", "media/dot.", "providers/con.yaml",
        f"providers/{'a' * 200}.yaml", "providers/empty.yaml", "providers/folder.yaml", "locations/loop.yaml",
        "reviews/ana-diaz/circle", "reviews/file",
    ):  # fmt: skip
        assert f"content/{path}" in said.out, path
    assert "on Windows and macOS the two are one file" in said.out
    assert Public(site.root / "public").tree() == before


def test_names_that_are_alike_but_for_more_than_capitals_are_fine(site):
    for name in ("office.jpg", "offices.jpg", "caf\u00e9.jpg", "cafe.jpg", "console.jpg", "null.jpg"):
        (site.root / MEDIA / name).write_bytes(b"x")
    assert walk_files(site.root, MEDIA).findings == ()


def test_a_picture_whose_name_is_as_long_as_the_file_system_takes_is_published_under_a_shorter_one(site):
    name = f"{'long-' * 50}.jpg"
    (site.root / MEDIA / name).write_bytes(photograph(1))
    site.edit(
        "content/providers/ana-diaz.yaml", "kind: dentist", f"kind: dentist\nphoto: {{file: media/{name}, alt: Ana}}"
    )
    said = site.run("build", DAY)
    assert "cannot" not in said.err
    assert any(path.startswith("assets/long-") for path in Public(site.root / "public").tree()), said


@pytest.mark.parametrize(
    "path",
    ["content/reviews", "content/reviews/ana-diaz", "content/locations", "themes/mine", "log/openings", "log/tile"],
)
def test_a_link_to_a_folder_is_refused_since_changes_behind_it_would_be_missed(site, tmp_path, path):
    (site.root / "themes/mine").mkdir(parents=True)
    (site.root / "themes/mine/theme.yaml").write_text("extends: default\n")
    site.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\ntheme: mine")
    assert site.run("build", DAY).code == 0
    assert site.run("build", DAY).code == 0
    before = Public(site.root / "public").tree()
    elsewhere = site.root / "data"
    (site.root / path).rename(elsewhere)
    (site.root / path).symlink_to(elsewhere)
    for name in ("build", "check"):
        said = site.run(*command_of(site, name))
        assert said.code == 1
        assert f"{path}: SRC001 unreadable\n  a link to a folder, expected the folder itself" in said.out
    assert Public(site.root / "public").tree() == before
