"""What is done to a site, in the words of the table: by anybody to what is public, by the holder to its source."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

from conftest import SiteFolder, review
from site_gen.reviewlog.sign import generate_signing_key
from verify.copies import Copy
from verify.sites import BEN, DECIDED, LOG, ORIGIN
from verify.tampering import (
    EMPLOYEE,
    FIRST,
    LATE,
    LATE_TEXT,
    SILENCED,
    TEXT,
    Change,
    all_of,
    articles,
    behind,
    everywhere,
    inside,
    json_file,
)

CONTENT = "content/reviews/ana-diaz"
LATE_FILE = f"{CONTENT}/{LATE}.yaml"
NODE = '"review":[{"@type":"Review","author":"A","reviewBody":"Best!","reviewRating":{"ratingValue":5}},'
MARK = '<mark class="redaction" data-segment="1" data-reason="abusive">[hidden: abusive]</mark>'
REPLY = '<div class="reply"><p data-field="reply" data-value="Sorry." data-outcome="none">Sorry.</p></div>'
SEGMENT = "status: published, hidden: [{segment: 1, reason: abusive}],"


def move_to_another_provider(copy: Copy) -> None:
    behind(articles(copy, f"{BEN}index.html")[0])(copy)


def hide_pages(copy: Copy) -> None:
    shutil.rmtree(copy.public / BEN)
    json_file(f"{LOG}site.json", lambda site: site["providers"].pop("ben-ode") and None)(copy)


def below_the_checkpoint(change: Callable[[list[bytes]], list[bytes]]) -> Change:
    """Write another log below the checkpoint as it is."""

    def rewrite(copy: Copy) -> None:
        checkpoint = copy.bytes(f"{LOG}checkpoint")
        copy.write_log(change(copy.entries()))
        copy.write(f"{LOG}checkpoint", checkpoint)

    return rewrite


def is_late(entry: bytes) -> bool:
    return b'"value":1}' in entry and b'"type":"review"' in entry


def swapped(entries: list[bytes]) -> list[bytes]:
    first, second = [at for at, entry in enumerate(entries) if b'"type":"review"' in entry][:2]
    entries[first], entries[second] = entries[second], entries[first]
    return entries


def shorten(copy: Copy) -> None:
    size = len(copy.entries())
    copy.edit(f"{LOG}checkpoint", f"\n{size}\n", f"\n{size - 5}\n")


def sign_by_another(copy: Copy) -> None:
    copy.write_log(copy.entries(), generate_signing_key(ORIGIN))


ANYBODY: dict[str, Change] = {
    "nothing": lambda _copy: None,
    "a word is changed": everywhere("Waited 50 minutes", "Waited 5 minutes"),
    "a star is changed": all_of(
        inside('data-value="1" data-best', 'data-value="5" data-best'),
        inside('data-fill width="20"', 'data-fill width="100"'),
        inside(">1 of 5<", ">5 of 5<"),
        everywhere('"ratingValue":1,', '"ratingValue":5,'),
    ),
    "a date is changed": all_of(
        inside("2026-02", "2026-03"),
        inside(">February", ">March"),
        everywhere('"2026-02","name":"L', '"2026-03","name":"L'),
    ),
    "a review is moved to another provider": move_to_another_provider,
    "two texts are swapped": all_of(everywhere(TEXT, "@@"), everywhere(LATE_TEXT, TEXT), everywhere("@@", LATE_TEXT)),
    "a bad review is deleted from pages": lambda copy: copy.remove_article(LATE),
    "a bad review is deleted from openings": json_file(
        f"{LOG}openings/ana-diaz.json",
        lambda value: {**value, "reviews": [one for one in value["reviews"] if one["id"] != LATE]},
    ),
    "a bad review is deleted from the log": below_the_checkpoint(
        lambda entries: [entry for entry in entries if not is_late(entry)]
    ),
    'the label "employee" is dropped': inside('re:<li [^>]*data-label="relationship".*?</li>\n', "", EMPLOYEE),
    "a provider's pages are hidden": hide_pages,
    "a reply is shown after its removal": inside("<ul", f"{REPLY}<ul", SILENCED),
    "markup has a review without an index": everywhere('"review":[', NODE),
    "a review is inserted": behind('<div class="review"><p>Best dentist in town!</p></div>', FIRST),
    "a segment is hidden without a decision": inside("Nobody said sorry.", MARK),
    "entries are reordered": below_the_checkpoint(swapped),
    "the log is truncated": shorten,
    "the key is forged, or another": sign_by_another,
}


def move_file(site: SiteFolder) -> None:
    shutil.move(site.root / LATE_FILE, site.root / f"content/reviews/ben-ode/{LATE}.yaml")
    site.edit(f"content/reviews/ben-ode/{LATE}.yaml", "provider: ana-diaz", "provider: ben-ode")


def swap_texts(site: SiteFolder) -> None:
    site.edit(LATE_FILE, LATE_TEXT, TEXT)
    site.edit(f"{CONTENT}/{FIRST}.yaml", TEXT, LATE_TEXT)


def drop(site: SiteFolder) -> None:
    (site.root / LATE_FILE).unlink()


def drop_provider(site: SiteFolder) -> None:
    (site.root / "content/providers/ben-ode.yaml").unlink()
    shutil.rmtree(site.root / "content/reviews/ben-ode")


def insert(site: SiteFolder) -> None:
    shown = f"moderation: {{status: published, {DECIDED}}}"
    site.write(review(99, rating=5, text="Best dentist in town.", month="2026-01", extra=shown))


def edited(path: str, old: str, new: str) -> Callable[[SiteFolder], None]:
    return lambda site: site.edit(path, old, new)


HOLDER: dict[str, Callable[[SiteFolder], Any]] = {
    "a word is changed": edited(LATE_FILE, "Waited 50 minutes", "Waited 5 minutes"),
    "a star is changed": edited(LATE_FILE, "rating: 1", "rating: 5"),
    "a date is changed": edited(LATE_FILE, "received_at: 2026-02", "received_at: 2026-03"),
    "a review is moved to another provider": move_file,
    "two texts are swapped": swap_texts,
    "a bad review is deleted from pages": drop,
    "a bad review is deleted from content": drop,
    "a bad review is deleted from openings": drop,
    "a bad review is deleted from the log": drop,
    'the label "employee" is dropped': edited(f"{CONTENT}/{EMPLOYEE}.yaml", "relationship: employee\n", ""),
    "a provider's pages are hidden": drop_provider,
    "a reply is shown after its removal": edited(
        f"{CONTENT}/{SILENCED}.yaml", "{status: approved", "{status: published"
    ),
    "markup has a review without an index": insert,
    "a review is inserted": insert,
    "a segment is hidden without a decision": edited(LATE_FILE, "status: published,", SEGMENT),
    "entries are reordered": edited(LATE_FILE, "received_at: 2026-02-10", "received_at: 2026-02-11"),
    "a rewritten log is signed": edited(LATE_FILE, "title: Late", "title: Early"),
}
