"""Ways to change published pages, and the command that outsiders look at them with."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeAlias
from unittest.mock import patch

import pytest

from conftest import AS_OF, review_id
from site_gen.cli.main import run
from site_gen.verify.claims import Claim
from verify.copies import Copy
from verify.sites import ANA, ANA_1

Capture: TypeAlias = pytest.CaptureFixture[bytes]
Change: TypeAlias = Callable[[Copy], Any]
"""Changes a copy in place."""

FIRST, LATE, MARKED, EMPLOYEE, WITHHELD = (review_id(number) for number in (1, 2, 3, 4, 5))
REPLACED, PENDING, BINARY, SILENCED, EDITED = (review_id(number) for number in (6, 7, 8, 9, 14))
TEXT, LATE_TEXT = "Kind and quick. I came back twice.", "Waited 50 minutes. Nobody said sorry."
PROFILE = f"{ANA}index.html"
SITE_FILE = "review-log/site.json"

_ARTICLE = re.compile(r"(<article class=\"review\".*?</article>)", re.DOTALL)
_LIST = '<div class="review-list" data-reviews>'
_MARKUP = '<script type="application/ld+json">'
_OUTCOME = re.compile(r"^(proven|FAILED|not checked) +([a-z-]+)  ", re.MULTILINE)


class Answer(NamedTuple):
    """What the command said: its exit code, the outcome of every claim, and what it wrote."""

    code: int
    outcomes: dict[str, str]
    out: bytes
    err: bytes

    @property
    def failed(self) -> set[str]:
        return {claim for claim, outcome in self.outcomes.items() if outcome == "FAILED"}


def verify_command(copy: Copy, capture: Capture, *arguments: str, target: str = "") -> Answer:
    """Run `site-gen verify` on a copy or something else, on the day of the tests; by default with the site's key."""
    capture.readouterr()
    noon = datetime.datetime.combine(AS_OF, datetime.time(12), datetime.UTC)
    clock = SimpleNamespace(datetime=SimpleNamespace(now=lambda _zone: noon), UTC=datetime.UTC)
    with patch("site_gen.cli.verify.datetime", clock):
        key = ("--key", copy.site.vkey)
        code = run(["verify", target or str(copy.public), "--jobs", "1", *(arguments or key)])
    out, err = capture.readouterr()
    outcomes = {claim: outcome for outcome, claim in _OUTCOME.findall(out.decode())}
    return Answer(code, outcomes, out, err)


def cases(table: Mapping[str, Change], claim: Claim) -> list[Any]:
    """Give the rows of a table as cases with the claim that must fail."""
    return [pytest.param(change, claim, id=name) for name, change in table.items()]


def check_noticed(copy: Copy, change: Change, claim: Claim, capture: Capture) -> None:
    """Check that the command fails after a change, and names the claim."""
    change(copy)
    assert copy.kept is None or copy.kept.changed(), "nothing was changed"
    answer = verify_command(copy, capture)
    assert (answer.code, claim in answer.failed) == (1, True), answer.out.decode()
    assert answer.out.decode().splitlines()[-1].startswith("FAILED: ")


def articles(copy: Copy, path: str) -> list[str]:
    """Give the reviews of a page, from the first to the last tag."""
    return _ARTICLE.findall(copy.bytes(path).decode())


def change_article(copy: Copy, review: str, change: Callable[[str], str]) -> None:
    """Change one review on every page that shows it."""
    found = False
    for path in [*copy.pages(), *copy.pages("ben-ode")]:
        parts = _ARTICLE.split(copy.bytes(path).decode())
        changed = [change(part) if f'id="review-{review}"' in part else part for part in parts]
        found = found or changed != parts
        copy.write(path, "".join(changed).encode())
    assert found, f"nothing of {review} was changed"


def inside(old: str, new: str, review: str = LATE) -> Change:
    """Replace a part of a review wherever it is shown; an old part that begins with `re:` is a pattern."""
    pattern, replacement = _pattern(old, new)
    return lambda copy: change_article(copy, review, lambda article: pattern.sub(replacement, article))


def behind(extra: str | Callable[[str], str], review: str = FIRST) -> Change:
    """Put something behind a review, perhaps something made of it, wherever it is shown."""
    return lambda copy: change_article(
        copy, review, lambda article: article + (extra if isinstance(extra, str) else extra(article))
    )


def edit(path: str, old: str, new: str) -> Change:
    """Replace a part of one file once; an old part that begins with `re:` is a pattern."""

    def change(copy: Copy) -> None:
        pattern, replacement = _pattern(old, new)
        changed, count = pattern.subn(replacement, copy.bytes(path).decode(), count=1)
        assert count, f"{old!r} is not in {path}"
        copy.write(path, changed.encode())

    return change


def _pattern(old: str, new: str) -> tuple[re.Pattern[str], str]:
    if old.startswith("re:"):
        return re.compile(old[3:], re.DOTALL), new
    return re.compile(re.escape(old)), new.replace("\\", "\\\\")


def everywhere(old: str, new: str) -> Change:
    """Replace something on every page of a provider in every language, in words and markup."""
    return lambda copy: copy.edit_pages(old, new)


def before_list(extra: str) -> Change:
    """Put something in front of the reviews of one page."""
    return edit(ANA_1, _LIST, extra + _LIST)


def around_list(opening: str, closing: str) -> Change:
    """Put the reviews of one page into something."""

    def change(copy: Copy) -> None:
        found = articles(copy, ANA_1)
        copy.edit(ANA_1, found[0], opening + found[0])
        copy.edit(ANA_1, found[-1], found[-1] + closing)

    return change


def in_head(extra: str) -> Change:
    """Add something to the head of one page."""
    return edit(ANA_1, "<title>", f"{extra}<title>")


def markup(change: Callable[[Any], Any]) -> Change:
    """Change the JSON-LD of one page: in place, or by what is given back."""

    def rewrite(copy: Copy) -> None:
        head, rest = copy.bytes(ANA_1).decode().split(_MARKUP, 1)
        block, end, tail = rest.partition("</script>")
        value = json.loads(block)
        changed = change(value)
        text = json.dumps(value if changed is None else changed).replace("<", "\\u003c")
        copy.write(ANA_1, (head + _MARKUP + text + end + tail).encode())

    return rewrite


def json_file(path: str, change: Callable[[Any], Any]) -> Change:
    """Change a JSON file, in canonical form."""

    def rewrite(copy: Copy) -> None:
        value = copy.json(path)
        changed = change(value)
        copy.write_json(path, value if changed is None else changed)

    return rewrite


def all_of(*changes: Change) -> Change:
    """Do several things."""
    return lambda copy: [change(copy) for change in changes]
