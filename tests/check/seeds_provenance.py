"""One violation for each rule about where reviews come from, and who was asked for them."""

from __future__ import annotations

import datetime

from check.clean_content import IMPORT, PENDING
from check.clean_site import profile_of
from check.planting import (
    INVITATION,
    OWN,
    PROFILE,
    SITE,
    both,
    invitation,
    received,
    replaced,
    review,
    reviews,
    reviews_all_over,
    weekly,
    written,
)
from check.seeding import Also, Plot, Seed
from site_gen.model.form import ELEMENT_NAMES


def by_its_provider(plot: Plot) -> None:
    name = profile_of(plot.root, plot.provider)["name"]
    review({"author": f"{name['given']} {name['family']}"})(plot)


def worded(code: str, what: str, text: str) -> Seed:
    """Give the seed of an invitation that says what it must not."""
    return Seed(code, what, invitation({}, f"{text}\n"), INVITATION, "wording: wording/")


SEEDS = (
    Seed(
        "PRV301",
        "an import without a trace",
        review({"source": "press-ganey", "source_id": None, "method": "imported"}),
        OWN,
        "method: imported",
    ),
    Seed(
        "PRV301",
        "a review from next year",
        review({**received(datetime.date(2027, 3, 10)), "experienced": None, "moderation": PENDING}),
        OWN,
        "received_at:",
    ),
    Seed(
        "PRV302",
        "a card that nobody kept",
        review({"source": "paper-card", "source_id": None, "method": "transcribed"}),
        OWN,
        "method: transcribed",
    ),
    Seed("PRV303", "a row that was lost", replaced(IMPORT, "rows: 3", "rows: 4"), IMPORT, "rows: 4", apart="records"),
    Seed(
        "PRV304",
        "an import without its file",
        review({"source": "press-ganey", "source_id": "pg-17", "method": "imported"}),
        OWN,
        "method: imported",
    ),
    Seed("PRV305", "the happy alone", invitation({"selection": "by-score"}), INVITATION, "selection:"),
    Seed("PRV305", "a link for the happy", invitation({"links": ["https://x.example/?nps=9"]}), INVITATION, "nps=9"),
    worded(
        "PRV305",
        "a form for the others",
        "If you were not satisfied, please tell us privately. Otherwise leave us a review.",
    ),
    worded("PRV306", "five stars, please", "Please leave us a five-star review!"),
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
    worded("PRV307", "a promise in the wording", "Tell us how it was and get a $10 gift card."),
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
    Seed("PRV310", "a few of many", invitation({"invited": 4}), INVITATION, "invited: 4", apart="records"),
    Seed(
        "PRV311",
        "more answers than questions",
        both(
            invitation({"eligible": 3, "invited": 3}),
            reviews_all_over(4, {"batch": "{batch}", "method": "invited-all"}),
        ),
        INVITATION,
        "invited: 3",
        apart="records",
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
                        "moderation": PENDING,
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
        apart="months",
    ),
    Seed(
        "PRV317",
        "a vendor whom all love",
        reviews(
            60,
            lambda number: {
                "rating": 3 if number < 30 else 5,
                **received(weekly(number)),
                **({} if number < 30 else {"source": "star-vendor"}),
            },
        ),
        "content/reviews/{provider}/{id_31}.yaml",
        "source: star-vendor",
        apart="months",
    ),
    Seed(
        "PRV318",
        "five of one name",
        reviews(5, lambda number: {**received(weekly(number)), "author": "Bernadette K."}),
        "content/reviews/{provider}/{id_1}.yaml",
        "author: Bernadette K.",
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
    Seed("PRV320", "an unfilled name", review({"title": "Dr. {{last_name}} was on time"}), OWN, "title:"),
    Seed("PRV322", "a visit after its review", review({"experienced": "2026-08"}), OWN, "experienced:"),
    Seed(
        "PRV323",
        "an authorization for a newsletter",
        review({**received(datetime.date(2026, 11, 12)), "authorization": {"scope": ["newsletter"]}}),
        OWN,
        "basis: signed",
        also=(Also("INT121", OWN, "status: published", "what nobody may show is not sealed as published"),),
    ),
    Seed(
        "PRV323",
        "an authorization that ran out",
        review({**received(datetime.date(2026, 11, 12)), "authorization": {"expires_on": "2026-11-20"}}),
        OWN,
        "expires_on:",
        also=(Also("INT121", OWN, "status: published", "what nobody may show is not sealed as published"),),
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
        apart="PRV325",
    ),
    worded("PRV326", "a clause in an invitation", "How was it? A fee of $500 is due for every negative review."),
    Seed(
        "PRV326",
        "a clause against reviews",
        written(
            "content/policies/{id}.md",
            "---\ntitle: Terms\nversion: '1'\nowner: compliance\nreview_by: 2027-01-01\n---\n"
            "You are welcome.\n\nYou agree not to post any negative review.\n",
        ),
        "content/policies/{id}.md",
        "You agree not",
    ),
    Seed(
        "PRV327",
        "a form that counsel has not seen to the end",
        written(
            "content/forms/{id}.md",
            "---\ntitle: Permission\nkind: authorization\nversion: web-1\n---\n"
            + "".join(f"<!-- element: {code} -->\nIt says {name}.\n" for code, name in ELEMENT_NAMES.items())
            + "\nWrite to [[address]].\n",
        ),
        "content/forms/{id}.md",
        "[[address]]",
    ),
)
