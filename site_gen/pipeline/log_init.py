"""Begins a site's log: a key pair, the line in `site.yaml`, the review policy, and the first entry."""

from __future__ import annotations

import datetime
import urllib.parse
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError, refused
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.load.log_folder import CHECKPOINT, ERASED, LOG, SECRET
from site_gen.model.site import LogSettings, Site
from site_gen.pipeline.keys import KeySource, handed_on_with, key_file, make_key, verifier_text
from site_gen.pipeline.seal import SealOptions, SealResult, seal
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.pipeline.site_line import add_attributes, add_policy, write_log_line

_MOST_NAMES = 1000


class Begun(NamedTuple):
    """A new log: its name, its verifier key, where the private key lies, and the files that were made or changed.

    `aside` is the folder to which an older log was moved; `sealed` says what the first seal did.
    """

    origin: str
    key: str
    key_file: Path
    files: tuple[str, ...]
    aside: str | None
    sealed: SealResult


def begin_log(
    root: Path, keys: Path, as_of: datetime.date, *, new_origin: str | None = None, whole: bool = False
) -> Begun:
    """Make a log for a site. `keys` is the user's folder for keys; `whole` seals the content at once.

    With `new_origin` a site that has a log begins another one: the old folder stays beside it under another name.

    Raises:
        SiteGenError: there is a log already and no new name for it, a key of that name, or an address for a name.
        LogError: a name that no log may have.
    """
    refuse_no_site(root)
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        raise SiteGenError(f"site.yaml:{site[0].line}: {site[0].message}", hint=site[0].hint)
    has_log = (root / CHECKPOINT).exists()
    if new_origin is None and (has_log or site.log is not None):
        raise SiteGenError(
            "the site has a log already" if has_log else "site.yaml names a log already",
            hint="site-gen seal appends to it; --new-origin NAME begins another one, which nobody can follow to",
        )
    if site.log is not None and new_origin == site.log.origin:
        raise SiteGenError(f"the log is {new_origin} already", hint="a new log has a new name")
    if new_origin is not None:
        _refuse_address(new_origin)
    refuse_inside(root, keys)
    origin = new_origin or free_origin(site, keys)
    key, file = make_key(keys, origin)
    aside = _set_aside(root) if (root / LOG).exists() else None
    settings = LogSettings(origin=origin, key=verifier_text(key))
    write_log_line(root, settings)
    made = [SITE_FILE, add_attributes(root), add_policy(root, as_of)]
    source = KeySource(keys, files=(file,))
    sealed = seal(SealOptions(root=root, as_of=as_of, key=source, settings_only=not whole))
    return Begun(origin, settings.key, file, tuple(one for one in made if one), aside, sealed)


def free_origin(site: Site, keys: Path) -> str:
    """Give the name of a new log: the address of the log, with a number when the user has a key of that name."""
    parts = urllib.parse.urlsplit(site.base_url)
    usual = f"{parts.netloc}{parts.path.rstrip('/')}/review-log"
    for number in range(1, _MOST_NAMES):
        origin = usual if number == 1 else f"{usual}-{number}"
        if not key_file(keys, origin).exists():
            return origin
    raise SiteGenError(f"there are {_MOST_NAMES} keys for {usual} in {keys}", hint="name the log with --new-origin")


def _refuse_address(origin: str) -> None:
    """Refuse an address: a log's name has no scheme, and can never be changed (C2SP tlog-checkpoint, origin)."""
    scheme, mark, name = origin.partition("://")
    if mark and scheme.isalnum():
        raise SiteGenError(f"{origin} is an address, and a log has a name", hint=f"name it {name.rstrip('/')}")


def refuse_inside(root: Path, keys: Path) -> None:
    """Make sure that the user's folder for keys is no part of the site or its repository.

    Raises:
        SiteGenError: it is.
    """
    if where := handed_on_with(keys, root):
        raise SiteGenError(
            f"your keys in {keys} would lie inside {where}",
            hint="make the site in a folder of its own, or name a folder outside with XDG_CONFIG_HOME",
        )


def _set_aside(root: Path) -> str:
    """Move the old log to `log.<number>-old`; its openings stay private, and erasures reach them.

    What is known of erased reviews goes on to the new one; what opens entries of the old one stays with it.
    """
    number = 1
    while (root / f"log.{number}-old").exists():
        number += 1
    name = f"log.{number}-old"
    try:
        (root / LOG).rename(root / name)
        for path in (SECRET, ERASED):
            if (root / name / Path(path).relative_to(LOG)).exists():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / name / Path(path).relative_to(LOG)).rename(root / path)
    except OSError as error:
        raise refused(f"move log/ to {name}/", error) from error
    return name
