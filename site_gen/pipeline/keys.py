"""Where the log's private keys come from; never from the site or its repository."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.model.site import LogSettings
from site_gen.pipeline.log import DEMONSTRATION_KEY_ID
from site_gen.reviewlog.sign import SigningKey, format_signing_key, parse_signing_key
from site_gen.reviewlog.vkey import format_vkey
from site_gen.write.log_folder import write_durably

_HINT = "name the key file with --key-file or SITE_GEN_LOG_KEY_FILE; in CI put the key into SITE_GEN_LOG_KEY"


class KeySource(NamedTuple):
    """What command line and environment say about the keys.

    `text` holds keys themselves, one a line; else `files` are taken; else this log's in `folder`, the user's own.
    """

    folder: Path
    files: tuple[Path, ...] = ()
    text: str | None = None


def load_keys(source: KeySource, settings: LogSettings, root: Path, as_of: datetime.date) -> tuple[SigningKey, ...]:
    """Give the private keys that sign the log at `as_of`: the present one, then those replaced less than a year ago.

    Raises:
        SiteGenError: one is missing, is another log's, or lies inside the site or its repository.
        LogError: a text is no key.
    """
    known = {verifier_text(key): key for key in _found(source, settings.origin, root)}
    key = known.get(settings.key)
    if key is None:
        raise SiteGenError(
            "the private key does not belong to log.key of site.yaml", hint=f"{_HINT}; after --rotate name both"
        )
    keys = [key]
    for previous in settings.previous_keys:
        if previous.until <= as_of:
            continue
        if previous.key not in known:
            raise SiteGenError(
                f"the log is signed with its previous key as well until {previous.until}, and that key is not here",
                hint="name both with --key-file; if the old one is lost, take it out of previous_keys in site.yaml",
            )
        keys.append(known[previous.key])
    return tuple(keys)


def read_key_file(file: Path, root: Path) -> SigningKey:
    """Give the private key in a file.

    Raises:
        SiteGenError: it lies inside the site at `root` or its repository, and is not the demonstration key, which
            everybody has.
        UnreadableError: it may not be read.
        LogError: it holds no key.
    """
    try:
        key = parse_signing_key(file.read_text(encoding="utf-8").strip())
    except FileNotFoundError as error:
        raise SiteGenError(f"the key file {file} is not there", hint=_HINT) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"cannot read the key file {file}", hint=_HINT) from error
    if key.verifier.key_id.hex() != DEMONSTRATION_KEY_ID and (where := handed_on_with(file, root)):
        raise SiteGenError(
            f"the key file {file} lies inside {where}", hint="move it out: whoever has it can sign in your name"
        )
    return key


def handed_on_with(file: Path, root: Path) -> str:
    """Say with what a file or folder would be handed on: the site at `root`, or a Git repository that has the site.

    Empty where neither holds it. A repository is known by its `.git`, a folder, or a file in worktrees and submodules.
    """
    place, site = file.resolve(), root.resolve()
    if place.is_relative_to(site):
        return "the site"
    around = (folder for folder in site.parents if place.is_relative_to(folder) and (folder / ".git").exists())
    repository = next(around, None)
    return f"the Git repository {repository}, as the site does" if repository else ""


def new_key_file(folder: Path, origin: str) -> Path:
    """Give the place of the key of a new log.

    Raises:
        SiteGenError: there is a key for this origin already.
    """
    file = key_file(folder, origin)
    if file.exists():
        raise SiteGenError(
            f"there is a key for {origin} already: {file}",
            hint="name the new log otherwise; if that key was never used, move its file away and try again",
        )
    return file


def write_key(file: Path, key: SigningKey) -> SigningKey:
    """Write a private key, readable by its owner only, and give it back."""
    write_durably(file, f"{format_signing_key(key)}\n".encode(), private=True)
    return key


def key_file(folder: Path, origin: str) -> Path:
    """Give the place of a log's private key among the user's keys."""
    return folder / f"{origin.replace('/', '_')}.key"


def usual_files(folder: Path, origin: str) -> list[Path]:
    """Give the files of a log's keys that are found without being named: NAME.key and, replaced, NAME.ANYTHING.key."""
    usual = key_file(folder, origin)
    return sorted({*folder.glob(f"{usual.stem}.*.key"), *folder.glob(usual.name)})


def verifier_text(key: SigningKey) -> str:
    """Give the public half as it stands in `site.yaml`."""
    return format_vkey(key.verifier)


def _found(source: KeySource, origin: str, root: Path) -> list[SigningKey]:
    """Give every key that was named, or every key of this log among the user's."""
    if source.text:
        return [_of_origin(parse_signing_key(line.strip()), origin) for line in source.text.split()]
    if source.files:
        return [_of_origin(read_key_file(file, root), origin) for file in source.files]
    files = usual_files(source.folder, origin)
    if not files:
        raise SiteGenError(f"no key for {origin}: {key_file(source.folder, origin)} is not there", hint=_HINT)
    return [key for key in (read_key_file(file, root) for file in files) if key.name == origin]


def _of_origin(key: SigningKey, origin: str) -> SigningKey:
    if key.name != origin:
        raise SiteGenError(f"the key is for {key.name}, the log is {origin}", hint=_HINT)
    return key
