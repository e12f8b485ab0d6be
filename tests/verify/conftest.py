"""A small sealed site with everything that a log can hold, built once; each test changes a copy of its public files."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import AS_OF, SITE, SiteFolder, review, review_id
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.pipeline.verify import VerifyOptions, verify
from site_gen.reviewlog.checkpoint import Checkpoint, open_checkpoint
from site_gen.reviewlog.edge import EMPTY_EDGE, grow
from site_gen.reviewlog.note import add_signatures, format_note, parse_note
from site_gen.reviewlog.sign import SigningKey, cosign, format_signing_key, generate_signing_key, sign_checkpoint
from site_gen.reviewlog.stored import read_entries
from site_gen.reviewlog.tiles import Tile, tile_path
from site_gen.reviewlog.vkey import SignatureType, format_vkey
from site_gen.verify.claims import Claim, Outcome, Verdict

ORIGIN = "harbor.example/review-log"
ANA = "providers/ana-diaz/"
ANA_1 = f"{ANA}reviews/1/index.html"
BEN = "providers/ben-ode/"
LOG = "review-log/"

LISTS = ("conditions", "find", "languages", "locations", "policies", "specialties")
"""Folders of pages without reviews, which a small site can do without."""

DECIDED = "decided_at: 2026-04-02T12:00:00Z, by: compliance"
WITHHELD = "moderation: {{status: withheld, reason: {reason}, decided_at: 2026-04-02T12:00:00Z, by: compliance}}"
REPLY = (
    "reply: {status: published, published_at: 2026-04-20T12:00:00Z, approved_by: compliance, outcome: change-made, "
    "text: 'Thank you & welcome.'}"
)
SETTINGS = """\
languages: [%s]
reviews: {%sminimum_ratings: 2, window_months: 36, per_page: 4}
"""
MORE = """\
-- content/providers/ben-ode.yaml --
name: {prefix: Dr., given: Ben, family: Ode, suffix: DDS}
kind: dentist
specialties: [General dentistry]
languages: [en]
locations: [{location: downtown, accepting_new_patients: true}]
-- content/providers/cy-new.yaml --
name: {prefix: Dr., given: Cy, family: New, suffix: DDS}
kind: dentist
specialties: [General dentistry]
languages: [en]
locations: [{location: downtown, accepting_new_patients: true}]
-- content/policies/review-policy.md --
---
title: Review policy
version: "1"
effective_on: 2023-01-01
---
We show every review.
"""


def first_reviews() -> str:
    """What is sealed first."""
    shown = f"moderation: {{status: published, {DECIDED}}}"
    parts = [
        review(
            1, rating=5, text="Kind and quick. I came back twice.", month="2026-01", extra=f"author: M. K.\n{shown}"
        ),
        review(
            2, rating=1, text="Waited 50 minutes. Nobody said sorry.", month="2026-02", extra=f"title: Late\n{shown}"
        ),
        review(
            3,
            rating=4,
            text="Dr. Diaz helped me. Nurse Joy Smith was rude. I paid $40.",
            month="2026-02",
            extra="author: Pat\nlanguage: en\nexperienced: 2026-01\nlocation: downtown\nverification: visit-match\n"
            f"aspects: {{listens: 5, wait-time: 2}}\nmoderation: {{status: published, {DECIDED}, "
            f"hidden: [{{segment: 1, reason: third-party-privacy}}]}}\n{REPLY}",
        ),
        review(
            4,
            rating=5,
            text="My boss is great.",
            month="2026-03",
            extra=f"author: Not named\nrelationship: employee\nincentive: gift card\nmoderation: {{status: published, "
            f"{DECIDED}, hidden_fields: [{{field: author, reason: third-party-privacy}}]}}",
        ),
        review(5, rating=1, text="All lies.", month="2026-03", extra=WITHHELD.format(reason="abusive")),
        review(6, rating=2, text="It was fine.", month="2026-03", extra=shown),
        review(7, rating=3, text="Not decided.", month="2026-03", extra="moderation: {status: pending}"),
        review(8, rating=None, text="Would come again.", month="2026-03", extra=f"rating: {{binary: true}}\n{shown}"),
        review(9, rating=3, month="2026-04", extra=f"completeness: excerpt\n{shown}\n{REPLY}"),
        _source(review(10, rating=5, text="On Google.", month="2026-04", extra="moderation: {status: pending}")),
        review(15, rating=3, text="To be erased.", month="2026-01", extra=shown),
        of_ben(review(11, rating=4, text="Gentle hands.", month="2026-02", extra=f"language: en\n{shown}\n{REPLY}")),
        of_ben(
            review(
                12,
                rating=2,
                text="Señora: ¡qué frío!",
                month="2026-03",
                extra="language: es\nexperienced: 2026-01\nlocation: downtown\nverification: visit-match\n"
                f"aspects: {{listens: 3, wait-time: 2}}\n{shown}",
            )
        ),
        of_ben(
            review(13, rating=1, text="Wrong person.", month="2026-03", extra=WITHHELD.format(reason="wrong-provider"))
        ),
    ]
    return "".join(parts)


def later_reviews() -> str:
    """What is sealed after the checkpoint that somebody kept."""
    edited = f"supersedes: {review_id(6)}\nmoderation: {{status: published, {DECIDED}}}"
    on_google = f"supersedes: {review_id(10)}\nmoderation: {{status: pending}}"
    return review(14, rating=4, text="It was good after all.", month="2026-05", extra=edited) + _source(
        review(16, rating=4, text="On Google, edited.", month="2026-05", extra=on_google)
    )


def of_ben(archive: str) -> str:
    return archive.replace("ana-diaz", "ben-ode")


def _source(archive: str) -> str:
    return archive.replace("website-form", "google-business-profile").replace("invited-all", "imported")


class SealedSite:
    """A site with its key; `kept` is the checkpoint that somebody saved before the last seal."""

    def __init__(
        self, root: Path, *, reviews: str | None = None, settings: str = "", languages: str = "en, es"
    ) -> None:
        self.key = generate_signing_key(ORIGIN)
        self.vkey = format_vkey(self.key.verifier)
        self.folder = SiteFolder(root).write(SITE).write(MORE).write(first_reviews() if reviews is None else reviews)
        with (root / "site.yaml").open("a", encoding="utf-8") as file:
            file.write(f"{SETTINGS % (languages, settings)}log: {{origin: {ORIGIN}, key: {self.vkey!r}}}\n")
        self.seal()
        self.kept = root.parent / "kept-checkpoint"
        shutil.copy(root / "log/checkpoint", self.kept)

    def seal(self) -> None:
        source = KeySource(self.folder.root.parent / "keys", text=format_signing_key(self.key))
        result = seal(SealOptions(root=self.folder.root, as_of=AS_OF, key=source))
        assert result.checkpoint is not None, "\n".join(finding.message for finding in result.findings)

    def erase(self, review: str) -> None:
        source = KeySource(self.folder.root.parent / "keys", text=format_signing_key(self.key))
        erase(self.folder.root, review, "erasure", key=source, as_of=AS_OF)

    def build(self) -> Path:
        return self.folder.build().folder


class Copy:
    """A copy of the public files that a test changes."""

    def __init__(self, public: Path, site: SealedSite) -> None:
        self.public, self.site = public, site

    def bytes(self, path: str) -> bytes:
        return (self.public / path).read_bytes()

    def write(self, path: str, data: bytes) -> None:
        (self.public / path).write_bytes(data)

    def edit(self, path: str, old: str, new: str, *, all_of_them: bool = True) -> None:
        text = self.bytes(path).decode()
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, -1 if all_of_them else 1).encode())

    def pages(self, provider: str = "ana-diaz") -> list[str]:
        return sorted(
            path.relative_to(self.public).as_posix()
            for path in self.public.rglob("index.html")
            if f"providers/{provider}/" in path.as_posix()
        )

    def edit_pages(self, old: str, new: str, provider: str = "ana-diaz") -> None:
        """Change every page of a provider in every language, words and markup."""
        for path in self.pages(provider):
            self.write(path, self.bytes(path).replace(old.encode(), new.encode()))

    def json(self, path: str) -> Any:
        return json.loads(self.bytes(path))

    def write_json(self, path: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.write(path, text.encode())

    def articles(self, path: str) -> list[str]:
        """Give the text of every review on a page, markup and all."""
        return self.bytes(path).decode().split('<article class="review"')[1:]

    def remove_article(self, review: str) -> None:
        for path in self.pages():
            head, *rest = self.bytes(path).decode().split('<article class="review"')
            kept = []
            for article in rest:
                body, _, after = article.partition("</article>")
                if f'id="review-{review}"' in body:
                    kept.append(after)
                else:
                    kept.append(f'<article class="review"{article}')
            self.write(path, (head + "".join(kept)).encode())

    def entries(self) -> list[bytes]:
        checkpoint = open_checkpoint(self.bytes(f"{LOG}checkpoint"), [self.site.key.verifier])

        def read(tile: Tile) -> bytes:
            return self.bytes(LOG + tile_path(tile))

        return list(read_entries(checkpoint.size, checkpoint.root, read))

    def write_log(self, entries: list[bytes], key: SigningKey | None = None) -> None:
        """Write another log and sign it, as whoever holds the key can."""
        shutil.rmtree(self.public / LOG / "tile")

        def write(tile: Tile, data: bytes) -> None:
            place = self.public / LOG / tile_path(tile)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

        edge = grow(EMPTY_EDGE, entries, write)
        signer = key or self.site.key
        note = sign_checkpoint(Checkpoint(signer.name, edge.size, edge.root), [signer])
        self.write(f"{LOG}checkpoint", format_note(note))

    def verify(self, **changes: Any) -> Verdict:
        options = VerifyOptions(target=str(self.public), today=AS_OF, keys=(self.site.vkey,), jobs=1)
        return verify(options if not changes else _changed(options, changes))

    def failed(self, **changes: Any) -> set[Claim]:
        return failed(self.verify(**changes))


def _changed(options: VerifyOptions, changes: dict[str, Any]) -> VerifyOptions:
    values = {name: getattr(options, name) for name in options.__struct_fields__}
    return VerifyOptions(**{**values, **changes})


def failed(verdict: Verdict) -> set[Claim]:
    return {result.claim for result in verdict.claims if result.outcome is Outcome.FAILED}


def outcomes(verdict: Verdict) -> dict[Claim, Outcome]:
    return {result.claim: result.outcome for result in verdict.claims}


@dataclasses.dataclass(frozen=True)
class Built:
    """A site and its published files: as they are, and as they were before the last seal."""

    site: SealedSite
    public: Path
    before: Path


def _build(root: Path, languages: str) -> Built:
    site = SealedSite(root, languages=languages)
    before = shutil.copytree(site.build(), root.parent / "before")
    site.folder.write(later_reviews())
    site.folder.edit(
        f"content/reviews/ana-diaz/{review_id(9)}.yaml",
        "status: published, published_at",
        "status: approved, published_at",
    )
    site.seal()
    site.erase(review_id(15))
    return Built(site, site.build(), before)


def without_lists(public: Path) -> Path:
    for name in LISTS:
        shutil.rmtree(public / name)
    return public


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build(tmp_path_factory.mktemp("verify") / "site", "en, es")


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the same in one language: what is true of it is quicker to see."""
    return _build(tmp_path_factory.mktemp("small") / "site", "en")


@pytest.fixture
def copy(built: Built, tmp_path: Path) -> Copy:
    shutil.copytree(built.public, tmp_path / "public")
    return Copy(tmp_path / "public", built.site)


@pytest.fixture
def small(built_small: Built, tmp_path: Path) -> Copy:
    shutil.copytree(built_small.public, tmp_path / "small")
    return Copy(without_lists(tmp_path / "small"), built_small.site)


@pytest.fixture
def resealed(built_small: Built, tmp_path: Path) -> Callable[..., Copy]:
    """Give a function that changes the content, makes a new log of all of it with this key or another, and builds."""

    def rewrite(change: Callable[[SiteFolder], object], key: SigningKey | None = None) -> Copy:
        root = tmp_path / "again" / "site"
        old = built_small.site
        shutil.copytree(old.folder.root, root, ignore=shutil.ignore_patterns("public", "log", ".site-gen"))
        site = SealedSite.__new__(SealedSite)
        site.key, site.vkey, site.kept = key or old.key, old.vkey, old.kept
        site.folder = SiteFolder(root)
        site.folder.edit("site.yaml", old.vkey, format_vkey(site.key.verifier))
        change(site.folder)
        site.seal()
        return Copy(without_lists(site.build()), site)

    return rewrite


Watched = Callable[..., dict[str, Any]]


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """Give a function that cosigns a checkpoint at some times, by one witness each; it gives options for `verify`."""

    def cosigned(copy: Copy, *seconds: int, quorum: int = 1) -> dict[str, Any]:
        keys = [generate_signing_key(f"w{number}.example", SignatureType.COSIGNATURE) for number in range(3)]
        note = parse_note(copy.bytes(f"{LOG}checkpoint"))
        signatures = [cosign(note.text, key, seconds=second) for key, second in zip(keys, seconds, strict=False)]
        copy.write(f"{LOG}checkpoint", format_note(add_signatures(note, signatures)))
        lines = [f"witness w{number} {format_vkey(key.verifier)}\n" for number, key in enumerate(keys)]
        policy = tmp_path / "policy"
        policy.write_text(f"log {copy.site.vkey}\n{''.join(lines)}group all {quorum} w0 w1 w2\nquorum all\n")
        return {"keys": (), "policy": policy}

    return cosigned
