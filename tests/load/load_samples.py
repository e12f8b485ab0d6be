"""A full document of every kind of content file, with every key that the kind knows, and ways to spoil it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from site_gen.load.documents import split_front_matter
from site_gen.load.yaml_reader import read_plain
from site_gen.model.alert import Alert
from site_gen.model.audience import AudienceFile, ChannelFile
from site_gen.model.authorizations import AuthorizationFile
from site_gen.model.form import Form
from site_gen.model.invitation import Invitation
from site_gen.model.location import Location
from site_gen.model.manifest import Manifest
from site_gen.model.media import Sidecar
from site_gen.model.page import Page
from site_gen.model.policy import Policy
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.model.team import Team
from site_gen.model.theme import ThemeSettings

REPOSITORY = Path(__file__).parents[2]

HOURS = {"mon-thu": "08:00-12:00, 13:00-17:00", "fri": "closed"}
EXCEPTIONS = [{"on": "2026-12-25", "hours": "closed", "note": "Christmas Day"}]


class Kind(NamedTuple):
    """One kind of file: its struct, what its path fills in, and a document with every key."""

    name: str
    to: type[Any]
    files: dict[str, str]
    full: dict[str, Any]


FRONT_MATTER = ("page", "post", "policy", "response", "form")
"""Kinds that stand at the head of a Markdown file."""

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "site",
            Site,
            {"path": "site.yaml"},
            {
                "name": "Harbor Dental",
                "base_url": "https://harbor.example/clinic",
                "description": "Teeth.",
                "theme": "default",
                "languages": ["en", "es"],
                "time_zone": "America/Chicago",
                "jurisdiction": "US",
                "covered_entity": True,
                "organization": {
                    "type": "Dentist",
                    "phone": "+13125550100",
                    "logo": "media/logo.svg",
                    "legal_name": "Harbor Dental LLC",
                },
                "contact": {"reviews": "mailto:a@harbor.example", "corrections": "/contact/", "complaints": "tel:+1"},
                "team": "solo",
                "deploy": {
                    "live": {
                        "to": "s3",
                        "bucket": "harbor",
                        "prefix": "site",
                        "region": "us-east-2",
                        "endpoint": "https://s3.example/",
                    },
                    "server": {"to": "rsync", "host": "web.example", "user": "web", "port": 22, "path": "/srv/www"},
                    "pages": {"to": "git", "remote": "origin", "branch": "gh-pages"},
                    "cloud": {"to": "azure", "account": "harbor", "bucket": "site"},
                },
                "reviews": {
                    "minimum_ratings": 5,
                    "window_months": 36,
                    "per_page": 20,
                    "retention_months": 60,
                    "decide_within_days": 14,
                    "received_precision": "year",
                    "form": "https://forms.example/harbor",
                    "hide_rating_until_decided": True,
                    "publish_by_rule": {
                        "sources": ["website-form"],
                        "without_identifiers": False,
                        "waited_hours": 48,
                        "verification": ["visit-match"],
                    },
                },
                "replies": {"cooling_off_hours": 48, "second_role_at_most": 3},
                "log": {
                    "origin": "harbor.example/review-log",
                    "key": "harbor.example/review-log+0a1b2c3d+AQ",
                    "previous_keys": [{"key": "harbor.example/review-log+4e5f6a7b+AQ", "until": "2026-06-30"}],
                    "cosigned_within_days": 7,
                },
                "checks": {
                    "reading_grade": 7,
                    "ignore": [{"code": "CNT902", "paths": ["content/x"], "reason": "old", "until": "2027-01-31"}],
                    "verify_within_days": 60,
                },
                "redirects": {"/old/doctor": "/providers/ana-diaz/", "/away": "https://elsewhere.example/"},
                "pictures": {"share": True},
                "hosting": {"cname": "www.harbor.example", "redirect_pages": True},
                "indexnow": {"key": "b7d2f0c4a91e4d5c"},
                "i18n": {"es": {"description": "Una clínica dental."}},
                "search": True,
                "near_me": True,
            },
        ),
        Kind(
            "provider",
            Provider,
            {"path": "content/providers/ana-diaz.yaml", "slug": "ana-diaz"},
            {
                "name": {"prefix": "Dr.", "given": "Ana", "middle": "M.", "family": "Díaz", "suffix": "DDS"},
                "id": "ana-diaz",
                "kind": "dentist",
                "npi": "1234567893",
                "taxonomy": ["1223G0001X"],
                "specialties": ["General dentistry"],
                "languages": ["en", "es"],
                "pronouns": "she/her",
                "gender": "female",
                "photo": {"file": "media/ana.jpg", "alt": "Ana"},
                "video": {
                    "file": "media/ana.mp4",
                    "poster": "media/ana-poster.jpg",
                    "title": "Hello",
                    "captions": "media/ana.vtt",
                    "transcript": "Hello.",
                    "uploaded_on": "2026-01-02",
                    "duration_seconds": 30,
                    "i18n": {"es": {"title": "Hola", "captions": "media/ana.es.vtt", "transcript": "Hola."}},
                },
                "locations": [
                    {
                        "location": "downtown",
                        "phone": "+13125550142",
                        "accepting_new_patients": True,
                        "hours": HOURS,
                        "hours_exceptions": EXCEPTIONS,
                        "insurance": ["Prairie Health"],
                        "booking_url": "https://book.example/",
                    }
                ],
                "credentials": [{"name": "License", "issuer": "IDFPR", "since": 2009, "expires_on": "2029-07-31"}],
                "education": [{"degree": "DDS", "school": "Lakeshore", "year": 2003}],
                "affiliations": [{"hospital": "Lakefront", "url": "https://lakefront.example/"}],
                "conditions": ["Tooth decay"],
                "procedures": ["Filling"],
                "insurance": ["Prairie Health"],
                "bio": "Ana looks after teeth.\n\nShe is careful.\n",
                "links": {"google": "https://maps.example/ana"},
                "audiences": ["families"],
                "status": "on-leave",
                "verified_on": "2026-10-01",
                "i18n": {
                    "es": {
                        "bio": "Ana cuida los dientes.",
                        "conditions": ["Caries"],
                        "procedures": ["Empaste"],
                        "specialties": ["Odontología general"],
                        "photo_alt": "Ana",
                    }
                },
            },
        ),
        Kind(
            "location",
            Location,
            {"path": "content/locations/downtown.yaml", "slug": "downtown"},
            {
                "name": "Downtown",
                "type": "Dentist",
                "address": {
                    "street": "1 Main Street",
                    "locality": "Chicago",
                    "region": "IL",
                    "postal_code": "02134",
                    "country": "CA",
                },
                "geo": {"latitude": 41.89, "longitude": -87.62},
                "phone": "+13125550101",
                "fax": "+13125550102",
                "time_zone": "America/Denver",
                "hours": HOURS,
                "hours_exceptions": EXCEPTIONS,
                "parking": "In the yard.",
                "transit": "Bus 12.",
                "accessibility": ["Ramp"],
                "insurance": ["Prairie Health"],
                "photo": {"file": "media/downtown.jpg", "alt": "House"},
                "review_links": {"google": "https://maps.example/downtown", "form": "https://forms.example/downtown"},
                "i18n": {"es": {"parking": "En el patio.", "transit": "Bus 12.", "accessibility": ["Rampa"]}},
            },
        ),
        Kind(
            "review",
            Review,
            {"path": "content/reviews/ana-diaz/r-000000000001.yaml"},
            {
                "id": "r-000000000001",
                "provider": "ana-diaz",
                "location": "downtown",
                "rating": {"value": 8, "best": 10, "worst": 2, "scale": 10},
                "aspects": {"listens": 5, "wait-time": 2},
                "title": "Careful",
                "text": "Took her time.\nAnd explained.",
                "author": "M. K.",
                "language": "en",
                "experienced": "2026-02",
                "received_at": "2026-03-18T22:05:00Z",
                "source": "website-form",
                "source_id": "sub_1",
                "method": "invited-all",
                "verification": "visit-match",
                "completeness": "excerpt",
                "batch": "b-1",
                "import": "i-1",
                "incentive": "none",
                "relationship": "none",
                "authorization": {
                    "basis": "signed",
                    "reference": "auth-1",
                    "version": "web-2",
                    "scope": ["website"],
                    "signed_on": "2026-03-18",
                    "expires_on": "2028-03-18",
                    "revoked_on": "2027-03-18",
                    "by": "patient",
                },
                "contact": "m@k.example",
                "supersedes": "r-000000000002",
                "moderation": {
                    "status": "withheld",
                    "decided_at": "2026-03-20T15:00:00Z",
                    "by": "compliance",
                    "reason": "wrong-provider",
                    "hidden": [{"segment": 1, "reason": "third-party-privacy"}],
                    "hidden_fields": [{"field": "author", "reason": "third-party-privacy"}],
                    "moved_to": "r-000000000003",
                    "author_told_on": "2026-04-03",
                },
                "reply": {
                    "status": "published",
                    "written_at": "2026-03-21T15:00:00Z",
                    "written_by": "office-manager",
                    "approved_by": "compliance",
                    "published_at": "2026-03-22T15:00:00Z",
                    "response": "thanks",
                    "language": "en",
                    "outcome": "change-made",
                    "text": "Thank you.",
                },
            },
        ),
        Kind(
            "page",
            Page,
            {"path": "content/pages/about.md", "slug": "about", "language": "en", "body": "Words."},
            {
                "title": "About",
                "description": "Who we are",
                "nav": 10,
                "updated_on": "2026-11-10",
                "reviewed_by": "Ana Diaz",
                "reviewed_on": "2026-11-11",
                "infographics": {
                    "waits": {
                        "kind": "bars",
                        "title": "Waits",
                        "unit": "minutes",
                        "rows": [{"label": "Morning", "value": 10, "detail": "Before ten."}],
                        "source": {"name": "Our own count", "url": "https://harbor.example/", "year": 2026},
                    },
                    "shots": {
                        "kind": "share",
                        "title": "Shots",
                        "of": 10,
                        "rows": [{"label": "Had one", "value": 4}],
                        "source": {"name": "Our own count", "year": 2026},
                    },
                    "visit": {"kind": "steps", "title": "Your visit", "rows": [{"label": "Call us"}]},
                },
            },
        ),
        Kind(
            "invitation",
            Invitation,
            {"path": "content/invitations/spring.yaml"},
            {
                "id": "b-77qdm2k3v9xa",
                "channel": "email",
                "period": {"first_on": "2026-03-01", "last_on": "2026-03-31"},
                "selection": "random-sample",
                "eligible": 120,
                "invited": 60,
                "links": ["https://harbor.example/review"],
                "wording": "invitations/after-visit.txt",
                "incentive": "small-gift",
            },
        ),
        Kind(
            "import",
            Manifest,
            {"path": "content/imports/spring.yaml"},
            {
                "id": "i-m2k3v9xa77qd",
                "source": "press-ganey",
                "format": "csv",
                "file": "export.csv",
                "sha256": "0" * 64,
                "rows": 50,
                "ratings": {"5": 41, "none": 2, "yes": 1},
                "source_total": 900,
                "left_out": {"here-already": 4},
                "line_breaks": 1,
                "encoding_accepted": 1,
                "encoding": "windows-1252",
                "newest": [{"place": "locations/22", "at": "2026-03-31T08:00:00Z"}],
                "places": ["locations/22"],
                "taken_at": "2026-04-01T08:00:00Z",
                "parser": "csv 1",
            },
        ),
        Kind(
            "policy",
            Policy,
            {
                "path": "content/policies/review-policy.md",
                "slug": "review-policy",
                "language": "en",
                "body": "Words.",
                "sha256": "0" * 64,
            },
            {
                "title": "Review policy",
                "description": "What we publish",
                "version": "2",
                "owner": "compliance",
                "approvals": [{"by": "compliance", "on": "2025-12-10"}],
                "effective_on": "2026-01-01",
                "review_by": "2027-01-01",
                "visibility": "internal",
                "changes": [{"version": "2", "on": "2025-12-01", "what": "Ninety days to decide became fourteen"}],
            },
        ),
        Kind(
            "alert",
            Alert,
            {"path": "content/alerts/water.yaml", "slug": "water"},
            {
                "title": "Downtown is closed",
                "text": "A water main broke.",
                "severity": "warning",
                "scope": {"specialties": ["Pediatrics"], "locations": ["downtown"]},
                "starts_at": "2026-11-23T06:00:00-06:00",
                "ends_at": "2026-11-27T18:00:00-06:00",
                "source": {"name": "Harbor Water", "url": "https://water.example/outages"},
                "approved_by": "compliance",
                "approved_on": "2026-11-23",
                "checked_on": "2026-11-24",
                "holds": ["vaccines"],
                "replaces": ["flu-shots"],
                "i18n": {"es": {"title": "Downtown está cerrado", "text": "Se rompió una tubería."}},
            },
        ),
        Kind(
            "post",
            Post,
            {"path": "content/posts/flu-shots.md", "slug": "flu-shots", "language": "en", "body": "Words."},
            {
                "title": "Flu shots are here",
                "summary": "Walk in on Saturdays.",
                "date": "2026-12-01T09:00",
                "zone": "America/Chicago",
                "expires": "2027-02-28",
                "channels": ["website", "facebook"],
                "audiences": ["parents"],
                "topics": ["vaccines"],
                "providers": ["amara-okafor"],
                "visual": {"file": "media/flu.jpg", "alt": "A nurse gives a shot."},
                "key_facts": ["A shot takes five minutes."],
                "call_to_action": {"label": "Find a clinic", "url": "/locations/"},
                "texts": {"facebook": "Flu shots are here. Walk in on Saturdays."},
                "boost": "50 dollars for parents within ten miles",
                "status": "approved",
                "written_by": "marketing",
                "approvals": [{"by": "compliance", "on": "2026-11-20"}],
                "reviewed_by": "Amara Okafor, MD",
                "reviewed_on": "2026-11-19",
                "holds": [
                    {
                        "since": "2026-11-21T08:00:00Z",
                        "by": "compliance",
                        "reason": "waits for the vaccine",
                        "resumed_at": "2026-11-22T08:00:00Z",
                        "resumed_by": "marketing",
                        "was": "2026-11-30T15:00:00Z",
                    }
                ],
            },
        ),
        Kind(
            "audiences",
            AudienceFile,
            {"path": "content/audiences.yaml"},
            {
                "audiences": [
                    {
                        "id": "parents",
                        "name": "Parents of young children",
                        "ages": ["25-44", "65+"],
                        "languages": ["en", "es"],
                        "conditions": ["Asthma"],
                        "note": "Most read on a phone.",
                    }
                ]
            },
        ),
        Kind(
            "channels",
            ChannelFile,
            {"path": "content/channels.yaml"},
            {
                "can_staff": 4,
                "rhythm_days": 7,
                "channels": [
                    {
                        "id": "facebook",
                        "name": "Facebook page",
                        "platform": "facebook",
                        "url": "https://facebook.example/harbor",
                        "account": "harbor-page",
                        "staffed_by": "marketing",
                        "languages": ["en"],
                        "reach": [
                            {
                                "ages": "30-49",
                                "percent": 40.5,
                                "measured_on": "2026-05-01",
                                "source": {"name": "Our own survey", "url": "https://harbor.example/survey"},
                            }
                        ],
                    }
                ],
            },
        ),
        Kind(
            "team",
            Team,
            {"path": "content/team.yaml"},
            {
                "roles": [
                    {
                        "id": "compliance",
                        "name": "Compliance",
                        "duties": ["moderate", "approve-replies"],
                        "backup": "office-manager",
                        "code_owner": "@harbor/compliance",
                    }
                ],
                "members": [
                    {
                        "id": "rosa",
                        "name": "Rosa Lima",
                        "roles": ["compliance"],
                        "acknowledgements": [{"policy": "social-media", "sha256": "ab" * 32, "on": "2026-02-01"}],
                        "training": [{"course": "HIPAA", "on": "2026-01-15", "expires_on": "2027-01-14"}],
                        "left_on": "2026-12-31",
                    }
                ],
                "vendors": [
                    {
                        "id": "survey-house",
                        "name": "Survey House",
                        "service": "asks patients for reviews",
                        "patient_data": True,
                        "agreements": [
                            {
                                "kind": "business-associate",
                                "signed_on": "2025-03-01",
                                "expires_on": "2028-02-29",
                                "reference": "contract 17",
                            }
                        ],
                        "contact": "the office manager",
                    }
                ],
            },
        ),
        Kind(
            "response",
            Response,
            {"path": "content/responses/wait.md", "slug": "wait", "language": "en", "body": "Words."},
            {
                "title": "Waiting",
                "topic": "wait-times",
                "ratings": "low",
                "use": "reply",
                "approved_by": "compliance",
                "approved_on": "2026-01-05",
                "expires_on": "2027-01-05",
                "words": ["wait", "waiting room"],
            },
        ),
        Kind(
            "authorizations",
            AuthorizationFile,
            {"path": "content/authorizations.yaml"},
            {
                "authorizations": [
                    {
                        "reference": "auth-2026-031",
                        "version": "web-2",
                        "scope": ["website", "reply"],
                        "signed_on": "2026-03-18",
                        "expires_on": "2028-03-18",
                        "revoked_on": "2026-11-02",
                        "by": "personal-representative",
                        "review": "r-k3v9m2qd7xwa",
                        "source": "website-form",
                        "source_id": "sub_01HZX",
                    }
                ]
            },
        ),
        Kind(
            "form",
            Form,
            {"path": "content/forms/authorization.md", "slug": "authorization", "language": "en", "body": "Words."},
            {"title": "Permission", "kind": "authorization", "version": "web-2"},
        ),
        Kind(
            "media",
            Sidecar,
            {"path": "content/media/ana.yaml"},
            {
                "focus": [0.5, 0.25],
                "alt": "Ana",
                "caption": "Ana at work",
                "credit": "Photograph: Bo Lee",
                "captions": "media/ana.vtt",
                "transcript": "Ana says hello.",
                "source": "Our own, May 2026",
                "people": [
                    {
                        "who": "A man in the waiting room",
                        "is_patient": True,
                        "is_recognizable": True,
                        "consent": "photo-2026-004",
                        "consent_expires_on": "2028-05-01",
                    }
                ],
                "expires_on": "2029-12-31",
                "note": "consent on file",
                "i18n": {
                    "es": {
                        "alt": "Ana",
                        "caption": "Ana trabaja",
                        "credit": "Foto: Bo Lee",
                        "captions": "media/ana.es.vtt",
                        "transcript": "Ana saluda.",
                    }
                },
            },
        ),
        Kind(
            "theme",
            ThemeSettings,
            {"path": "themes/harbor/theme.yaml"},
            {
                "name": "Harbor",
                "extends": "default",
                "color": "#0b6e6e",
                "logo": "static/logo.svg",
                "layout": {
                    "font": "serif",
                    "corners": "soft",
                    "spacing": "compact",
                    "hero": "plain",
                    "sidebar": "start",
                    "cards": "list",
                    "print": "plain",
                },
            },
        ),
    )
}

WRONG_VALUES: list[Any] = [
    None, True, False, 0, 1, 5, 6, -1, 4.5, 10.0, 3000, 10**30, "", "x", "no", "X y", "5", "line\n", "2026-02-30",
    "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00", "https://x.example/", "https://x .example",
    "media/../x", "ñ 😀", "r" * 501,
    [], ["x"], [None], [[]], {}, {"x": "y"}, {"mon-fri": "closed"}, {"mon-fri": "8-12"},
]  # fmt: skip
"""Values to put in the place of a right one; some are right in some places."""

WRONG_KEYS = ["nmae", "Title", "phone_number", "x", "ñ", "<<", "", "@path", "@slug", "@language", "@body", "import_"]


def as_yaml(document: Any) -> bytes:
    """Give a document as flow YAML in one line a key, so that positions differ."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def places(document: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of every value below the top."""
    items = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def replaced(document: Any, at: tuple[str | int, ...], value: Any) -> Any:
    """Give a copy with another value at a place."""
    changed = copy.deepcopy(document)
    inside(changed, at[:-1])[at[-1]] = value
    return changed


def without(document: Any, at: tuple[str | int, ...]) -> Any:
    """Give a copy without the value at a place."""
    changed = copy.deepcopy(document)
    del inside(changed, at[:-1])[at[-1]]
    return changed


def inside(document: Any, at: tuple[str | int, ...]) -> Any:
    """Give the value at a place."""
    for key in at:
        document = document[key]
    return document


@st.composite
def spoiled(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Give `document` after one to three changes, each of which may or may not make it wrong."""
    changed = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from([*places(changed)] or [()]))
        match draw(st.sampled_from(["drop", "add", "replace"])) if at else "add":
            case "drop":
                changed = without(changed, at)
            case "replace":
                changed = replaced(changed, at, copy.deepcopy(draw(st.sampled_from(WRONG_VALUES))))
            case _:
                holder = at if isinstance(inside(changed, at), dict) else ()
                changed = replaced(changed, (*holder, draw(st.sampled_from(WRONG_KEYS))), "x")
    return changed


FOLDERS = {
    "providers": "provider",
    "locations": "location",
    "reviews": "review",
    "invitations": "invitation",
    "imports": "import",
    "pages": "page",
    "policies": "policy",
    "responses": "response",
    "alerts": "alert",
    "posts": "post",
    "authorizations": "authorizations",
    "forms": "form",
    "media": "media",
}


ALONE = ("audiences", "channels", "team")
"""Kinds of which there is one file."""


def real_files() -> list[tuple[str, str]]:
    """Give kind and path of every content file of the repository."""
    found = [("site", "site.yaml")]
    found += [(kind, f"content/{kind}.yaml") for kind in ALONE if (REPOSITORY / f"content/{kind}.yaml").is_file()]
    for folder, kind in FOLDERS.items():
        paths = sorted((REPOSITORY / "content" / folder).rglob("*.md" if kind in FRONT_MATTER else "*.yaml"))
        found += [(kind, path.relative_to(REPOSITORY).as_posix()) for path in paths]
    found += [("theme", path.relative_to(REPOSITORY).as_posix()) for path in sorted(REPOSITORY.glob("themes/*/*.yaml"))]
    return found


def real_value(kind: str, path: str) -> Any:
    """Give the plain value of a content file of the repository."""
    data = (REPOSITORY / path).read_bytes()
    if kind in FRONT_MATTER:
        front = split_front_matter(data, path)
        assert not isinstance(front, list), front
        return front.node.plain()
    return read_plain(data)
