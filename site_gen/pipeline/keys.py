"""Where the log's private key comes from; never from the site or its repository."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.reviewlog.sign import SigningKey, format_signing_key, generate_signing_key, parse_signing_key
from site_gen.reviewlog.vkey import format_vkey
from site_gen.write.log_folder import write_durably

_HINT = "name the key file with --key-file or SITE_GEN_LOG_KEY_FILE; in CI put the key into SITE_GEN_LOG_KEY"


class KeySource(NamedTuple):
    """What command line and environment say about the key; `folder` is the user's folder for keys."""

    folder: Path
    file: Path | None = None
    text: str | None = None


def load_key(source: KeySource, origin: str, root: Path) -> SigningKey:
    """Give the private key of a log.

    Raises:
        SiteGenError: there is none, it is another log's, or it lies inside the site's folder.
        LogError: the text is no key.
    """
    if source.text:
        return _of_origin(parse_signing_key(source.text.strip()), origin)
    file = source.file or key_file(source.folder, origin)
    if file.resolve().is_relative_to(root.resolve()):
        raise SiteGenError(
            f"the key file {file} lies inside the site", hint="move it out: whoever has it can rewrite the log"
        )
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SiteGenError(f"no key for {origin}: {file} is not there", hint=_HINT) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"cannot read the key file {file}", hint=_HINT) from error
    return _of_origin(parse_signing_key(text.strip()), origin)


def make_key(folder: Path, origin: str) -> tuple[SigningKey, Path]:
    """Make a key pair for a new log and keep the private half in `folder`, readable by its owner only.

    Raises:
        SiteGenError: there is a key for this origin already.
    """
    file = key_file(folder, origin)
    if file.exists():
        raise SiteGenError(f"there is a key for {origin} already: {file}", hint="name the new log otherwise")
    key = generate_signing_key(origin)
    write_durably(file, f"{format_signing_key(key)}\n".encode(), private=True)
    return key, file


def key_file(folder: Path, origin: str) -> Path:
    """Give the place of a log's private key among the user's keys."""
    return folder / f"{origin.replace('/', '_')}.key"


def verifier_text(key: SigningKey) -> str:
    """Give the public half as it stands in `site.yaml`."""
    return format_vkey(key.verifier)


def _of_origin(key: SigningKey, origin: str) -> SigningKey:
    if key.name != origin:
        raise SiteGenError(f"the key is for {key.name}, the log is {origin}", hint=_HINT)
    return key
