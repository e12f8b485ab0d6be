"""Sites whose reviews wait for an answer, with the prepared responses of the sample."""

from __future__ import annotations

import datetime

from conftest import REPOSITORY, SiteFolder, review, review_id
from site_gen.load.documents import parse_review
from site_gen.model.review import Reply, Review

NOW = datetime.datetime(2026, 11, 24, 18, 30, 5, tzinfo=datetime.UTC)
SAFE = "Thank you for writing. Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."
UNSAFE = "Thank you for being our patient. We are sorry that your crown hurt."
FRENCH = "Merci beaucoup. Lors de votre rendez-vous du 3 mars nous avons soigné votre dent, et vous refusez de payer."
PUBLISHED = "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}"


def hours(count: float) -> datetime.timedelta:
    return datetime.timedelta(hours=count)


def prepared() -> str:
    """Give the archive of the sample's responses."""
    files = sorted((REPOSITORY / "content/responses").glob("*.md"))
    return "".join(f"-- content/responses/{file.name} --\n{file.read_text(encoding='utf-8')}" for file in files)


def reviewed(number: int = 1, *, extra: str = "", moderation: str = PUBLISHED, source: str = "", **more: object) -> str:
    """Give the archive entry of a published review, with more keys, perhaps of another source."""
    archive = review(number, extra="\n".join(part for part in (extra, moderation) if part), **more)
    return archive.replace("source: website-form", f"source: {source}") if source else archive


def replied(status: str, *, text: str = SAFE, written_at: str = "2026-03-20T10:00:00Z", more: str = "") -> str:
    """Give the key of a reply that stands somewhere on its way."""
    return f'reply: {{status: {status}, written_at: {written_at}, written_by: office, text: "{text}"{more}}}'


def path_of(number: int = 1) -> str:
    return f"content/reviews/ana-diaz/{review_id(number)}.yaml"


def review_of(folder: SiteFolder, number: int = 1) -> Review:
    read = parse_review((folder.root / path_of(number)).read_bytes(), path_of(number))
    assert isinstance(read, Review)
    return read


def reply_of(folder: SiteFolder, number: int = 1) -> Reply:
    reply = review_of(folder, number).reply
    assert reply is not None
    return reply
