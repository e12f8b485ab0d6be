"""What each role has to do as a letter: text to paste, and drafts of e-mails (RFC 5322). Nothing is ever sent.

Content has no addresses of people, so that a draft has no sender, receiver or date: whoever sends it adds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from site_gen.report.freshness.words import MOST_SHOWN, to_do, told
from site_gen.report.freshness.work import CSV_FILE, MAIL_FOLDER, TO_DO, Freshness, Owner, State
from site_gen.report.printable import printable

_NOBODY_FILE = "nobody"
_ON_ONE_LINE = SMTP.clone(max_line_length=998)
"""Subjects stay on their line up to the limit of RFC 5322, 2.1.1; some programs show a blank where they are folded."""
_RULE = "-" * 72
_HEADS: dict[State, str] = {"late": "Past its day", "undated": "Never looked at, as far as we know", "due": "Soon"}


class Letter(NamedTuple):
    """What a role is told; `file` is its place in the folder of the report."""

    file: str
    subject: str
    body: str


def letters(work: Freshness) -> tuple[Letter, ...]:
    """Give a letter for every role that has something to do."""
    return tuple(
        Letter(
            file=f"{MAIL_FOLDER}/{owner.role or _NOBODY_FILE}.eml",
            subject=_one_line(f"{work.practice}: {_counted(work, owner)} ({owner.name})"),
            body="\n".join(_body(work, owner)) + "\n",
        )
        for owner in work.owners
    )


def format_letters(written: tuple[Letter, ...]) -> str:
    """Give all letters as plain text, each with its subject first and a line between two of them."""
    return f"\n{_RULE}\n\n".join(f"Subject: {one.subject}\n\n{one.body}" for one in written)


def format_draft(letter: Letter) -> bytes:
    """Give a letter as a file that mail programs open as a draft (`X-Unsent`), and that a mailer takes."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"
    message.set_content(letter.body, cte="quoted-printable")
    return message.as_bytes(policy=_ON_ONE_LINE)


def _counted(work: Freshness, owner: Owner) -> str:
    late, undated, due = (len(work.in_state(state, owner.role)) for state in TO_DO)
    return f"{late:,} late, {f'{undated:,} without a day, ' if undated else ''}{due:,} due by {work.until}"


def _body(work: Freshness, owner: Owner) -> Iterator[str]:
    yield _one_line(f"For: {', '.join(owner.members) or 'nobody yet'}")
    yield _one_line(f"What {owner.name} sees to at {work.practice}, as of {work.as_of}.")
    if owner.stands_in_for:
        yield _one_line(f"Standing in for {', '.join(owner.stands_in_for)}.")
    left = MOST_SHOWN
    for state in TO_DO:
        items = work.in_state(state, owner.role)
        if items and left:
            yield f"\n{_HEADS[state]} ({len(items):,})"
        for item in items[:left]:
            yield f"\n* {told(item)}{f' (last day {item.due_on})' if item.due_on else ''}"
            yield f"  {to_do(item, work.as_of)}"
            yield f"  {printable(item.path)}"
        left -= min(left, len(items))
    more = len(work.of(owner.role)) - MOST_SHOWN
    if more > 0:
        yield f"\nAnd {more:,} more, all in {CSV_FILE}."


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))
