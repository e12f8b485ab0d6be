"""A clean site of medium size: twenty providers, two languages, and a log with reviews in every state.

People, places and most reviews are those of the benchmark. What a real site would not leave as it is there, such as a
review that waits for years, is put right; what the benchmark lacks is added.
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks import words
from benchmarks.generate import AS_OF, write_site
from check.examples import merged, write_text, write_yaml
from site_gen.check.replies import national
from site_gen.pipeline.build import build
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.log_init import begin_log
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.seal import SealOptions, seal

COUNT = 20
POLICY = "content/policies/review-policy.md"
CLEAN_POLICY = """\
---
title: Review policy
version: "1"
effective_on: 2023-01-01
---
We show every review.
"""
WORDING = "content/wording/after-visit.txt"
SPRING = "content/invitations/spring.yaml"
SUMMER = "content/invitations/summer.yaml"
IMPORT = "content/imports/may.yaml"
ELSEWHERE = "We drove past three other offices to come here, and would do so again in the snow."
"""A text that Google shows, and this site may not."""

_SEED = 7
SUMMER_BATCH = "b-k3v9xaw7qdm2"
_EXPORT = b"id,stars\npg-1,5\npg-2,3\npg-3,4\n"
_MORE_SETTINGS = """\
languages: [en, es]
redirects: {/doctors: /find/}
checks: {ignore: []}
"""
_TEXTS = {
    "content/pages/parking.md": "---\ntitle: Parking\nnav: 10\n---\nBehind the house. [Find care](/find/).\n",
    "content/pages/parking.es.md": "---\ntitle: Estacionamiento\nnav: 10\n---\nDetrás de la casa.\n",
    POLICY: CLEAN_POLICY,
    WORDING: "How was your visit? Tell us in your own words, whatever you thought of it.\n",
}
BATCH = {
    "id": "b-7qdm2k3v9xaw",
    "channel": "email",
    "period": {"first_on": "2026-03-01", "last_on": "2026-05-31"},
    "selection": "all-visits",
    "eligible": 130,
    "invited": 120,
    "links": ["https://benchmark.example/review/"],
    "wording": "wording/after-visit.txt",
}
_MANIFEST = {
    "id": "i-m2k3v9xaw7qd",
    "source": "press-ganey",
    "format": "csv",
    "file": "may.csv",
    "sha256": hashlib.sha256(_EXPORT).hexdigest(),
    "rows": 3,
    "ratings": {"5": 1, "3": 1, "4": 1},
    "source_total": 3,
    "taken_at": "2026-06-01T08:00:00Z",
    "parser": "csv-1",
}
_SIGNED = {"basis": "signed", "version": "web-2", "scope": ["website"], "signed_on": "2023-01-02", "by": "patient"}
REVIEW: dict[str, Any] = {
    "id": "r-seed00000000",
    "provider": "",
    "rating": 4,
    "text": "The chairs in the hall are new.",
    "author": "Walt P.",
    "language": "en",
    "experienced": "2026-05",
    "received_at": "2026-06-03T12:00:00Z",
    "source": "website-form",
    "method": "organic",
    "authorization": _SIGNED,
    "moderation": {"status": "published", "decided_at": "2026-06-05T12:00:00Z", "by": "compliance"},
}
"""A review that no rule minds, whosever it is."""
PENDING = {"status": "pending", "decided_at": None, "by": None}
"""A merge patch of its moderation."""


class CleanSite(NamedTuple):
    """The site, the key of its log, its built pages, and its providers; `kept` is a copy of the site."""

    root: Path
    key: KeySource
    public: Path
    providers: tuple[str, ...]
    kept: Path

    def by_fewest_reviews(self) -> list[str]:
        """Give the providers that seeds may have: neither the first, with every state, nor the last, who left."""
        folder = self.kept / "content/reviews"
        return sorted(self.providers[1:-1], key=lambda slug: len(list((folder / slug).iterdir())))

    def put_back(self) -> None:
        """Make the site what it was, so that a check looks at nothing again but what is changed then."""
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root)


def make_clean_site(folder: Path) -> CleanSite:
    """Write, seal and build the site below `folder`."""
    root = folder / "site"
    write_site(root, COUNT, _SEED)
    with (root / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(_MORE_SETTINGS)
    settings = (root / "site.yaml").read_text(encoding="utf-8")
    (root / "site.yaml").write_text(settings.replace("covered_entity: false", "covered_entity: true"), encoding="utf-8")
    providers = tuple(sorted(path.stem for path in (root / "content/providers").glob("*.yaml")))
    for slug in providers:
        _put_right(root, slug)
    for path, text in _TEXTS.items():
        write_text(root, path, text)
    write_yaml(root, SPRING, BATCH)
    write_yaml(
        root, SUMMER, {**BATCH, "id": SUMMER_BATCH, "period": {"first_on": "2026-06-01", "last_on": "2026-08-31"}}
    )
    write_yaml(root, IMPORT, _MANIFEST)
    rng = random.Random(COUNT)
    for number, slug in enumerate(providers):
        for review in _reviews_of_every_provider(root, slug, number):
            add_review(root, slug, {"text": words.review_text(rng), **review})
    for review in _reviews_in_every_state():
        add_review(root, providers[0], {"text": words.review_text(rng), "author": None, **review})
    _edit_provider(root, providers[-1], "kind:", "status: departed\nkind:")
    _edit_provider(root, providers[-2], "kind:", "status: on-leave\nkind:")
    begun = begin_log(root, folder / "keys", AS_OF)
    key = KeySource(folder / "keys", files=(begun.key_file,))
    seal_site(root, key)
    erase(root, "r-state0000007", "erasure", key=key, as_of=AS_OF)
    result = build(options_of(root))
    assert result.published, "\n".join(
        f"{one.path}:{one.line}: {one.code} {one.message}" for one in result.report.findings
    )
    kept = shutil.copytree(root, folder / "kept")
    return CleanSite(root, key, options_of(root).out, providers, kept)


def options_of(root: Path, **changes: Any) -> BuildOptions:
    """Give the options of a build into a folder beside the site."""
    return BuildOptions(**{"root": root, "out": root.parent / "public", "as_of": AS_OF, "jobs": 1, **changes})


def seal_site(root: Path, key: KeySource) -> None:
    """Put into the log what it lacks."""
    result = seal(SealOptions(root=root, as_of=AS_OF, key=key))
    assert result.checkpoint is not None, "\n".join(finding.message for finding in result.findings)


def add_review(root: Path, slug: str, patch: dict[str, Any]) -> str:
    """Write a clean review, changed as a merge patch says; give its path."""
    own = {"provider": slug, "source_id": f"sub-{patch.get('id', REVIEW['id'])}"}
    review = merged({**REVIEW, **own}, patch)
    path = f"content/reviews/{slug}/{review['id']}.yaml"
    write_yaml(root, path, review)
    return path


def profile_of(root: Path, slug: str) -> dict[str, Any]:
    """Give a provider's profile as plain values."""
    profile: dict[str, Any] = yaml.safe_load((root / f"content/providers/{slug}.yaml").read_text(encoding="utf-8"))
    return profile


def careful_reply(root: Path, slug: str) -> str:
    """Give a reply that says whom to call, and nothing about anybody."""
    profile = profile_of(root, slug)
    name = " ".join(filter(None, (profile["name"]["prefix"], profile["name"]["given"], profile["name"]["family"])))
    phone = national(profile["locations"][0]["phone"])
    return f"We read every review. Please call the office of {name}, {profile['specialties'][0]}, at {phone}."


def _put_right(root: Path, slug: str) -> None:
    """Authorize all reviews of a provider, decide about those that wait, and reply to low ratings with care."""
    for path in sorted((root / f"content/reviews/{slug}").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if "source: google" not in text:
            received = re.search(r"received_at: (\d{4}-\d\d-\d\d)", text)
            assert received, path
            decided = f"{{status: published, decided_at: {received[1]}T23:59:00Z, by: compliance}}"
            text = text.replace("moderation: {status: pending}", f"moderation: {decided}")
        text = re.sub(r"reason: (duplicate-submission|author-withdrew)", "reason: unrelated", text)
        if re.search(r"^rating: [123]$", text, re.MULTILINE):
            text = re.sub(r"^  text: .*\n\Z", f'  text: "{careful_reply(root, slug)}"\n', text, flags=re.MULTILINE)
        signed = "{basis: signed, version: web-2, scope: [website], signed_on: 2023-01-02, by: patient}"
        path.write_text(f"{text}authorization: {signed}\n", encoding="utf-8")


def _reviews_of_every_provider(root: Path, slug: str, number: int) -> Iterator[dict[str, Any]]:
    """Give three reviews that seeds change: one that was answered, one with marks, one with labels."""
    ident = f"r-{number:02}{{}}000000000"
    reply = {"status": "published", "written_by": "office-manager", "approved_by": "compliance"}
    yield {
        "id": ident.format("a"),
        "rating": 2,
        "batch": BATCH["id"],
        "method": "invited-all",
        "reply": {**reply, "published_at": "2026-06-08T12:00:00Z", "text": careful_reply(root, slug)},
    }
    yield {
        "id": ident.format("b"),
        "rating": 5,
        "batch": SUMMER_BATCH,
        "method": "invited-all",
        "moderation": {
            "hidden": [{"segment": 1, "reason": "third-party-privacy"}],
            "hidden_fields": [{"field": "author", "reason": "third-party-privacy"}],
        },
    }
    yield {
        "id": ident.format("c"),
        "received_at": "2026-05-03T12:00:00Z",
        "experienced": "2026-04",
        "incentive": "prize-draw",
        "relationship": "employee",
        "completeness": "excerpt",
        "moderation": {"decided_at": "2026-05-05T12:00:00Z"},
    }


def _reviews_in_every_state() -> Iterator[dict[str, Any]]:
    ident = "r-state000000{}"
    imported = {"author": None, "source": "press-ganey", "method": "imported", "import": _MANIFEST["id"]}
    for number, stars in enumerate((5, 3, 4), 1):
        yield {"id": ident.format(number), "rating": stars, "source_id": f"pg-{number}", **imported}
    told = {"status": "withheld", "reason": "abusive", "author_told_on": "2026-06-06"}
    yield {"id": ident.format(4), "rating": 5, "contact": "mailto:walt@mail.example", "moderation": told}
    yield {
        "id": ident.format(5),
        "supersedes": ident.format(6),
        "author": "Una Q.",
        "received_at": "2026-07-03T12:00:00Z",
    }
    yield {"id": ident.format(6), "text": "It was fine.", "author": "Una Q."}
    yield {"id": ident.format(7), "text": "This one will be erased."}
    waiting = {"received_at": "2026-11-20T12:00:00Z", "experienced": "2026-11"}
    yield {"id": ident.format(8), **waiting, "moderation": PENDING}
    yield {
        "id": ident.format(9),
        "source": "google-business-profile",
        "source_id": "g-1",
        "text": ELSEWHERE,
        "moderation": PENDING,
    }


def _edit_provider(root: Path, slug: str, old: str, new: str) -> None:
    path = root / f"content/providers/{slug}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
