"""Small sites with a review log, sealed in a test."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from conftest import AS_OF, SITE, SiteFolder, review_id
from site_gen.findings import Finding
from site_gen.load.documents import parse_site, read_file
from site_gen.load.log_folder import opening_providers, read_openings, tile_reader
from site_gen.model.site import LogSettings
from site_gen.pipeline.keys import KeySource, new_key_file, verifier_text, write_key
from site_gen.pipeline.log import OpenLog, open_log
from site_gen.pipeline.seal import SealOptions, SealResult, seal
from site_gen.reviewlog.disclosure import decode_base64url, parse_field, parse_segment
from site_gen.reviewlog.entries import Entry, parse_entry
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.sign import SigningKey, generate_signing_key
from site_gen.reviewlog.states import ReviewState
from site_gen.reviewlog.stored import read_entries

ORIGIN = "harbor.example/review-log"
POLICY = """\
-- content/policies/review-policy.md --
---
title: Review policy
version: "1"
---
We show every review.
"""
IMPORT = "i-hs5tbdwm3kfy"
EXPORT = b"id,stars,text\n1,5,Good.\n"
MANIFEST = f"""\
-- content/imports/spring.yaml --
id: {IMPORT}
source: website-form
format: csv
file: export.csv
sha256: {hashlib.sha256(EXPORT).hexdigest()}
rows: 1
ratings: {{"5": 1}}
taken_at: 2026-04-01T08:00:00Z
parser: csv 1
"""
PENDING = "moderation: {status: pending}"
PUBLISHED = "moderation: {status: published, by: compliance}"
REPLY = "reply: {status: published, published_at: 2026-03-20T12:00:00Z, approved_by: compliance, text: Please call us.}"


class Killed(BaseException):
    """What stands for the end of the process in the same process."""


def killed_after(count: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give what makes functions end the process once they have been called so often, all of them together."""
    left = iter(range(count))

    def step(real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if next(left, None) is None:
                raise Killed
            return real(*arguments, **named)

        return run

    return step


def make_key(folder: Path, origin: str) -> tuple[SigningKey, Path]:
    """Make a key among those in a folder, as for a new log."""
    file = new_key_file(folder, origin)
    return write_key(file, generate_signing_key(origin)), file


class SealedSite(SiteFolder):
    """A site with a log, and its key outside of it."""

    def __init__(self, root: Path, *, covered: bool = False) -> None:
        super().__init__(root)
        self.keys = root.parent / "keys"
        key, self.key_file = make_key(self.keys, ORIGIN)
        self.write(SITE).write(POLICY)
        self.edit("site.yaml", "covered_entity: false", f"covered_entity: {str(covered).lower()}")
        settings = f'log: {{origin: {ORIGIN}, key: "{verifier_text(key)}"}}\n'
        with (root / "site.yaml").open("a") as file:
            file.write(settings)

    def seal(self, **changes: object) -> SealResult:
        values: dict[str, object] = {"root": self.root, "as_of": AS_OF, "key": KeySource(self.keys)}
        return seal(SealOptions(**{**values, **changes}))  # type: ignore[arg-type]

    def settings(self) -> LogSettings:
        site = parse_site(read_file(self.root, "site.yaml"))
        assert not isinstance(site, list), site
        assert site.log is not None
        return site.log

    def log(self) -> OpenLog:
        return open_log(self.root, self.settings())

    def entries(self) -> list[Entry]:
        log = self.log()
        assert log.checkpoint is not None
        return [parse_entry(data) for data in read_entries(log.size, log.checkpoint.root, tile_reader(self.root))]

    def kinds(self) -> list[str]:
        return [type(entry).__name__.removesuffix("Entry").lower() for entry in self.entries()]

    def openings(self) -> dict[str, Opening]:
        size = self.log().size
        return {one.id: one for ident in opening_providers(self.root) for one in read_openings(self.root, ident, size)}

    def state(self, number: int) -> ReviewState:
        index = self.openings()[review_id(number)].index
        assert index is not None
        return self.log().replay.reviews[index]

    def file(self, number: int) -> str:
        return f"content/reviews/ana-diaz/{review_id(number)}.yaml"

    def moderate(self, number: int, moderation: str) -> None:
        """Replace what a file says about its moderation, in one line."""
        place = self.root / self.file(number)
        text = re.sub(r"^(moderation: .*|reply: .*)\n", "", place.read_text(), flags=re.MULTILINE)
        place.write_text(f"{text}{moderation}\n")

    def everything(self, folder: str = "") -> bytes:
        """Give all bytes below a folder of the site, each file after its path."""
        paths = sorted(path for path in (self.root / folder).rglob("*") if path.is_file())
        return b"\n".join(path.as_posix().encode() + b"\n" + path.read_bytes() for path in paths)


def secrets_of(opening: Opening, names: tuple[str, ...], places: range | tuple[int, ...]) -> set[bytes]:
    """Give what must not be seen of an opening: the disclosures of those fields and segments, their salts and texts."""
    found: set[bytes] = set()
    for name in names:
        disclosure = opening.fields[name]
        field = parse_field(disclosure)
        found |= {disclosure.encode(), _salt(disclosure), field.salt}
        if isinstance(field.value, str) and len(field.value) > 8:
            found.add(field.value.encode())
    for place in places:
        disclosure = opening.segments[place]
        segment = parse_segment(disclosure)
        found |= {disclosure.encode(), _salt(disclosure), segment.salt, segment.text.strip().encode()}
    return {secret for secret in found if secret}


def _salt(disclosure: str) -> bytes:
    """Give a salt as it is written inside a disclosure."""
    return decode_base64url(disclosure, "disclosure").split(b'"')[1]


def codes(result: SealResult) -> list[str]:
    return [finding.code for finding in result.findings]


def about_the_log(findings: Iterable[Finding]) -> list[str]:
    """Give the codes of what is wrong between content and log, without how long something waits (INT110)."""
    return [one.code for one in findings if one.code.startswith("INT") and one.code != "INT110"]


def later(days: int) -> datetime.date:
    return AS_OF + datetime.timedelta(days=days)
