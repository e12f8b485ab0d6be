"""The folder of a site is read without ever leaving it, and nothing in it is passed over silently."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.errors import UnreadableError
from site_gen.findings import Finding, Severity
from site_gen.load.folder import linked_folders, list_files, list_folders, walk_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the folder of a site beside a folder that is not part of it."""
    root = tmp_path / "site"
    write(root, "content/providers/ana-diaz.yaml", "content/media/logo.svg")
    write(tmp_path, "outside/secret.yaml", "outside/deep/secret.yaml")
    return root


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def link(root: Path, path: str, to: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to(to)


def providers(root: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    listing = list_files(root, "content/providers", ".yaml")
    return [stamp.path.rpartition("/")[2] for stamp in listing.files], said(listing.findings)


def folders(root: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    names, findings = list_folders(root, "content/reviews")
    return list(names), said(findings)


def media(root: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    listing = walk_files(root, "content/media")
    return [stamp.path.removeprefix("content/media/") for stamp in listing.files], said(listing.findings)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    assert all(finding.severity is Severity.ERROR for finding in findings)
    return [(finding.path, finding.code, finding.message) for finding in findings]


NO_YAML = "another kind of file, expected a file named NAME.yaml"
NO_SLUG = "a name that is no slug, expected 1 to 80 lower-case letters, digits and hyphens before .yaml"
OUT = ("SRC013", "the link leads out of the site folder")


def test_files_come_in_order_of_name_with_size_and_time(root):
    write(root, "content/providers/zoe.yaml", "content/providers/b-2.yaml", "content/providers/b.yaml")
    os.utime(root / "content/providers/zoe.yaml", ns=(1, 1_700_000_000_000_000_123))
    names, findings = providers(root)
    assert names == ["ana-diaz.yaml", "b-2.yaml", "b.yaml", "zoe.yaml"]
    assert findings == []
    last = list_files(root, "content/providers", ".yaml").files[-1]
    changed = (root / "content/providers/zoe.yaml").stat().st_ctime_ns
    assert last == ("content/providers/zoe.yaml", len("content/providers/zoe.yaml"), changed)


def test_a_folder_that_is_missing_is_an_empty_one(root):
    assert list_files(root, "content/locations", ".yaml") == ((), ())
    assert list_folders(root, "content/reviews") == ((), ())
    assert walk_files(root, "content/pages") == ((), ())


@pytest.mark.parametrize("name", [".hidden.yaml", ".#ana.yaml", "#ana.yaml#", "ana.yaml~", ".DS_Store", ".git"])
def test_hidden_files_and_editors_backups_are_passed_over(root, name):
    write(root, f"content/providers/{name}", f"content/media/{name}", f"content/reviews/{name}")
    assert providers(root) == (["ana-diaz.yaml"], [])
    assert media(root) == (["logo.svg"], [])
    assert folders(root) == ([], [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bo.yml", NO_YAML),
        ("bo.YAML", NO_YAML),
        ("bo", NO_YAML),
        ("bo.yaml.orig", NO_YAML),
        ("notes.txt", NO_YAML),
        ("Bo.yaml", NO_SLUG),
        ("bo li.yaml", NO_SLUG),
        ("-bo.yaml", NO_SLUG),
        ("bo.es.yaml", NO_SLUG),
        ("díaz.yaml", NO_SLUG),
        ("bo\n.yaml", NO_SLUG),
        (f"{'b' * 81}.yaml", NO_SLUG),
    ],
)
def test_another_ending_or_a_bad_name_is_a_finding(root, name, message):
    write(root, f"content/providers/{name}")
    assert providers(root) == (["ana-diaz.yaml"], [(f"content/providers/{name}", "SRC001", message)])


@pytest.mark.parametrize("name", ["0.yaml", "b-.yaml", f"{'b' * 80}.yaml"])
def test_an_unusual_slug_is_still_one(root, name):
    write(root, f"content/providers/{name}")
    names, findings = providers(root)
    assert name in names
    assert findings == []


def test_names_need_not_be_slugs_where_they_are_no_ids(root):
    write(root, "content/providers/Bo Li.yaml")
    listing = list_files(root, "content/providers", ".yaml", slugs=False)
    assert [stamp.path for stamp in listing.files] == [
        "content/providers/Bo Li.yaml",
        "content/providers/ana-diaz.yaml",
    ]
    assert listing.findings == ()


def test_a_folder_among_files_and_a_file_among_folders_are_findings(root):
    write(root, "content/providers/bo.yaml/x", "content/reviews/note.yaml", "content/reviews/ana-diaz/r.yaml")
    assert providers(root)[1] == [
        ("content/providers/bo.yaml", "SRC001", "a folder, expected a file named NAME.yaml"),
    ]
    assert folders(root) == (["ana-diaz"], [("content/reviews/note.yaml", "SRC001", "a file, expected a folder")])


def test_a_file_in_the_place_of_the_folder_is_a_finding(root):
    write(root, "content/reviews", "content/locations")
    assert folders(root) == ([], [("content/reviews", "SRC001", "a file, expected a folder")])
    assert said(list_files(root, "content/locations", ".yaml").findings)[0][2] == "a file, expected a folder"
    assert list_files(root, "content/reviews/ana-diaz", ".yaml") == ((), ())


@pytest.mark.parametrize("to", ["../../../outside/secret.yaml", "../../../outside", "/", "../../.."])
def test_a_link_that_leads_out_of_the_site_is_refused_everywhere(root, to):
    link(root, "content/providers/bo.yaml", to)
    link(root, "content/reviews/bo", to)
    link(root, "content/media/bo.svg", to)
    assert providers(root) == (["ana-diaz.yaml"], [("content/providers/bo.yaml", *OUT)])
    assert folders(root) == ([], [("content/reviews/bo", *OUT)])
    assert media(root) == (["logo.svg"], [("content/media/bo.svg", *OUT)])


def test_a_link_out_through_a_link_inside_is_refused(root):
    link(root, "away", "../outside")
    link(root, "content/providers/bo.yaml", "../../away/secret.yaml")
    assert providers(root) == (["ana-diaz.yaml"], [("content/providers/bo.yaml", *OUT)])


def test_a_folder_whose_name_begins_like_the_sites_is_outside(root):
    write(root.parent, "site-2/secret.yaml")
    link(root, "content/providers/bo.yaml", "../../../site-2/secret.yaml")
    assert providers(root) == (["ana-diaz.yaml"], [("content/providers/bo.yaml", *OUT)])


def test_a_link_far_below_is_refused_too(root):
    link(root, "content/media/a/b/c.svg", "../../../../../outside/secret.yaml")
    link(root, "content/media/a/d", "../../../../outside/deep")
    assert media(root) == (
        ["logo.svg"],
        [("content/media/a/d", *OUT), ("content/media/a/b/c.svg", *OUT)],
    )


@pytest.mark.parametrize(
    ("listed", "make"),
    [
        ("content/locations", lambda root: list_files(root, "content/locations", ".yaml")),
        ("content/reviews", lambda root: list_folders(root, "content/reviews")),
        ("content/pages", lambda root: walk_files(root, "content/pages")),
    ],
)
def test_the_folder_itself_must_not_be_a_link_out_of_the_site(root, listed, make: Callable[[Path], tuple]):
    link(root, listed, "../../outside")
    names, findings = make(root)
    assert names == ()
    assert said(findings) == [(listed, *OUT)]


def test_no_folder_above_may_lead_out_of_the_site(root):
    write(root.parent, "elsewhere/reviews/ana-diaz/r.yaml")
    link(root, "content/reviews", "../../elsewhere/reviews")
    listing = list_files(root, "content/reviews/ana-diaz", ".yaml")
    assert listing.files == ()
    assert said(listing.findings) == [("content/reviews/ana-diaz", *OUT)]


def test_links_to_files_inside_the_site_are_followed(root):
    write(root, "shared/bo.yaml")
    link(root, "content/providers/bo.yaml", "../../shared/bo.yaml")
    link(root, "content/media/bo.svg", "../../shared/bo.yaml")
    assert providers(root) == (["ana-diaz.yaml", "bo.yaml"], [])
    assert media(root) == (["bo.svg", "logo.svg"], [])
    stamp = list_files(root, "content/providers", ".yaml").files[1]
    assert stamp.size == len("shared/bo.yaml")


def test_links_to_folders_are_not_followed_wherever_they_are(root):
    write(root, "shared/reviews/bo/r.yaml", "shared/pages/about.md", "shared/old/a/x.yaml")
    message = "a link to a folder, expected the folder itself"
    link(root, "content/reviews/bo", "../../shared/reviews/bo")
    link(root, "content/pages", "../shared/pages")
    link(root, "content/imports", "../shared/old")
    link(root, "content/providers/old.yaml", "../../shared/old")
    assert folders(root) == ([], [("content/reviews/bo", "SRC001", message)])
    for path, listing in (
        ("content/reviews/bo", list_files(root, "content/reviews/bo", ".yaml")),
        ("content/pages", walk_files(root, "content/pages")),
        ("content/imports", list_files(root, "content/imports/a", ".yaml")),
    ):
        assert (listing.files, said(listing.findings)) == ((), [(path, "SRC001", message)])
    assert providers(root) == (["ana-diaz.yaml"], [("content/providers/old.yaml", "SRC001", message)])
    assert said(tuple(linked_folders(root, "content"))) == [
        ("content/imports", "SRC001", message),
        ("content/pages", "SRC001", message),
        ("content/providers/old.yaml", "SRC001", message),
        ("content/reviews/bo", "SRC001", message),
    ]


def test_content_as_a_whole_may_lie_elsewhere_in_the_site(root):
    (root / "content").rename(root / "words")
    link(root, "content", "words")
    assert providers(root) == (["ana-diaz.yaml"], [])


def test_a_site_that_is_reached_by_a_link_is_inside_itself(root):
    (root.parent / "alias").symlink_to("site")
    link(root, "content/providers/bo.yaml", "ana-diaz.yaml")
    assert providers(root.parent / "alias") == (["ana-diaz.yaml", "bo.yaml"], [])


def test_a_link_to_nothing_is_a_finding(root):
    link(root, "content/providers/bo.yaml", "gone.yaml")
    link(root, "content/reviews/bo", "gone")
    link(root, "content/media/bo.svg", "gone.svg")
    link(root, "content/pages", "gone")
    message = "a link to nothing, expected a file or a folder"
    assert providers(root) == (["ana-diaz.yaml"], [("content/providers/bo.yaml", "SRC001", message)])
    assert folders(root) == ([], [("content/reviews/bo", "SRC001", message)])
    assert media(root) == (["logo.svg"], [("content/media/bo.svg", "SRC001", message)])
    assert said(walk_files(root, "content/pages").findings) == [("content/pages", "SRC001", message)]


def test_a_lost_lock_file_of_an_editor_is_passed_over(root):
    link(root, "content/providers/.#ana-diaz.yaml", "ana@host.1234:1700000000")
    assert providers(root) == (["ana-diaz.yaml"], [])


def test_a_circle_of_links_is_a_finding(root):
    link(root, "content/providers/a.yaml", "b.yaml")
    link(root, "content/providers/b.yaml", "a.yaml")
    link(root, "content/pages", "pages")
    message = "a link to nothing, expected a file or a folder"
    assert providers(root)[1] == [
        ("content/providers/a.yaml", "SRC001", message),
        ("content/providers/b.yaml", "SRC001", message),
    ]
    assert said(walk_files(root, "content/pages").findings) == [("content/pages", "SRC001", message)]


def test_a_link_to_a_folder_is_not_walked_into(root):
    write(root, "content/media/a/x.svg", "shared/y.svg")
    message = "a link to a folder, expected the folder itself"
    link(root, "content/media/a/up", "..")
    assert media(root) == (["a/x.svg", "logo.svg"], [("content/media/a/up", "SRC001", message)])
    (root / "content/media/a/up").unlink()
    link(root, "content/media/b", "../../shared")
    assert media(root) == (["a/x.svg", "logo.svg"], [("content/media/b", "SRC001", message)])


def test_what_is_neither_file_nor_folder_is_a_finding(root):
    os.mkfifo(root / "content/providers/bo.yaml")
    message = "neither a file nor a folder, expected one of them"
    assert providers(root) == (["ana-diaz.yaml"], [("content/providers/bo.yaml", "SRC001", message)])


def test_a_name_that_is_no_utf_8_is_a_finding_that_can_be_shown(root):
    with open(os.fsencode(root) + b"/content/media/caf\xe9.svg", "wb"):
        pass
    files, ((path, code, message),) = media(root)
    assert files == ["logo.svg"]
    assert (path, code, message) == (
        "content/media/caf?.svg",
        "SRC001",
        "a name that is not UTF-8, expected a name of UTF-8 characters",
    )
    path.encode()


def test_files_below_come_in_order_of_their_whole_path(root):
    write(root, "content/media/b/a.svg", "content/media/b.svg", "content/media/a/z.svg", "content/media/ñ é.svg")
    assert media(root) == (["a/z.svg", "b.svg", "b/a.svg", "logo.svg", "ñ é.svg"], [])


def test_a_folder_that_may_not_be_read_stops_the_tool(root, monkeypatch):
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableError, match="cannot read content/providers: Permission denied"):
        providers(root)


def test_a_build_refuses_every_link_out_of_the_site(site):
    folder = site()
    (folder.root.parent / "outside").mkdir()
    (folder.root.parent / "outside/x.yaml").write_text("name: Secret\n")
    for path in ("content/providers/x.yaml", "content/locations/x.yaml", "content/media/x.svg", "content/pages/x.md"):
        link(folder.root, path, "../../../outside/x.yaml")
    link(folder.root, "content/reviews/ana-diaz", "../../../outside")
    found = {(one.path, one.code) for one in folder.findings()}
    assert found == {
        ("content/locations/x.yaml", "SRC013"),
        ("content/media/x.svg", "SRC013"),
        ("content/pages/x.md", "SRC013"),
        ("content/providers/x.yaml", "SRC013"),
        ("content/reviews/ana-diaz", "SRC013"),
    }
