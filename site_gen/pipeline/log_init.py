"""Begins a site's log: a key pair, the line in `site.yaml`, the review policy, and the first entry."""

from __future__ import annotations

import datetime
import urllib.parse
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import SiteGenError, refused
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.load.folder import OLD_LOGS
from site_gen.load.log_folder import CHECKPOINT, ERASED, LOG, SECRET
from site_gen.model.site import LogSettings, Site
from site_gen.pipeline.keys import KeySource, handed_on_with, key_file, new_key_file, verifier_text, write_key
from site_gen.pipeline.log_write import locked
from site_gen.pipeline.lost_log import refuse_lost_log
from site_gen.pipeline.seal import SealOptions, SealResult, seal
from site_gen.pipeline.site_line import add_attributes, add_policy, with_log
from site_gen.reviewlog.sign import generate_signing_key
from site_gen.write.log_folder import write_durably

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
    Nothing is made or moved before all that can be refused was. Killed on the way, `seal` goes on with the old log, is
    refused (`refuse_lost_log`), or begins the new one.

    Raises:
        SiteGenError: there is a log already and no new name for it, a key of that name, or an address for a name; or
            `site.yaml` cannot be edited.
        LogError: a name that no log may have, or that one had before.
    """
    with locked(root):
        data = read_file(root, SITE_FILE)
        site = parse_site(data)
        if isinstance(site, list):
            raise SiteGenError(f"site.yaml:{site[0].line}: {site[0].message}", hint=site[0].hint)
        _refuse_second(root, site, new_origin)
        refuse_inside(root, keys)
        origin = new_origin or free_origin(site, keys)
        refuse_lost_log(root, origin)
        file = new_key_file(keys, origin)
        key = generate_signing_key(origin)
        named = LogSettings(origin=origin, key=verifier_text(key))
        days = site.log.cosigned_within_days if site.log else named.cosigned_within_days
        settings = msgspec.structs.replace(named, cosigned_within_days=days)
        changed = with_log(data, settings)
        write_key(file, key)
        aside = _set_aside(root)
        write_durably(root / SITE_FILE, changed)
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


def _refuse_second(root: Path, site: Site, new_origin: str | None) -> None:
    """Refuse a second log without a name of its own."""
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


def _set_aside(root: Path) -> str | None:
    """Move the old log to `log.<number>-old`, if there is one; its openings stay private, and erasures reach them.

    What is known of erased reviews goes on to the new one; what opens entries of the old one stays with it.
    """
    name = None
    passed_on = {root / SECRET, root / ERASED}
    if any(file.is_file() and file not in passed_on for file in (root / LOG).rglob("*")):
        number = 1
        while (root / f"log.{number}-old").exists():
            number += 1
        name = f"log.{number}-old"
    try:
        if name is not None:
            (root / LOG).rename(root / name)
        for old in [name] if name else sorted(one.name for one in root.glob(OLD_LOGS)):
            for path in (SECRET, ERASED):
                kept = root / old / Path(path).relative_to(LOG)
                if kept.exists() and not (root / path).exists():  # there already where this was killed half way
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    kept.rename(root / path)
    except OSError as error:
        raise refused(f"move log/ to {name}/", error) from error
    return name
