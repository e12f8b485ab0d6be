"""A small site with everything that a log can hold, and its key."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import AS_OF, SITE, SiteFolder, review, review_id
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.reviewlog.sign import format_signing_key, generate_signing_key
from site_gen.reviewlog.vkey import format_vkey

ORIGIN = "harbor.example/review-log"
ANA = "providers/ana-diaz/"
ANA_1 = f"{ANA}reviews/1/index.html"
BEN = "providers/ben-ode/"
LOG = "review-log/"

LISTS = ("find", "languages", "locations", "policies", "specialties")
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
