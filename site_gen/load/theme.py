"""Finds a theme and its parents: in the site's own `themes/`, else among those that come with the package."""

from __future__ import annotations

import hashlib
from pathlib import Path

import site_gen
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.findings import Finding, Severity
from site_gen.load.documents import parse, read_file
from site_gen.load.folder import list_folders, walk_files
from site_gen.load.locate import locate
from site_gen.model.theme import Theme, ThemeLayer, ThemeSettings, look_of

DEFAULT_COLOR = "#0b6e6e"
_MOST_LAYERS = 8


def builtin_themes() -> Path:
    """Give the folder of the themes that come with site-gen, installed or in a checkout."""
    package = Path(site_gen.__file__).parent
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"


def load_theme(root: Path, name: str) -> Theme | list[Finding]:
    """Give the theme `name` with its parents, or what is wrong with a `theme.yaml` or a link.

    Raises:
        UnreadableError: no theme of that name.
        SiteGenError: themes that extend each other in a circle, or too many of them.
    """
    layers: list[ThemeLayer] = []
    chain: list[ThemeSettings] = []
    digest = hashlib.sha256()
    wanted: str | None = name
    while wanted is not None:
        names = " > ".join([*(layer.name for layer in layers), wanted])
        if any(layer.name == wanted for layer in layers):
            raise SiteGenError(f"themes extend each other in a circle: {names}", hint="mend extends in a theme.yaml")
        if len(layers) == _MOST_LAYERS:
            raise SiteGenError(f"more than {_MOST_LAYERS} themes extend each other: {names}")
        site = site_of_theme(root, wanted)
        listing = walk_files(site, f"themes/{wanted}")
        if listing.findings:
            return list(listing.findings)
        shown = theme_file(wanted)
        data = read_file(site, shown)
        settings = parse(data, ThemeSettings, shown)
        if isinstance(settings, list):
            return settings
        if settings.logo and not (site / "themes" / wanted / settings.logo).is_file():
            return [_no_logo(data, shown, settings.logo)]
        layers.append(ThemeLayer(wanted, site / "themes" / wanted))
        for stamp in listing.files:
            digest.update(f"{stamp.path}\0{stamp.size}\0".encode())
            digest.update((site / stamp.path).read_bytes())
        chain.append(settings)
        wanted = settings.extends
    return Theme(
        layers=tuple(layers),
        color=next((settings.color for settings in chain if settings.color), DEFAULT_COLOR),
        digest=digest.hexdigest(),
        logo=next((settings.logo for settings in chain if settings.logo), None),
        look=look_of(settings.layout for settings in chain),
    )


def theme_file(name: str) -> str:
    """Give the path of a theme's settings below the folder that `site_of_theme` gives."""
    return f"themes/{name}/theme.yaml"


def known_themes(root: Path) -> list[str]:
    """Give the names of all themes that a site can choose, its own and those of the package, in order."""
    own, _ = list_folders(root, "themes")
    builtin, _ = list_folders(builtin_themes().parent, "themes")
    return sorted({*own, *builtin})


def site_of_theme(root: Path, name: str) -> Path:
    """Give the folder whose `themes/` holds a theme: the site's own, else that of the package.

    Raises:
        UnreadableError: no theme of that name.
    """
    for site in (root, builtin_themes().parent):
        if (site / theme_file(name)).is_file():
            return site
    known = ", ".join(known_themes(root))
    raise UnreadableError(
        f"no theme named {name}", hint=f"known themes: {known}; a theme needs themes/{name}/theme.yaml"
    )


def _no_logo(data: bytes, path: str, logo: str) -> Finding:
    at = locate(data, ("logo",))
    return Finding(
        path=path,
        line=at.line,
        column=at.column,
        code="SRC003",
        name="dangling-reference",
        severity=Severity.ERROR,
        message=f"no file {logo} in this theme",
        hint=f"put the picture at {path.removesuffix('theme.yaml')}{logo}",
    )
