"""The look of a site for the panel of the preview: what `theme.yaml` says, and how a change gets into it.

Options are read off the model, so that a key which is new there is in the panel, too. A site that stands on a theme of
the package gets one of its own, which extends it.
"""

from __future__ import annotations

import functools
import hashlib
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import SITE_FILE, parse_exactly, parse_site, read_file
from site_gen.load.edit_values import KeyPath, edit_values
from site_gen.load.schema import words
from site_gen.load.theme import DEFAULT_COLOR, known_themes, site_of_theme, theme_file
from site_gen.model.site import Site
from site_gen.model.theme import ACCENT_PROPERTY, Color, Layout, ThemeSettings, look_of
from site_gen.pipeline.cache_folder import CACHE
from site_gen.serve.look.screens import Look, LookDesk, Option
from site_gen.write.lock import waiting_lock
from site_gen.write.log_folder import replace_durably, write_durably

_OWN = "mine"
_LOGOS = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".avif")
_NOT_INHERITED = (("name",), ("extends",))

T = TypeVar("T")


class _Standing(NamedTuple):
    """What there is: the site's file, the theme's own one (made up where it is to be made), and those below it."""

    site_data: bytes
    name: str
    data: bytes
    settings: ThemeSettings
    below: tuple[ThemeSettings, ...]
    is_new: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.site_data + b"\0" + self.data).hexdigest()


def look_desk(root: Path) -> LookDesk:
    """Give what the panel asks for, of the site in `root`."""
    return LookDesk(
        functools.partial(read_look, root), functools.partial(write_look, root), functools.partial(look_text, root)
    )


def read_look(root: Path) -> Look:
    """Give the look of the site in `root`.

    Raises:
        SiteGenError: `site.yaml` or a `theme.yaml` does not load.
    """
    now = _read(root)
    return Look(
        theme_file(now.name),
        SITE_FILE if now.is_new else "",
        now.settings.extends or "",
        now.digest,
        _options(root, now),
    )


def look_text(root: Path, values: Mapping[str, str]) -> str:
    """Give the theme's file as it would be with a value for each key.

    An empty value, or one that would hold without the key, takes the key out.

    Raises:
        SiteGenError: a value is none for its key, or the file cannot be edited.
    """
    return _edited(_read(root), values).decode()


def write_look(root: Path, digest: str, values: Mapping[str, str]) -> None:
    """Write a value for each key into the theme's file, and choose the theme in `site.yaml` where it is new.

    Raises:
        SiteGenError: the files are not those that the digest stands for; or as `look_text`.
    """
    with waiting_lock(root / CACHE / "look.lock"):
        now = _read(root)
        if now.digest != digest:
            raise SiteGenError(
                f"{theme_file(now.name)} was changed meanwhile, nothing was written", hint="close the panel and open it"
            )
        edited = _edited(now, values)
        if not now.is_new:
            replace_durably(root / theme_file(now.name), edited)
            return
        chosen = edit_values(now.site_data, {("theme",): now.name}, Site, SITE_FILE)
        write_durably(root / theme_file(now.name), edited)
        replace_durably(root / SITE_FILE, chosen)


def _read(root: Path) -> _Standing:
    site_data = read_file(root, SITE_FILE)
    site = _loaded(parse_site(site_data))
    data = read_file(site_of_theme(root, site.theme), theme_file(site.theme))
    chain: list[ThemeSettings] = []
    name: str | None = site.theme
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        chain.append(_settings(read_file(site_of_theme(root, name), theme_file(name)), name))
        name = chain[-1].extends
    if site_of_theme(root, site.theme) == root:
        return _Standing(site_data, site.theme, data, chain[0], tuple(chain[1:]), is_new=False)
    taken = known_themes(root)
    own = next(one for one in (_OWN, *(f"{_OWN}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    made = f"name: {own.capitalize()}\nextends: {site.theme}\n".encode()
    return _Standing(site_data, own, made, _settings(made, own), tuple(chain), is_new=True)


def _settings(data: bytes, name: str) -> ThemeSettings:
    return _loaded(parse_exactly(data, ThemeSettings, theme_file(name)))


def _loaded(read: T | list[Finding]) -> T:
    if isinstance(read, list):
        first = read[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint=first.hint or "mend the file first")
    return read


def _edited(now: _Standing, values: Mapping[str, str]) -> bytes:
    changes: dict[KeyPath, str | None] = {}
    for _struct, keys, types in _keys(ThemeSettings):
        before = _value(now.settings, keys)
        value = values.get(".".join(keys), before).strip()
        if value != before:
            changes[keys] = None if value == _inherited(now, keys, types) else value or None
    return edit_values(now.data, changes, ThemeSettings, theme_file(now.name))


def _inherited(now: _Standing, keys: KeyPath, types: tuple[Any, ...]) -> str:
    """Give what holds for a key that the file leaves out."""
    if keys in _NOT_INHERITED:
        return ""
    return next(filter(None, (_value(one, keys) for one in now.below)), _first(types))


def _options(root: Path, now: _Standing) -> tuple[Option, ...]:
    suggested: dict[KeyPath, tuple[str, ...]] = {
        ("extends",): tuple(name for name in known_themes(root) if name != now.name),
        ("logo",): _logos(root / "themes" / now.name),
    }
    return tuple(
        Option(
            ".".join(keys),
            words().keys[struct][keys[-1]],
            _value(now.settings, keys),
            _inherited(now, keys, types),
            tuple((choice, _class(now, keys, types, choice)) for choice in _choices(types)),
            suggested.get(keys, ()),
            ACCENT_PROPERTY if Color in types else "",
        )
        for struct, keys, types in _keys(ThemeSettings)
    )


def _keys(kind: type[msgspec.Struct], above: KeyPath = ()) -> Iterator[tuple[str, KeyPath, tuple[Any, ...]]]:
    """Give every key with a single value: the name of the struct that has it, its path, and the types of its value."""
    for field in msgspec.structs.fields(kind):
        keys = (*above, field.encode_name)
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from _keys(field.type, keys)
        elif not field.encode_name.startswith("@"):
            yield kind.__name__, keys, typing.get_args(field.type)


def _choices(types: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(value for one in types if typing.get_origin(one) is Literal for value in typing.get_args(one))


def _first(types: tuple[Any, ...]) -> str:
    """Give what holds where no theme says anything: the first choice, or the colour that a build would take."""
    return DEFAULT_COLOR if Color in types else next(iter(_choices(types)), "")


def _class(now: _Standing, keys: KeyPath, types: tuple[Any, ...], choice: str) -> str:
    """Give the class that a build gives to the root element for a choice: none where no theme would say it."""
    is_said = any(_value(one, keys) for one in now.below) or _value(now.settings, keys) == choice
    layout = msgspec.structs.replace(Layout(), **{keys[-1]: choice})
    return look_of([layout])[0] if is_said or choice != _first(types) else ""


def _value(settings: ThemeSettings, keys: KeyPath) -> str:
    value: Any = settings
    for key in keys:
        value = getattr(value, key)
    return value or ""


def _logos(folder: Path) -> tuple[str, ...]:
    """Give the pictures among a theme's own files."""
    found = sorted(one for one in (folder / "static").rglob("*") if one.suffix.lower() in _LOGOS)
    return tuple(one.relative_to(folder).as_posix() for one in found)
