"""Rules' examples as sites: a clean small site, changed as the example says."""

from __future__ import annotations

import copy
import datetime
import fnmatch
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from check.log_changes import LogChanges
from conftest import AS_OF
from site_gen.findings import Finding, Report, Severity
from site_gen.pipeline.build import build, check
from site_gen.pipeline.keys import verifier_text
from site_gen.pipeline.options import BuildOptions
from site_gen.reviewlog.sign import generate_signing_key

ORIGIN = "harbor.example/review-log"
WORDING = "content/wording/after-visit.txt"
FILES = {
    "site": "site.yaml",
    "location": "content/locations/downtown.yaml",
    "provider": "content/providers/ana-diaz.yaml",
    "review": "content/reviews/ana-diaz/r-000000000001.yaml",
}
"""What every example has."""
MORE = {
    "invitation": "content/invitations/spring.yaml",
    "import": "content/imports/spring.yaml",
}
"""What an example has if it says anything about it."""
CLEAN: dict[str, Any] = {
    "site": {
        "name": "Harbor Dental",
        "base_url": "https://harbor.example",
        "organization": {"type": "Dentist", "phone": "+13125550100"},
        "time_zone": "America/Chicago",
        "covered_entity": False,
    },
    "location": {
        "name": "Downtown",
        "address": {"street": "1 Main Street", "locality": "Chicago", "region": "IL", "postal_code": "60601"},
        "phone": "+13125550101",
    },
    "provider": {
        "name": {"prefix": "Dr.", "given": "Ana", "family": "Diaz", "suffix": "DDS"},
        "kind": "dentist",
        "specialties": ["General dentistry"],
        "languages": ["en"],
        "locations": [{"location": "downtown", "accepting_new_patients": True}],
        "bio": "Ana looks after teeth.",
    },
    "review": {
        "id": "r-000000000001",
        "provider": "ana-diaz",
        "rating": 4,
        "text": "The wait was long. Everybody was kind.",
        "author": "Walt",
        "received_at": "2026-03-10T12:00:01Z",
        "source": "website-form",
        "method": "invited-all",
        "moderation": {"status": "published", "decided_at": "2026-03-12T12:00:00Z", "by": "compliance"},
    },
    "invitation": {
        "id": "b-000000000001",
        "channel": "email",
        "period": {"first_on": datetime.date(2026, 3, 1), "last_on": datetime.date(2026, 3, 31)},
        "selection": "all-visits",
        "eligible": 40,
        "invited": 40,
        "links": ["https://harbor.example/review/"],
        "wording": "wording/after-visit.txt",
    },
    "import": {
        "id": "i-000000000001",
        "source": "press-ganey",
        "format": "csv",
        "file": "march.csv",
        "sha256": "0" * 64,
        "rows": 1,
        "taken_at": "2026-04-01T08:00:00Z",
        "parser": "csv-1",
    },
}
ASKED = "How was your visit? Tell us in your own words, whatever you thought of it.\n"
NOTICE = """\
---
title: Help in your language
description: Whom to ask for an interpreter.
---
Interpreters are free. Ask us, or call 312-555-0100.
"""
"""What every example of a covered entity has at `NOTICE_FILE`."""
NOTICE_FILE = "content/pages/language-assistance.md"
POLICY = """\
---
title: Reviews
version: "1"
effective_on: 2025-01-01
---
We show them all.
"""


def severity_in(example: str, usual: Severity) -> Severity:
    """Give how severe the findings of an example are: as its `says` tells, else as the rule's usually are."""
    return Severity(yaml.safe_load(example).get("says", usual))


def report_on(root: Path, example: str, *, sealed: bool) -> Report:
    """Make the site of an example in `root` and check it; `sealed` puts its reviews into a log first."""
    asked: dict[str, Any] = yaml.safe_load(_with_fillers(example))
    asked.pop("says", None)
    after = asked.pop("after seal", {})
    pages = asked.pop("page", {})
    against = asked.pop("against", None)
    if against is not None:
        write_text(root, "directory.csv", against)
    content = copy.deepcopy(CLEAN)
    key = generate_signing_key(ORIGIN)
    if sealed or after:
        content["site"]["log"] = {"origin": ORIGIN, "key": verifier_text(key)}
        write_text(root, "content/policies/review-policy.md", POLICY)
    _change(root, content, asked)
    if sealed or after:
        done = LogChanges(after)
        done.seal(root, key)
        _change(root, content, after, gone={"review"} if done.erased and "review" not in after else set())
        done.change(root, key)
    directory = root / "directory.csv" if against is not None else None
    options = BuildOptions(root=root, out=root / "public", as_of=AS_OF, jobs=1, against=directory)
    if not pages:
        return check(options)
    result = build(options)
    assert result.published, result.report.findings
    change_pages(options.out, pages)
    return check(BuildOptions(root=root, out=root / "unused", as_of=AS_OF, jobs=1, built=options.out))


def change_pages(public: Path, pages: dict[str, list[tuple[str, str]]]) -> None:
    """Replace texts in files of a built folder, which patterns name; `*` in a new text stands for a file's hash."""
    files = [path.relative_to(public).as_posix() for path in sorted(public.rglob("*")) if path.is_file()]
    for pattern, changes in pages.items():
        found = fnmatch.filter(files, pattern)
        assert found, f"no file {pattern}"
        for file in found:
            text = (public / file).read_text(encoding="utf-8")
            for old, new in changes:
                assert old in text, f"{old!r} is not in {file}"
                text = text.replace(old, _filled(new, files))
            (public / file).write_text(text, encoding="utf-8")


def _with_fillers(text: str) -> str:
    return re.sub(r"\{fill:(\d+)\}", lambda match: "x" * int(match[1]), text)


def _filled(text: str, files: list[str]) -> str:
    return re.sub(r"assets/[a-z]+\*\.[a-z]+", lambda match: fnmatch.filter(files, match[0])[0], text)


def line_of(root: Path, finding: Finding) -> str:
    """Give the line that a finding points at."""
    if finding.path.endswith(".html"):
        root = root / "public"
    lines = (root / finding.path).read_text(encoding="utf-8").splitlines()
    return lines[finding.line - 1] if finding.line else ""


def _change(root: Path, content: dict[str, Any], asked: dict[str, Any], gone: Collection[str] = ()) -> None:
    files = asked.pop("file", {})
    groups = asked.pop("reviews", [])
    for file, target in asked.pop("link", {}).items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).symlink_to(target)
    policy, wording = asked.pop("policy", None), asked.pop("wording", None)
    unknown = asked.keys() - FILES.keys() - MORE.keys()
    assert not unknown, f"an example changes {sorted([*FILES, *MORE])}, not {sorted(unknown)}"
    for name, file in [*FILES.items(), *((name, file) for name, file in MORE.items() if name in asked)]:
        content[name] = merged(content[name], asked.get(name, {}))
        if name not in gone:
            write_yaml(root, file, content[name])
    if content["site"]["covered_entity"]:
        write_text(root, NOTICE_FILE, NOTICE)
    if policy is not None:
        write_text(root, "content/policies/review-policy.md", f"{POLICY}{policy}\n")
    if wording is not None or "invitation" in asked:
        write_text(root, WORDING, wording or ASKED)
    for review in _many(content["review"], groups):
        write_yaml(root, f"content/reviews/{review['provider']}/{review['id']}.yaml", review)
    for file, text in files.items():
        if text is None and (root / file).is_dir():
            shutil.rmtree(root / file)
        elif text is None:
            (root / file).unlink()
        else:
            write_text(root, file, text)


def _many(clean: dict[str, Any], groups: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give the reviews that `reviews:` asks for in short.

    A group is a merge patch of the clean review and says how many there are of it (`count`), how many days lie between
    their receipts (`every_days`, 7 unless said), and after how many days each is decided (`decided_after_days`, 2).
    They have no text unless the group gives one, whose `{n}` is the number of the review.
    """
    number = 1
    for group in groups:
        patch = dict(group)
        count, every = patch.pop("count", 1), patch.pop("every_days", 7)
        days = patch.pop("decided_after_days", 2)
        first = datetime.datetime.fromisoformat(patch.pop("received_at", "2025-01-06T12:00:00Z"))
        for place in range(count):
            number += 1
            received = first + datetime.timedelta(days=every * place)
            decided = {"moderation": {"decided_at": _instant(received + datetime.timedelta(days=days))}}
            own = {"id": f"r-{number:012}", "received_at": _instant(received), "text": None, "author": None}
            review = merged(merged(merged(clean, own), decided), patch)
            if review.get("moderation", {}).get("status") == "pending":
                review["moderation"] = {"status": "pending"}
            for key, value in review.items():
                review[key] = value.replace("{n}", str(number)) if isinstance(value, str) else value
            yield review


def _instant(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def merged(value: Any, patch: Any) -> Any:
    """Give a value with a merge patch applied (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(value) if isinstance(value, dict) else {}
    for key, change in patch.items():
        if change is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), change)
    return result


def write_yaml(root: Path, file: str, value: Any) -> None:
    write_text(root, file, yaml.safe_dump(value, sort_keys=False, allow_unicode=True))


def write_text(root: Path, file: str, text: str | bytes) -> None:
    place = root / file
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
