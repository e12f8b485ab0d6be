"""Writes a fictional site of any size, the same bytes for one size and seed: `python -m benchmarks.generate N FOLDER`.

N providers with 10 reviews each on average, unevenly as in life: the number of reviews falls with a provider's rank
(Zipf–Mandelbrot). Nothing in it is real: names are put together, telephone numbers are 555-01xx, addresses `.example`.
"""

from __future__ import annotations

import argparse
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks import words

MEAN_REVIEWS = 10
AS_OF = datetime.date(2026, 11, 24)
"""The day that everything is dated before; builds of this site take it for today."""

_FIRST_RANK = 10
"""Ranks are counted from here: otherwise one provider would have a tenth of all reviews."""
_DAYS = 1_000
_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PROVIDERS_A_LOCATION = 40

SITE = """\
# A made-up site for measurements: every person, place and review in it is fictional.
name: Fictional Benchmark Health
base_url: https://benchmark.example
description: "A made-up health group for measurements; nobody in it exists."
time_zone: America/Chicago
covered_entity: false
organization: {type: MedicalOrganization, phone: "+13125550100"}
contact: {reviews: "mailto:reviews@benchmark.example"}
reviews: {minimum_ratings: 3, window_months: 36, per_page: 20}
"""


def write_site(root: Path, count: int, seed: int = 1) -> int:
    """Write a site of `count` providers below `root`, where none may be yet; give the number of reviews."""
    rng = random.Random(seed)  # noqa: S311 - the same content every time is the point
    _write(root / "site.yaml", SITE)
    locations = [f"clinic-{number}" for number in range(1, count // _PROVIDERS_A_LOCATION + 4)]
    for number, location in enumerate(locations, 1):
        _write(root / f"content/locations/{location}.yaml", _location(rng, number))
    reviews = 0
    for number, share in enumerate(review_counts(count, rng), 1):
        given, family = words.person(rng)
        slug = f"{given}-{family}-{number}".lower()
        homes = rng.sample(locations, rng.choice((1, 1, 2, 3)))
        _write(root / f"content/providers/{slug}.yaml", _provider(rng, given, family, homes))
        for review_id, text in _reviews(rng, slug, homes, share):
            _write(root / f"content/reviews/{slug}/{review_id}.yaml", text)
        reviews += share
    return reviews


def review_counts(count: int, rng: random.Random) -> list[int]:
    """Give the number of reviews of each provider: together exactly ten times as many, the most-reviewed anywhere."""
    weights = [1 / (_FIRST_RANK + rank) for rank in range(count)]
    scale = MEAN_REVIEWS * count / sum(weights)
    counts: list[int] = []
    total = 0.0
    for weight in weights:
        before = round(total)
        total += weight * scale
        counts.append(round(total) - before)
    rng.shuffle(counts)
    return counts


def _location(rng: random.Random, number: int) -> str:
    street = f"{rng.randrange(1, 999)} {rng.choice(words.FAMILY)} Street"
    return f"""\
name: Fictional Clinic {number}
address: {{street: "{street}", locality: "{rng.choice(words.CITIES)}", region: IL, postal_code: "{60000 + number}"}}
phone: "+1312555{rng.randrange(100, 200):04}"
hours: {{mon-thu: "08:00-17:00", fri: "08:00-15:00"}}
parking: Two hours are free in the made-up garage under the building.
accessibility: [Step-free entrance, Hearing loop at the front desk]
"""


def _provider(rng: random.Random, given: str, family: str, homes: list[str]) -> str:
    kind, prefix, suffix, specialty = rng.choice(words.KINDS)
    practices = "".join(
        f'  - location: {home}\n    phone: "+1312555{rng.randrange(100, 200):04}"\n'
        f"    accepting_new_patients: {rng.choice(('true', 'false'))}\n"
        f'    hours: {{mon-wed: "08:00-12:00, 13:00-17:00", fri: "09:00-12:00"}}\n'
        for home in homes
    )
    since = rng.randrange(1990, 2022)
    bio = "\n\n".join(f"  {words.paragraph(rng, family)}" for _ in range(rng.choice((2, 3))))
    return f"""\
name: {{prefix: "{prefix}", given: {given}, family: {family}, suffix: "{suffix}"}}
kind: {kind}
specialties: ["{specialty}"]
languages: [en{rng.choice(("", ", es", ", fr", ", pl"))}]
locations:
{practices}credentials:
  - {{name: "Board certified in {specialty}", issuer: Fictional Board, since: {since}}}
education:
  - {{degree: "{suffix}", school: Fictional University, year: {since - 4}}}
conditions: [{", ".join(rng.sample(words.CONDITIONS, 4))}]
insurance: [Fictional Health PPO, Made-up Mutual HMO]
bio: |
{bio}
verified_on: {AS_OF - datetime.timedelta(days=rng.randrange(1, 80))}
"""


def _reviews(rng: random.Random, provider: str, homes: list[str], count: int) -> Iterator[tuple[str, str]]:
    """Give ids and files, oldest first; now and then one is its author's edit of the one before."""
    end = datetime.datetime.combine(AS_OF, datetime.time(), datetime.UTC)
    ages = sorted((rng.random() * _DAYS * 86_400 + 30 * 86_400 for _ in range(count)), reverse=True)
    earlier = source_id = ""
    for age in ages:
        review_id = "r-" + "".join(rng.choices(_ID_LETTERS, k=12))
        received = end - datetime.timedelta(seconds=round(age))
        is_edit = bool(earlier) and rng.random() < 0.005
        lines = [f"id: {review_id}", f"provider: {provider}", f"location: {rng.choice(homes)}"]
        if rng.random() < 0.97:
            lines.append(f"rating: {rng.choice((5, 5, 5, 5, 5, 4, 4, 3, 2, 1))}")
        if rng.random() < 0.3:
            lines.append(f"aspects: {{listens: {rng.randrange(1, 6)}, wait-time: {rng.randrange(1, 6)}}}")
        if rng.random() < 0.2:
            lines.append(f"title: {rng.choice(words.TITLES)}")
        lines += [
            f"text: |-\n  {words.review_text(rng)}",
            *([f"author: {rng.choice(words.GIVEN)} {rng.choice(words.FAMILY)[0]}."] if rng.random() < 0.8 else ()),
            "language: en",
            f"experienced: {received - datetime.timedelta(days=9):%Y-%m}",
            f"received_at: {received:%Y-%m-%dT%H:%M:%SZ}",
        ]
        elsewhere = not is_edit and rng.random() < 0.01
        new_id = f"sub_{rng.getrandbits(64):016x}"
        source_id = source_id if is_edit else new_id
        lines += [
            f"source: {'google-business-profile' if elsewhere else 'website-form'}",
            f"source_id: {source_id}",
            f"method: {'organic' if elsewhere else 'invited-all'}",
            f"verification: {'none' if elsewhere else 'visit-match'}",
        ]
        if is_edit:
            lines.append(f"supersedes: {earlier}")
        lines += ["moderation: {status: pending}"] if elsewhere else _moderation(rng, received)
        yield review_id, "\n".join(lines) + "\n"
        earlier = "" if elsewhere or is_edit else review_id


def _moderation(rng: random.Random, received: datetime.datetime) -> list[str]:
    """Give what was decided, mostly to publish, and now and then a reply."""
    chance = rng.random()
    decided = f"decided_at: {received + datetime.timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}, by: compliance"
    if chance < 0.02:
        return ["moderation: {status: pending}"]
    if chance < 0.05:
        return [f"moderation: {{status: withheld, reason: {rng.choice(words.REASONS)}, {decided}}}"]
    hidden = ""
    if chance < 0.08:
        hidden = ", hidden: [{segment: 1, reason: third-party-privacy}]"
    elif chance < 0.09:
        hidden = ", hidden_fields: [{field: author, reason: third-party-privacy}]"
    lines = [f"moderation: {{status: published, {decided}{hidden}}}"]
    if rng.random() < 0.09:
        lines.append(
            f"reply:\n  status: published\n  written_by: office-manager\n  approved_by: compliance\n"
            f"  published_at: {received + datetime.timedelta(days=5):%Y-%m-%dT%H:%M:%SZ}\n"
            f"  text: {rng.choice(words.REPLIES)}"
        )
    return lines


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def main() -> None:
    """Take size and folder from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Write a fictional site.")
    parser.add_argument("count", type=int, help="how many providers")
    parser.add_argument("folder", type=Path, help="where the site is written; must be new")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_site(arguments.folder, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
