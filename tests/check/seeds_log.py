"""One violation for each rule about the log and about moderation."""

from __future__ import annotations

import datetime
import hashlib

from benchmarks.generate import AS_OF
from check.clean_content import BATCH, CLEAN_POLICY, PENDING, POLICY
from check.examples import merged
from check.planting import (
    FIRST_KEY,
    OWN,
    PROFILE,
    SITE,
    B,
    C,
    gone,
    received,
    recent,
    replaced,
    review,
    reviews,
    reviews_all_over,
    weekly,
    withheld,
)
from check.seeding import WHOLE, Also, Plot, Seed
from site_gen.pipeline.keys import load_keys
from site_gen.pipeline.log import open_log
from site_gen.pipeline.log_write import append, locked, log_settings, read_site
from site_gen.reviewlog.entries import ErasureEntry, format_entry

POLICY_HASH = hashlib.sha256(CLEAN_POLICY.encode()).hexdigest()


def unknown_leaf(plot: Plot) -> None:
    """Append an entry that erases a review that is not there."""
    settings = log_settings(read_site(plot.root))
    entry = format_entry(ErasureEntry(logged="2026-11", subject=99_999, reason="erasure"))
    with locked(plot.root) as lock:
        append(plot.root, open_log(plot.root, settings), [entry], load_keys(plot.key, settings, plot.root, AS_OF), lock)


INT = (
    Seed("INT101", "a file that is gone", gone(C), C, WHOLE, "sealed"),
    Seed("INT102", "a word more", replaced(C, "\ntext: ", "\ntext: Never again. "), C, "text: Never", "sealed"),
    Seed("INT102", "another author", replaced(C, "author: Walt P.", "author: Ana B."), C, "author: Ana", "sealed"),
    Seed("INT103", "three stars less", replaced(C, "rating: 4", "rating: 1"), C, "rating: 1", "sealed"),
    Seed("INT103", "another batch", replaced(B, "batch: b-\\w+", f"batch: {BATCH['id']}"), B, "batch: b-", "sealed"),
    Seed(
        "INT105",
        "a checkpoint of another log",
        replaced("log/checkpoint", "benchmark", "bookmark"),
        "log/checkpoint",
        WHOLE,
        "sealed",
        apart="INT105",
    ),
    Seed(
        "INT107",
        "originals that cannot be read",
        replaced("log/openings/{provider}.jsonl", "{", "["),
        "log/openings/{provider}.jsonl",
        WHOLE,
        "sealed",
    ),
    Seed("INT111", "an entry about nothing", unknown_leaf, "log/checkpoint", WHOLE, "sealed"),
    Seed("INT121", "a review that came late", review(recent()), OWN, WHOLE, "sealed"),
    Seed(
        "INT121",
        "a decision that came late",
        replaced(C, "status: published", "status: withheld\n  reason: unrelated"),
        C,
        "status: withheld",
        "sealed",
    ),
    Seed(
        "INT121",
        "a reply that came late",
        replaced(C, r"\Z", "reply: {status: published, published_at: 2026-06-09T12:00:00Z, text: Thank you!}\n"),
        C,
        "reply:",
        "sealed",
    ),
    Seed(
        "INT121",
        "a policy that changed",
        replaced(POLICY, "effective_on: 2023-01-01", "effective_on: 2026-12-01"),
        POLICY,
        WHOLE,
        "sealed",
    ),
)
MOD = (
    Seed(
        "MOD201",
        "a sentence whose author withdrew",
        review({"text": "One. Two.", "moderation": {"hidden": [{"segment": 1, "reason": "author-withdrew"}]}}),
        OWN,
        "reason: author-withdrew",
    ),
    Seed(
        "MOD201",
        "a name that is no submission",
        review({"moderation": {"hidden_fields": [{"field": "author", "reason": "duplicate-submission"}]}}),
        OWN,
        "reason: duplicate-submission",
    ),
    Seed("MOD202", "an order of a court", review(withheld("court-order")), SITE, FIRST_KEY, apart="MOD202"),
    Seed(
        "MOD203",
        "a policy whose text is lost",
        gone(f"log/policies/{POLICY_HASH}.md"),
        f"log/policies/{POLICY_HASH}.md",
        WHOLE,
        "sealed",
    ),
    Seed(
        "MOD204",
        "low ratings that are withheld",
        reviews_all_over(8, {"rating": 1, **withheld("unrelated")}),
        SITE,
        FIRST_KEY,
        apart="MOD204",
    ),
    Seed(
        "MOD204",
        "low ratings that one provider withholds",
        reviews(
            26,
            lambda number: merged(
                {**received(weekly(number)), "rating": 1 if number % 4 == 0 else 5},
                withheld("unrelated") if number % 4 == 0 else {},
            ),
        ),
        PROFILE,
        "name: {prefix",
        also=(Also("MOD204", SITE, FIRST_KEY, "seven are too many for the whole site, too"),),
        apart="MOD204 at one provider",
    ),
    Seed(
        "MOD205",
        "low ratings that wait",
        reviews_all_over(18, {"rating": 1, **received(datetime.date(2026, 6, 1), 40)}),
        SITE,
        FIRST_KEY,
        apart="MOD205",
    ),
    Seed(
        "MOD206",
        "a pile",
        review({**received(datetime.date(2026, 9, 1)), "moderation": PENDING}),
        SITE,
        FIRST_KEY,
        also=(Also("INT110", OWN, "id: r-seed", "what nobody decides about is not shown, and nobody sees why"),),
        apart="MOD206",
    ),
    Seed(
        "MOD207",
        "five stars at once",
        reviews(60, lambda number: {"rating": 5, **received(weekly(number), 0)}),
        SITE,
        FIRST_KEY,
        also=(Also("MOD205", SITE, FIRST_KEY, "what is decided at once is decided sooner"),),
        apart="MOD207",
    ),
    Seed(
        "MOD212",
        "a judge of oneself",
        review({"moderation": {"by": "provider"}}),
        OWN,
        "by: provider",
        also=(Also("SRC003", OWN, "by: provider", "the team has no such role"),),
    ),
    Seed(
        "MOD213",
        "an author who knows nothing",
        review({"contact": "mailto:walt@mail.example", **withheld("abusive")}),
        OWN,
        "status: withheld",
    ),
)
SEEDS = (*INT, *MOD)
