"""One violation for each rule about profiles, invitations, imports, the log and moderation."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from benchmarks.generate import AS_OF
from check.clean_site import BATCH, CLEAN_POLICY, IMPORT, POLICY, profile_of
from check.seeding import (
    WHOLE,
    Also,
    Plot,
    Seed,
    both,
    changed,
    gone,
    replaced,
    review,
    reviews,
    reviews_all_over,
    written,
)
from site_gen.pipeline.keys import load_keys
from site_gen.pipeline.log import open_log
from site_gen.pipeline.log_write import append, log_settings, read_site
from site_gen.reviewlog.entries import ErasureEntry, format_entry

PROFILE = "content/providers/{provider}.yaml"
OWN = "content/reviews/{provider}/{id}.yaml"
"""The review that a seed adds."""
A, B, C = (f"content/reviews/{{provider}}/{{{letter}}}.yaml" for letter in "abc")
"""The reviews that are there and sealed: one with a reply, one with marks, one with labels."""
INVITATION = "content/invitations/{id}.yaml"
ASKED = "content/wording/{id}.txt"
SITE = "site.yaml"
FIRST_KEY = "name: Fictional"
"""What a finding about the whole site points at: the first line of its settings."""
POLICY_HASH = hashlib.sha256(CLEAN_POLICY.encode()).hexdigest()


def invitation(patch: dict[str, Any], asked: str = "How was your visit?\n") -> Any:
    """Add a batch of invitations with a wording of its own, clean but for this change."""
    own = {"id": "{batch}", "wording": "wording/{id}.txt"}
    return both(written(ASKED, asked), written(INVITATION, {**BATCH, **own, **patch}))


def withheld(reason: str, **more: Any) -> dict[str, Any]:
    return {"moderation": {"status": "withheld", "reason": reason, **more}}


def received(day: datetime.date, decided_after_days: float = 2) -> dict[str, Any]:
    """Give the dates of a review that came in on a day."""
    at = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    decided = at + datetime.timedelta(days=decided_after_days)
    return {
        "received_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "experienced": f"{day:%Y-%m}",
        "text": None,
        "author": None,
        "moderation": {"decided_at": decided.strftime("%Y-%m-%dT%H:%M:%SZ")},
    }


def weekly(number: int, first: datetime.date = datetime.date(2025, 1, 6)) -> datetime.date:
    return first + datetime.timedelta(weeks=number)


def by_its_provider(plot: Plot) -> None:
    name = profile_of(plot.root, plot.provider)["name"]
    review({"author": f"{name['given']} {name['family']}"})(plot)


def unknown_leaf(plot: Plot) -> None:
    """Append an entry that erases a review that is not there."""
    settings = log_settings(read_site(plot.root))
    entry = format_entry(ErasureEntry(logged="2026-11", subject=99_999, reason="erasure"))
    append(plot.root, open_log(plot.root, settings), [entry], load_keys(plot.key, settings, plot.root, AS_OF))


def link_out(plot: Plot) -> None:
    (plot.root / "content/locations/away.yaml").symlink_to(plot.root.parent / "away.yaml")


SRC = (
    Seed(
        "SRC001",
        "a file that is no YAML",
        written("content/reviews/{provider}/{id}.yaml", "id: {id}\nprovider: [\nrating: 5\n"),
        OWN,
        "provider: [",
        "sealed",
    ),
    Seed("SRC002", "an unknown key", review({"stars": 5}), OWN, "stars: 5", "sealed"),
    Seed(
        "SRC002",
        "a language that no dates can be written in",
        replaced(SITE, r"languages: \[en, es\]", "languages: [en, qq]"),
        SITE,
        "languages:",
        "sealed",
        alone=True,
    ),
    Seed("SRC003", "a location that is not there", review({"location": "uptown"}), OWN, "location: uptown"),
    Seed(
        "SRC003",
        "a wording that is not there",
        both(invitation({}), gone(ASKED)),
        INVITATION,
        "wording: wording/",
        "sealed",
    ),
    Seed("SRC003", "reviews of nobody", written("content/reviews/no-one/.keep", ""), "content/reviews/no-one", WHOLE),
    Seed("SRC004", "a source's id that came before", review({"source_id": "{a}"}), OWN, "source_id: "),
    Seed(
        "SRC004",
        "an id of another provider's review",
        review({"id": "r-00a000000000", "source_id": "twice"}),
        "content/reviews/{provider}/r-00a000000000.yaml",
        "id: r-00a000000000",
        "sealed",
        (
            Also(
                "INT121",
                "content/reviews/{provider}/r-00a000000000.yaml",
                WHOLE,
                "the log has a review of this id, and it is not this one",
            ),
        ),
    ),
    Seed("SRC005", "a digit too far", changed(PROFILE, {"npi": "1234567890"}), PROFILE, "npi:"),
    Seed("SRC006", "a code of no specialty", changed(PROFILE, {"taxonomy": ["999X00000X"]}), PROFILE, "999X00000X"),
    Seed(
        "SRC007",
        "half a number",
        replaced("content/locations/clinic-2.yaml", r"\Z", 'fax: "+1312555"\n'),
        "content/locations/clinic-2.yaml",
        "fax:",
    ),
    Seed(
        "SRC008",
        "a day that ends before it begins",
        replaced("content/locations/clinic-1.yaml", "08:00-17:00", "17:00-08:00"),
        "content/locations/clinic-1.yaml",
        "hours:",
    ),
    Seed(
        "SRC009",
        "no postal code",
        replaced("content/locations/clinic-3.yaml", r', postal_code: "\d+"', ""),
        "content/locations/clinic-3.yaml",
        "address:",
    ),
    Seed("SRC013", "a link out of the folder", link_out, "content/locations/away.yaml", WHOLE, "sealed"),
    Seed("SRC015", "a profile that is gone", gone(PROFILE, "content/reviews/{provider}"), PROFILE, WHOLE, "sealed"),
    Seed(
        "SRC016",
        "an exception that nothing needs",
        replaced(SITE, r"ignore: \[\]", "ignore: [{code: PAG851, reason: Soon, until: 2027-01-01}]"),
        SITE,
        "PAG851",
    ),
)
INT = (
    Seed("INT101", "a file that is gone", gone(C), C, WHOLE, "sealed"),
    Seed("INT102", "a word more", replaced(C, "\ntext: ", "\ntext: Never again. "), C, "text: Never", "sealed"),
    Seed("INT103", "three stars less", replaced(C, "rating: 4", "rating: 1"), C, "rating: 1", "sealed"),
    Seed(
        "INT105",
        "a checkpoint of another log",
        replaced("log/checkpoint", "benchmark", "bookmark"),
        "log/checkpoint",
        WHOLE,
        "sealed",
        alone=True,
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
    Seed("INT121", "a review that came late", review({}), OWN, WHOLE, "sealed"),
    Seed(
        "INT121",
        "a decision that came late",
        replaced(C, "status: published", "status: withheld\n  reason: unrelated"),
        C,
        "status: withheld",
        "sealed",
    ),
    Seed("INT121", "a policy that changed", replaced(POLICY, r"\Z", "Nobody at all.\n"), POLICY, WHOLE, "sealed"),
)
MOD = (
    Seed(
        "MOD201",
        "a sentence whose author withdrew",
        review({"text": "One. Two.", "moderation": {"hidden": [{"segment": 1, "reason": "author-withdrew"}]}}),
        OWN,
        "reason: author-withdrew",
    ),
    Seed("MOD202", "an order of a court", review(withheld("court-order")), SITE, FIRST_KEY, alone=True),
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
        alone=True,
    ),
    Seed(
        "MOD205",
        "low ratings that wait",
        reviews_all_over(18, {"rating": 1, **received(datetime.date(2026, 6, 1), 40)}),
        SITE,
        FIRST_KEY,
        alone=True,
    ),
    Seed(
        "MOD206",
        "a pile",
        review(
            {**received(datetime.date(2026, 9, 1)), "moderation": {"status": "pending", "decided_at": None, "by": None}}
        ),
        SITE,
        FIRST_KEY,
        alone=True,
    ),
    Seed(
        "MOD207",
        "five stars at once",
        reviews(30, lambda number: {"rating": 5, **received(weekly(number), 0)}),
        SITE,
        FIRST_KEY,
        also=(Also("MOD205", SITE, FIRST_KEY, "what is decided at once is decided sooner"),),
        alone=True,
    ),
    Seed("MOD212", "a judge of oneself", review({"moderation": {"by": "provider"}}), OWN, "by: provider"),
    Seed(
        "MOD213",
        "an author who knows nothing",
        review({"contact": "mailto:walt@mail.example", **withheld("abusive")}),
        OWN,
        "status: withheld",
    ),
)
PRV = (
    Seed(
        "PRV301",
        "an import without a trace",
        review({"source": "press-ganey", "source_id": None, "method": "imported"}),
        OWN,
        "method: imported",
    ),
    Seed(
        "PRV302",
        "a card that nobody kept",
        review({"source": "paper-card", "source_id": None, "method": "transcribed"}),
        OWN,
        "method: transcribed",
    ),
    Seed("PRV303", "a row that was lost", replaced(IMPORT, "rows: 3", "rows: 4"), IMPORT, "rows: 4", alone=True),
    Seed(
        "PRV304",
        "an import without its file",
        review({"source": "press-ganey", "source_id": "pg-17", "method": "imported"}),
        OWN,
        "method: imported",
    ),
    Seed("PRV305", "the happy alone", invitation({"selection": "by-score"}), INVITATION, "selection:"),
    Seed(
        "PRV306",
        "five stars, please",
        invitation({}, "Please leave us a five-star review!\n"),
        INVITATION,
        "wording: wording/",
    ),
    Seed(
        "PRV307",
        "a gift that nobody mentions",
        both(invitation({"incentive": "prize-draw"}), review({"batch": "{batch}", "method": "invited-all"})),
        OWN,
        "batch: b-seed",
    ),
    Seed(
        "PRV307",
        "a gift for a review at Google",
        invitation({"incentive": "gift-card", "links": ["https://g.page/fictional/review"]}),
        INVITATION,
        "incentive: gift-card",
    ),
    Seed(
        "PRV308",
        "a way to Yelp",
        invitation({"links": ["https://www.yelp.com/writeareview/biz/fictional"]}),
        INVITATION,
        "yelp.com",
    ),
    Seed(
        "PRV309",
        "clients who were asked",
        replaced(PROFILE, r"kind: \S+", "kind: psychologist"),
        PROFILE,
        "kind: psychologist",
    ),
    Seed("PRV310", "a few of many", invitation({"invited": 4}), INVITATION, "invited: 4", alone=True),
    Seed(
        "PRV311",
        "more answers than questions",
        both(
            invitation({"eligible": 3, "invited": 3}),
            reviews_all_over(4, {"batch": "{batch}", "method": "invited-all"}),
        ),
        INVITATION,
        "invited: 3",
        alone=True,
    ),
    Seed(
        "PRV312",
        "Google at the front desk",
        invitation({"channel": "kiosk", "links": ["https://g.page/fictional/review"]}),
        INVITATION,
        "g.page",
    ),
    Seed("PRV313", "praise of oneself", by_its_provider, OWN, "author:"),
    Seed(
        "PRV314",
        "one text, two authors",
        reviews(
            2,
            lambda number: {
                "author": ("Una", "Otto")[number],
                "text": "The lake behind the office was frozen and the geese stood on it all morning.",
            },
        ),
        "content/reviews/{provider}/{id_2}.yaml",
        "text: The lake",
    ),
    Seed(
        "PRV315",
        "a text that somebody wrote at Google",
        reviews(
            2,
            lambda number: {
                "author": ("Una", "Otto")[number],
                "text": "Nobody told us about the stairs, and my mother counted every one of them.",
                **(
                    {
                        "source": "google-business-profile",
                        "moderation": {"status": "pending", "decided_at": None, "by": None},
                    }
                    if number
                    else {}
                ),
            },
        ),
        "content/reviews/{provider}/{id_1}.yaml",
        "text: Nobody told us",
    ),
    Seed(
        "PRV316",
        "a full week",
        reviews(12, lambda _number: {"rating": 4, **received(datetime.date(2025, 6, 2))}),
        "content/reviews/{provider}/{id_1}.yaml",
        "received_at:",
        alone=True,
    ),
    Seed(
        "PRV317",
        "a vendor whom all love",
        reviews(
            26,
            lambda number: {
                "rating": 3 if number < 13 else 5,
                **received(weekly(number)),
                **({} if number < 13 else {"source": "star-vendor"}),
            },
        ),
        "content/reviews/{provider}/{id_14}.yaml",
        "source: star-vendor",
        alone=True,
    ),
    Seed("PRV318", "a name from a form", review({"author": "John Doe"}), OWN, "author: John Doe"),
    Seed(
        "PRV320",
        "what a program said",
        review({"text": "As an AI language model, I have no teeth."}),
        OWN,
        "text: As an AI",
    ),
    Seed(
        "PRV321",
        "a claim without a trace",
        review({"source_id": None, "verification": "email"}),
        OWN,
        "verification: email",
    ),
    Seed("PRV322", "a visit after its review", review({"experienced": "2026-08"}), OWN, "experienced:"),
    Seed(
        "PRV323",
        "an authorization for a newsletter",
        review({"authorization": {"scope": ["newsletter"]}}),
        OWN,
        "basis: signed",
    ),
    Seed(
        "PRV324",
        "a son whose mother signed as the patient",
        review({"text": "My son's appointment was on time."}),
        OWN,
        "text: My son",
    ),
    Seed(
        "PRV325",
        "a treatment in Australia",
        both(
            replaced(SITE, "covered_entity:", "jurisdiction: AU\ncovered_entity:"),
            review({"text": "The root canal was painless."}),
        ),
        OWN,
        "text: The root canal",
        alone=True,
    ),
    Seed(
        "PRV326",
        "a clause against reviews",
        written(
            "content/policies/{id}.md",
            "---\ntitle: Terms\nversion: '1'\n---\nYou are welcome.\n\nYou agree not to post any negative review.\n",
        ),
        "content/policies/{id}.md",
        "You agree not",
    ),
)
SEEDS = (*SRC, *INT, *MOD, *PRV)
