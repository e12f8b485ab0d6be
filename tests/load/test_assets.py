"""Media and static files get names that change with their content; nothing private is among them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.load.assets import _hashed_name, load_media, load_static, media_asset
from site_gen.model.assets import Asset
from site_gen.model.theme import Theme, ThemeLayer

ACCENT = b":root{--accent:#123456}\n"


def write(root: Path, path: str, data: bytes | str = b"x") -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data if isinstance(data, bytes) else data.encode())


def media(root: Path) -> dict[str, Asset]:
    folder = load_media(root)
    assert folder.findings == ()
    assets = [
        media_asset(root, one.path, hashlib.sha256((root / one.path).read_bytes()).hexdigest()) for one in folder.files
    ]
    return {asset.name: asset for asset in assets}


def static(root: Path, *layers: str, color: str = "#123456") -> dict[str, Asset]:
    theme = Theme(tuple(ThemeLayer(name, root / "themes" / name) for name in layers), color, "")
    return {asset.name: asset for asset in load_static(theme)}


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def test_a_picture_gets_a_name_with_the_hash_of_its_bytes(tmp_path):
    write(tmp_path, "content/media/ana.jpg", b"one")
    asset = media(tmp_path)["media/ana.jpg"]
    assert asset == Asset("media/ana.jpg", f"assets/ana.{digest_of(b'one')}.jpg", tmp_path / "content/media/ana.jpg")
    assert asset.data is None


def test_the_name_changes_with_the_content_and_only_with_it(tmp_path):
    write(tmp_path, "content/media/ana.jpg", b"one")
    first = media(tmp_path)["media/ana.jpg"].file
    (tmp_path / "content/media/ana.jpg").touch()
    assert media(tmp_path)["media/ana.jpg"].file == first
    write(tmp_path, "content/media/ana.jpg", b"two")
    assert media(tmp_path)["media/ana.jpg"].file != first


def test_sidecars_stay_private(tmp_path):
    for name in ("ana.jpg", "deep/ana.jpg", ".hidden.jpg", "ana.jpg~"):
        write(tmp_path, f"content/media/{name}")
    for name in ("ana.jpg.yaml", "ana.yml", "deep/ana.YAML"):
        write(tmp_path, f"content/media/{name}", "alt: Ana\n")
    assert list(media(tmp_path)) == ["media/ana.jpg", "media/deep/ana.jpg"]


def test_a_sidecar_belongs_to_every_file_of_its_name_and_the_longer_name_goes_first(tmp_path):
    for name in ("ana.jpg", "ana.png", "deep/ana.jpg"):
        write(tmp_path, f"content/media/{name}")
    write(tmp_path, "content/media/ana.yaml", "alt: Either\n")
    write(tmp_path, "content/media/ana.png.yaml", "alt: The second\n")
    found = load_media(tmp_path)
    assert {path: one.alt for path, one in found.sidecars.items()} == {
        "content/media/ana.jpg": "Either",
        "content/media/ana.png": "The second",
    }


def test_a_sidecar_beside_nothing_and_one_with_a_slip_are_findings(tmp_path):
    write(tmp_path, "content/media/ana.jpg")
    write(tmp_path, "content/media/bo.yaml", "alt: Bo\n")
    write(tmp_path, "content/media/ana.yaml", "focus: [0.5, 1.2]\n")
    findings = load_media(tmp_path).findings
    assert sorted((one.path, one.line, one.code) for one in findings) == [
        ("content/media/ana.yaml", 1, "SRC002"),
        ("content/media/bo.yaml", 0, "SRC003"),
    ]


def test_two_sidecars_of_one_name_are_an_error_whichever_says_more(tmp_path):
    write(tmp_path, "content/media/ana.jpg")
    write(tmp_path, "content/media/ana.yml", "people: [{who: Walt Nobody, is_patient: true}]\n")
    write(tmp_path, "content/media/ana.yaml", "alt: Ana\n")
    write(tmp_path, "content/media/ana.jpg.yaml", "alt: Ana at her desk\n")
    (finding,) = load_media(tmp_path).findings
    assert (finding.path, finding.code) == ("content/media/ana.yaml", "SRC004")
    assert "content/media/ana.yml" in finding.message


def test_a_site_without_media_has_none(tmp_path):
    assert load_media(tmp_path) == ((), {}, ())


def test_a_link_out_of_the_site_is_a_finding_and_no_asset(tmp_path):
    write(tmp_path, "outside.jpg")
    write(tmp_path, "site/content/media/ana.jpg")
    (tmp_path / "site/content/media/bo.jpg").symlink_to("../../../outside.jpg")
    files, _sidecars, (finding,) = load_media(tmp_path / "site")
    assert [one.path for one in files] == ["content/media/ana.jpg"]
    assert (finding.path, finding.code) == ("content/media/bo.jpg", "SRC013")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("media/ana.jpg", "assets/ana.0123456789.jpg"),
        ("media/people/ana.jpg", "assets/people-ana.0123456789.jpg"),
        ("media/a.tar.gz", "assets/a.tar.0123456789.gz"),
        ("media/README", "assets/README.0123456789"),
        ("media/ends.", "assets/ends.0123456789"),
        ("site.css", "assets/site.0123456789.css"),
        ("fonts/a.woff2", "assets/fonts-a.0123456789.woff2"),
    ],
)
def test_folders_become_part_of_the_name(name, file):
    assert _hashed_name(name, "0123456789abcdef") == file


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}(/[A-Za-z0-9][A-Za-z0-9._-]{0,20})?", fullmatch=True))
def test_any_name_becomes_one_file_below_assets_that_keeps_its_ending(name):
    file = _hashed_name(name, "0123456789abcdef")
    assert re.fullmatch(r"assets/[A-Za-z0-9._-]+", file)
    assert ".0123456789" in file
    stem, _, ending = name.rpartition(".")
    if stem and ending and "/" not in ending:
        assert file.endswith(f".0123456789.{ending}")


def test_files_of_one_name_in_two_folders_stay_apart(tmp_path):
    write(tmp_path, "content/media/a/b.jpg", b"one")
    write(tmp_path, "content/media/a-b.jpg", b"two")
    assert len({asset.file for asset in media(tmp_path).values()}) == 2


def test_a_nearer_themes_file_stands_in_the_place_of_its_parents(tmp_path):
    write(tmp_path, "themes/leaf/static/app.js", b"leaf")
    write(tmp_path, "themes/base/static/app.js", b"base")
    write(tmp_path, "themes/base/static/only.js", b"only")
    assets = static(tmp_path, "leaf", "base")
    assert list(assets) == ["static/app.js", "static/only.js"]
    assert assets["static/app.js"].source == tmp_path / "themes/leaf/static/app.js"
    assert assets["static/app.js"].file == f"assets/app.{digest_of(b'leaf')}.js"
    assert assets["static/only.js"].source == tmp_path / "themes/base/static/only.js"
    assert static(tmp_path, "base")["static/app.js"].source == tmp_path / "themes/base/static/app.js"


def test_the_stylesheet_is_the_accent_then_the_nearest_rules_then_every_extra_from_the_farthest_on(tmp_path):
    write(tmp_path, "themes/leaf/static/extra.css", b"leaf{}\n")
    write(tmp_path, "themes/branch/static/extra.css", b"branch{}\n")
    write(tmp_path, "themes/branch/static/site.css", b"site of branch{}\n")
    write(tmp_path, "themes/root/static/site.css", b"site of root{}\n")
    write(tmp_path, "themes/root/static/extra.css", b"root{}\n")
    assets = static(tmp_path, "leaf", "branch", "root")
    assert list(assets) == ["static/site.css"]
    sheet = assets["static/site.css"]
    assert sheet.data == ACCENT + b"site of branch{}\nroot{}\nbranch{}\nleaf{}\n"
    assert sheet.file == f"assets/site.{digest_of(sheet.data)}.css"
    assert sheet.source is None


def test_the_stylesheets_name_changes_with_the_colour(tmp_path):
    write(tmp_path, "themes/base/static/site.css", b"a{}")
    one = static(tmp_path, "base")["static/site.css"]
    other = static(tmp_path, "base", color="#654321")["static/site.css"]
    assert one.file != other.file
    assert other.data == b":root{--accent:#654321}\na{}"


def test_comments_of_the_stylesheet_are_left_out_and_nothing_that_only_looks_like_one(tmp_path):
    kept = b"""/*! licence */
a{content:"/* no \\" comment */";b:'/*'}
c{background:url(/*.svg)}
d{e:1}"""
    write(tmp_path, "themes/base/static/site.css", kept.replace(b"d{", b"/* one\n* of two lines **/\nd{/**/"))
    assert static(tmp_path, "base")["static/site.css"].data == ACCENT + kept


def test_only_the_top_stylesheets_are_put_together(tmp_path):
    write(tmp_path, "themes/base/static/print/extra.css", b"p{}")
    write(tmp_path, "themes/base/static/print/site.css", b"s{}")
    assets = static(tmp_path, "base")
    assert list(assets) == ["static/print/extra.css", "static/print/site.css"]
    assert all(asset.data is None for asset in assets.values())


def test_a_static_file_may_be_a_link_to_one_elsewhere_in_the_site_but_not_beyond(tmp_path):
    site = tmp_path / "site"
    write(site, "content/media/logo.svg", b"logo")
    write(site, "themes/base/static/app.js")
    write(tmp_path, "secret.txt")
    (site / "themes/base/static/logo.svg").symlink_to("../../../content/media/logo.svg")
    (site / "themes/base/static/secret.txt").symlink_to("../../../../secret.txt")
    assets = static(site, "base")
    assert list(assets) == ["static/app.js", "static/logo.svg"]
    assert assets["static/logo.svg"].file == f"assets/logo.{digest_of(b'logo')}.svg"


def test_a_theme_without_static_files_has_no_assets(tmp_path):
    (tmp_path / "themes/base").mkdir(parents=True)
    assert static(tmp_path, "base") == {}


def test_a_built_site_holds_media_by_their_new_names_and_no_sidecar(site):
    folder = site("-- content/media/ana.svg --\n<svg/>\n-- content/media/ana.svg.yaml --\nnote: on file\n")
    files = folder.build().tree()
    assert files[f"assets/ana.{digest_of(b'<svg/>' + bytes([10]))}.svg"] == b"<svg/>\n"
    assert not any(b"note: on file" in data for data in files.values())
    folder.edit("content/media/ana.svg", "<svg/>", "<svg></svg>")
    names = [name for name in folder.build().tree() if name.startswith("assets/ana.")]
    assert names == [f"assets/ana.{digest_of(b'<svg></svg>' + bytes([10]))}.svg"]
