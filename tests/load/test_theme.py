"""A theme is found with its parents; what is wrong with it is said."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

import site_gen
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.load import theme as theme_module
from site_gen.load.theme import DEFAULT_COLOR, builtin_themes, load_theme
from site_gen.model.theme import Layout, Theme


def make(root: Path, name: str, settings: str = "", **files: str) -> None:
    folder = root / "themes" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(settings or f"name: {name}\n", encoding="utf-8")
    for path, text in files.items():
        place = folder / path.replace("__", "/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def load(root: Path, name: str) -> Theme:
    theme = load_theme(root, name)
    assert isinstance(theme, Theme), theme
    return theme


def names(theme: Theme) -> list[str]:
    return [layer.name for layer in theme.layers]


def test_the_default_theme_comes_with_the_package(tmp_path):
    theme = load(tmp_path, "default")
    assert names(theme) == ["default"]
    assert theme.layers[0].folder == builtin_themes() / "default"
    assert (theme.layers[0].folder / "templates").is_dir()


def test_a_sites_own_theme_goes_before_the_one_of_the_package(tmp_path):
    make(tmp_path, "default", 'color: "#123456"\n')
    theme = load(tmp_path, "default")
    assert theme.layers[0].folder == tmp_path / "themes/default"
    assert theme.color == "#123456"


def test_a_folder_without_settings_is_no_theme(tmp_path):
    (tmp_path / "themes/default").mkdir(parents=True)
    assert load(tmp_path, "default").layers[0].folder == builtin_themes() / "default"


def test_parents_come_after_their_children_whoever_owns_them(tmp_path):
    make(tmp_path, "leaf", "extends: branch\n")
    make(tmp_path, "branch", "extends: default\n")
    make(tmp_path, "other")
    theme = load(tmp_path, "leaf")
    assert names(theme) == ["leaf", "branch", "default"]
    assert [layer.folder for layer in theme.layers] == [
        tmp_path / "themes/leaf",
        tmp_path / "themes/branch",
        builtin_themes() / "default",
    ]
    assert names(load(tmp_path, "other")) == ["other"]


@pytest.mark.parametrize(
    ("leaf", "branch", "root", "color"),
    [
        ("#111111", "#222222", "#333333", "#111111"),
        (None, "#222222", "#333333", "#222222"),
        (None, None, "#333333", "#333333"),
        ("#111111", None, None, "#111111"),
        (None, None, None, DEFAULT_COLOR),
    ],
)
def test_the_nearest_colour_wins(tmp_path, leaf, branch, root, color):
    for name, extends, own in (("leaf", "branch", leaf), ("branch", "root", branch), ("root", None, root)):
        lines = [f"extends: {extends}\n"] if extends else []
        lines += [f'color: "{own}"\n'] if own else []
        make(tmp_path, name, "".join(lines) or "name: T\n")
    assert load(tmp_path, "leaf").color == color


def test_each_option_of_the_layout_is_the_nearest_themes(tmp_path):
    make(tmp_path, "leaf", "extends: branch\nlayout: {font: serif}\n")
    make(tmp_path, "branch", "extends: root\nlayout: {font: sans, cards: list}\n")
    make(tmp_path, "root", "layout: {corners: square, cards: grid}\n")
    assert load(tmp_path, "leaf").look == ("font-serif", "corners-square", "cards-list")
    assert load(tmp_path, "root").look == ("corners-square", "cards-grid")
    assert load(tmp_path, "default").look == ()


def test_a_theme_brings_its_logo_or_takes_its_parents(tmp_path):
    make(tmp_path, "mine", "extends: base\n")
    make(tmp_path, "base", "logo: static/brand.svg\n", static__brand_svg="<svg/>")
    (finding,) = load_theme(tmp_path, "mine")
    assert (finding.path, finding.code, finding.line) == ("themes/base/theme.yaml", "SRC003", 1)
    assert finding.hint == "put the picture at themes/base/static/brand.svg"
    (tmp_path / "themes/base/static/brand_svg").rename(tmp_path / "themes/base/static/brand.svg")
    assert load(tmp_path, "mine").logo == "static/brand.svg"


def test_every_option_of_the_layout_has_rules_in_the_default_stylesheet():
    sheet = (builtin_themes() / "default/static/site.css").read_text(encoding="utf-8")
    usual = {"font-sans", "corners-round", "spacing-airy", "hero-tinted", "sidebar-end", "cards-grid", "print-code"}
    for option, kind in typing.get_type_hints(Layout).items():
        for value in typing.get_args(typing.get_args(kind)[0]):
            assert (f".{option}-{value}" in sheet) != (f"{option}-{value}" in usual), f"{option}: {value}"


def test_the_layout_stands_on_the_root_element_and_the_themes_logo_at_the_head(site):
    folder = site(
        "-- themes/mine/theme.yaml --\n"
        "extends: default\n"
        "logo: static/brand.svg\n"
        "layout: {hero: solid, cards: list}\n"
        "-- themes/mine/static/brand.svg --\n"
        '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    )
    folder.edit("site.yaml", "time_zone:", "theme: mine\ntime_zone:")
    page = folder.build().bytes("index.html").decode()
    assert 'class="hero-solid cards-list"' in page.split("<head>")[0]
    assert 'src="/assets/brand.' in page


@pytest.mark.parametrize(
    ("extends", "chain"),
    [
        ({"a": "a"}, "a > a"),
        ({"a": "b", "b": "a"}, "a > b > a"),
        ({"a": "b", "b": "c", "c": "b"}, "a > b > c > b"),
    ],
)
def test_themes_that_extend_each_other_in_a_circle_stop_the_tool(tmp_path, extends, chain):
    for name, parent in extends.items():
        make(tmp_path, name, f"extends: {parent}\n")
    with pytest.raises(SiteGenError, match=rf"^themes extend each other in a circle: {chain}$") as caught:
        load_theme(tmp_path, "a")
    assert caught.value.hint == "mend extends in a theme.yaml"


def test_eight_themes_may_extend_each_other_and_nine_may_not(tmp_path):
    for number in range(9):
        make(tmp_path, f"t{number}", f"extends: t{number + 1}\n" if number < 8 else "name: last\n")
    assert len(load(tmp_path, "t1").layers) == 8
    with pytest.raises(SiteGenError, match=r"^more than 8 themes extend each other: t0 > t1 > .* > t8$"):
        load_theme(tmp_path, "t0")


def test_an_unknown_theme_stops_the_tool_and_the_known_ones_are_named(tmp_path):
    make(tmp_path, "mine")
    with pytest.raises(UnreadableError, match=r"^no theme named main$") as caught:
        load_theme(tmp_path, "main")
    assert caught.value.hint == "known themes: default, lantern, mine; a theme needs themes/main/theme.yaml"


def test_an_unknown_parent_stops_the_tool_too(tmp_path):
    make(tmp_path, "mine", "extends: gone\n")
    with pytest.raises(UnreadableError, match=r"^no theme named gone$"):
        load_theme(tmp_path, "mine")


@pytest.mark.parametrize(
    ("settings", "line", "column", "message"),
    [
        ("colour: red\n", 1, 1, "unknown key colour"),
        ("name: T\ncolor: red\n", 2, 8, "color: expected a colour of six hexadecimal digits, quoted"),
        ("# mine\nextends: [a]\n", 2, 10, "extends: expected 1 to 80 lower-case letters"),
        ("layout: {font: comic}\n", 1, 16, "font: expected one of rounded, sans, serif, found the text"),
        ("logo: media/logo.svg\n", 1, 7, "logo: expected static/ and a name"),
        ("name: [a\n", 1, 7, "not YAML: while parsing a flow sequence"),
        ("name: &a T\nextends: *b\n", 2, 10, "the alias *b has no anchor"),
        ("# empty\n", 1, 1, "expected a mapping of keys to values, found nothing"),
    ],
)
def test_bad_settings_are_findings_with_their_place(tmp_path, settings, line, column, message):
    make(tmp_path, "mine", settings)
    (finding,) = load_theme(tmp_path, "mine")
    assert finding.path == "themes/mine/theme.yaml"
    assert finding.message.startswith(message)
    assert (finding.line, finding.column) == (line, column)


def test_bad_settings_of_a_parent_are_found_in_its_file(tmp_path):
    make(tmp_path, "mine", "extends: base\n")
    make(tmp_path, "base", "nam: B\n")
    (finding,) = load_theme(tmp_path, "mine")
    assert (finding.path, finding.hint) == ("themes/base/theme.yaml", "did you mean name?")


def test_the_digest_changes_with_every_file_of_every_layer(tmp_path):
    make(tmp_path, "mine", "extends: base\n", templates__page="A", static__site="B")
    make(tmp_path, "base", "name: B\n", translations__es="C")
    digests = [load(tmp_path, "mine").digest]
    for change in (
        lambda: (tmp_path / "themes/mine/templates/page").write_text("Z"),
        lambda: (tmp_path / "themes/base/translations/es").write_text("Z"),
        lambda: (tmp_path / "themes/mine/static/site").rename(tmp_path / "themes/mine/static/other"),
        lambda: (tmp_path / "themes/base/static").mkdir() or (tmp_path / "themes/base/static/new").write_text(""),
        lambda: (tmp_path / "themes/mine/theme.yaml").write_text("extends: base\nname: M\n"),
    ):
        change()
        digests.append(load(tmp_path, "mine").digest)
    assert len(set(digests)) == 6
    assert load(tmp_path, "mine").digest == digests[-1]


def test_the_digest_does_not_change_with_what_is_no_part_of_the_theme(tmp_path):
    make(tmp_path, "mine", templates__page="A")
    before = load(tmp_path, "mine").digest
    (tmp_path / "themes/mine/templates/page~").write_text("backup")
    (tmp_path / "themes/mine/.git").mkdir()
    make(tmp_path, "other")
    assert load(tmp_path, "mine").digest == before


def test_a_link_out_of_the_site_is_a_finding_whatever_part_of_the_theme_it_is(tmp_path):
    site = tmp_path / "site"
    make(tmp_path / "outside", "shared", static__site="S")
    make(site, "mine", "extends: base\n")
    make(site, "base")
    (site / "themes/mine/static").mkdir()
    (site / "themes/mine/static/logo.svg").symlink_to(tmp_path / "outside/themes/shared/theme.yaml")
    (finding,) = load_theme(site, "mine")
    assert (finding.path, finding.code) == ("themes/mine/static/logo.svg", "SRC013")
    (site / "themes/mine/static/logo.svg").unlink()
    assert names(load(site, "mine")) == ["mine", "base"]
    (site / "themes/shared").symlink_to(tmp_path / "outside/themes/shared")
    (finding,) = load_theme(site, "shared")
    assert (finding.path, finding.code) == ("themes/shared", "SRC013")


def test_a_theme_may_link_to_a_file_elsewhere_in_the_site(tmp_path):
    make(tmp_path, "mine", static__site="S")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/logo.svg").write_text("L")
    (tmp_path / "themes/mine/static/logo.svg").symlink_to("../../../content/logo.svg")
    before = load(tmp_path, "mine").digest
    (tmp_path / "content/logo.svg").write_text("M")
    assert load(tmp_path, "mine").digest != before


def test_an_installed_package_holds_its_themes_itself(tmp_path, monkeypatch):
    checkout = Path(site_gen.__file__).parent.parent / "themes"
    assert builtin_themes() == checkout
    make(tmp_path / "site_gen", "default")
    monkeypatch.setattr(theme_module.site_gen, "__file__", str(tmp_path / "site_gen/__init__.py"))
    assert builtin_themes() == tmp_path / "site_gen/themes"


def test_a_build_with_a_bad_theme_says_where_it_is_bad(site):
    folder = site("-- themes/mine/theme.yaml --\ncolor: blue\n")
    folder.edit("site.yaml", "time_zone:", "theme: mine\ntime_zone:")
    (finding,) = folder.findings()
    assert (finding.path, finding.line, finding.column, finding.code) == ("themes/mine/theme.yaml", 1, 8, "SRC002")
