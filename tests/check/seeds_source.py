"""One violation for each rule about files, profiles and locations."""

from __future__ import annotations

from check.planting import (
    ASKED,
    INVITATION,
    OWN,
    PROFILE,
    SITE,
    both,
    changed,
    gone,
    invitation,
    recent,
    replaced,
    review,
    written,
)
from check.seeding import WHOLE, Also, Plot, Seed


def link_out(plot: Plot) -> None:
    (plot.root / "content/locations/away.yaml").symlink_to(plot.root.parent / "away.yaml")


SEEDS = (
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
        apart="SRC002",
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
    Seed(
        "SRC003",
        "a photo that is not there",
        changed(PROFILE, {"photo": {"file": "media/none.jpg", "alt": "Sami Novak"}}),
        PROFILE,
        "file: media/none.jpg",
    ),
    Seed(
        "SRC003",
        "an edit of nothing",
        review({**recent(), "supersedes": "r-nothing00000"}),
        OWN,
        "supersedes:",
        also=(Also("INT121", OWN, WHOLE, "the log does not take in an edit of what it does not have"),),
    ),
    Seed(
        "SRC004",
        "a source's id that came before",
        review({**recent(), "source_id": "sub-{a}"}),
        OWN,
        "source_id: ",
        also=(Also("INT121", OWN, WHOLE, "the log does not take in one review twice"),),
    ),
    Seed(
        "SRC004",
        "an id of another provider's review",
        review({**recent(), "id": "r-00a000000000"}),
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
        "SRC008",
        "two spans that overlap",
        replaced(PROFILE, "08:00-12:00, 13:00-17:00", "08:00-12:00, 11:00-17:00"),
        PROFILE,
        "11:00-17:00",
    ),
    Seed(
        "SRC009",
        "no postal code",
        replaced("content/locations/clinic-3.yaml", r', postal_code: "\d+"', ""),
        "content/locations/clinic-3.yaml",
        "address:",
    ),
    Seed(
        "SRC010",
        "a look long ago",
        replaced(PROFILE, r"verified_on: \S+", "verified_on: 2026-08-01"),
        PROFILE,
        "verified_on",
    ),
    Seed(
        "SRC011",
        "a licence that ran out",
        replaced(PROFILE, "credentials:\n", "credentials:\n  - {name: License, expires_on: 2026-09-30}\n"),
        PROFILE,
        "2026-09-30",
    ),
    Seed(
        "SRC012",
        "somebody who left, and takes patients",
        both(
            replaced(PROFILE, "kind:", "status: departed\nkind:"),
            replaced(PROFILE, "accepting_new_patients: true", "accepting_new_patients: false", 0),
            replaced(PROFILE, "accepting_new_patients: false", "accepting_new_patients: true"),
        ),
        PROFILE,
        "accepting_new_patients: true",
    ),
    Seed("SRC013", "a link out of the folder", link_out, "content/locations/away.yaml", WHOLE, "sealed"),
    Seed(
        "SRC014",
        "a space that nobody sees",
        replaced(PROFILE, r"insurance: \[Fictional", "insurance: [Fict\u200bional"),
        PROFILE,
        "insurance:",
    ),
    Seed("SRC015", "a profile that is gone", gone(PROFILE, "content/reviews/{provider}"), PROFILE, WHOLE, "sealed"),
    Seed(
        "SRC016",
        "an exception that nothing needs",
        replaced(SITE, r"ignore: \[\]", "ignore: [{code: PAG851, reason: Soon, until: 2027-01-01}]"),
        SITE,
        "PAG851",
    ),
)
