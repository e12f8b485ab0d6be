"""What the clean site has besides the people and reviews of the benchmark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from check.examples import NOTICE, NOTICE_FILE

POLICY = "content/policies/review-policy.md"
CLEAN_POLICY = """\
---
title: Review policy
version: "1"
owner: compliance
effective_on: 2023-01-01
review_by: 2026-12-31
---
## Whom we ask
Everybody.

## What we show
We show every review.

## What we do not show, and why
What names somebody else.

## Who decides
Compliance, within 14 days.

## How we answer
With a number to call.

## How to object
Write to us.
"""
TEAM = "content/team.yaml"


def team(policy: str) -> str:
    """Give a team in which everybody has read the review policy, and whose newcomer has read nothing else."""
    sha256 = hashlib.sha256(policy.encode()).hexdigest()
    read = f"acknowledgements: [{{policy: review-policy, sha256: {sha256}, on: 2023-01-09}}]"
    duties = "[intake, moderate, approve-replies, alerts, posts, profiles, policies, privacy, seal, deploy]"
    return f"""\
roles:
  - {{id: compliance, name: Compliance, backup: office-manager, duties: {duties}}}
  - {{id: office-manager, name: Office, backup: compliance, duties: [reply, answer-questions, approve-posts]}}
  - {{id: trainee, name: Trainee}}
members:
  - {{id: rosa, name: Rosa Lima, roles: [compliance], {read}}}
  - {{id: tom, name: Tom Reed, roles: [office-manager], {read}}}
  - {{id: new, name: Ada New, roles: [trainee]}}
"""


WORDING = "content/wording/after-visit.txt"
SPRING = "content/invitations/spring.yaml"
SUMMER = "content/invitations/summer.yaml"
IMPORT = "content/imports/may.yaml"
ELSEWHERE = "We drove past three other offices to come here, and would do so again in the snow."
"""A text that Google shows, and this site may not."""

SUMMER_BATCH = "b-k3v9xaw7qdm2"
_EXPORT = b"id,stars\npg-1,5\npg-2,3\npg-3,4\n"
MORE_SETTINGS = """\
languages: [en, es]
search: true
redirects: {/doctors: /find/}
checks: {ignore: []}
"""
PARKING = """\
---
title: Parking
description: Where cars stand.
nav: 10
---
Behind the house. [Find care](/find/).
"""
PARKING_ES = """\
---
title: Estacionamiento
description: Para coches.
nav: 10
---
Detrás de la casa.
"""
RESPONSE = """\
---
title: Thanks
topic: thanks
ratings: high
approved_by: compliance
approved_on: 2026-01-05
---
Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.
"""
RESPONSE_ES = """\
---
title: Gracias
topic: thanks
ratings: high
approved_by: compliance
approved_on: 2026-01-05
---
Gracias por escribir. Por favor llame al consultorio de {name}, {specialty}, al {phone}.
"""
NOTICE_ES = """\
---
title: Ayuda en su idioma
description: A quién pedir un intérprete.
---
Los intérpretes son gratis. Pregúntenos o llame al 312-555-0100.
"""
ALERT = """\
title: Enter at the north door
text: The front door is being rebuilt.
severity: notice
scope: all
starts_at: 2026-11-20T06:00:00-06:00
ends_at: 2026-12-04T18:00:00-06:00
source: {name: Harbor Family Health, url: "https://harbor.example/about/"}
approved_by: compliance
approved_on: 2026-11-20
i18n: {es: {title: Entre por la puerta norte, text: Se está renovando la entrada principal.}}
"""
FILES = {
    "content/alerts/door.yaml": ALERT,
    "content/pages/parking.md": PARKING,
    "content/pages/parking.es.md": PARKING_ES,
    NOTICE_FILE: NOTICE,
    NOTICE_FILE.replace(".md", ".es.md"): NOTICE_ES,
    "content/responses/thanks.md": RESPONSE,
    "content/responses/thanks.es.md": RESPONSE_ES,
    POLICY: CLEAN_POLICY,
    TEAM: team(CLEAN_POLICY),
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
MANIFEST = {
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


def reviews_of_every_provider(number: int, careful: str) -> Iterator[dict[str, Any]]:
    """Give three reviews that seeds change: one that was answered, one with marks, one with labels.

    `careful` is a reply that no rule minds.
    """
    ident = f"r-{number:02}{{}}000000000"
    by = {"written_by": "office-manager", "approved_by": "compliance"}
    reply = {"status": "published", **by, "response": "thanks"}
    yield {
        "id": ident.format("a"),
        "rating": 2,
        "batch": BATCH["id"],
        "method": "invited-all",
        "reply": {**reply, "published_at": "2026-06-08T12:00:00Z", "text": careful},
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


def reviews_in_every_state() -> Iterator[dict[str, Any]]:
    """Give reviews of one provider, with each state that the log knows."""
    ident = "r-state000000{}"
    imported = {"author": None, "source": "press-ganey", "method": "imported", "import": MANIFEST["id"]}
    for number, stars in enumerate((5, 3, 4), 1):
        yield {"id": ident.format(number), "rating": stars, "source_id": f"pg-{number}", **imported}
    told = {"status": "withheld", "reason": "abusive", "author_told_on": "2026-06-06"}
    yield {"id": ident.format(4), "rating": 5, "contact": "mailto:walt@mail.example", "moderation": told}
    yield {
        "id": ident.format(5),
        "supersedes": ident.format(6),
        "source_id": f"sub-{ident.format(6)}",
        "author": "Una Q.",
        "received_at": "2026-07-03T12:00:00Z",
        "moderation": {"decided_at": "2026-07-05T12:00:00Z"},
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
