"""Rules' examples as sites: a clean small site, changed as the example says."""

from __future__ import annotations

import copy
import fnmatch
import re
from pathlib import Path
from typing import Any

import yaml

from conftest import AS_OF
from site_gen.findings import Finding, Report
from site_gen.pipeline.build import build, check
from site_gen.pipeline.keys import KeySource, verifier_text
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.reviewlog.sign import SigningKey, format_signing_key, generate_signing_key

ORIGIN = "harbor.example/review-log"
FILES = {
    "site": "site.yaml",
    "location": "content/locations/downtown.yaml",
    "provider": "content/providers/ana-diaz.yaml",
    "review": "content/reviews/ana-diaz/r-000000000001.yaml",
}
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
}
POLICY = """\
---
title: Reviews
version: "1"
effective_on: 2025-01-01
---
We show them all.
"""


def report_on(root: Path, example: str, *, sealed: bool) -> Report:
    """Make the site of an example in `root` and check it; `sealed` puts its reviews into a log first."""
    asked: dict[str, Any] = yaml.safe_load(example)
    after = asked.pop("after seal", {})
    pages = asked.pop("page", {})
    content = copy.deepcopy(CLEAN)
    key = generate_signing_key(ORIGIN)
    if sealed or after:
        content["site"]["log"] = {"origin": ORIGIN, "key": verifier_text(key)}
        _write(root, "content/policies/review-policy.md", POLICY)
    _change(root, content, asked)
    if sealed or after:
        _seal(root, key)
        _change(root, content, after)
    options = BuildOptions(root=root, out=root / "public", as_of=AS_OF, jobs=1)
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


def _filled(text: str, files: list[str]) -> str:
    text = re.sub(r"\{fill:(\d+)\}", lambda match: "x" * int(match[1]), text)
    return re.sub(r"assets/[a-z]+\*\.[a-z]+", lambda match: fnmatch.filter(files, match[0])[0], text)


def line_of(root: Path, finding: Finding) -> str:
    """Give the line that a finding points at."""
    if finding.path.endswith(".html"):
        root = root / "public"
    lines = (root / finding.path).read_text(encoding="utf-8").splitlines()
    return lines[finding.line - 1] if finding.line else ""


def _change(root: Path, content: dict[str, Any], asked: dict[str, Any]) -> None:
    files = asked.pop("file", {})
    unknown = asked.keys() - FILES.keys()
    assert not unknown, f"an example changes {sorted(FILES)} or file, not {sorted(unknown)}"
    for name, file in FILES.items():
        content[name] = merged(content[name], asked.get(name, {}))
        _write(root, file, yaml.safe_dump(content[name], sort_keys=False, allow_unicode=True))
    for file, text in files.items():
        _write(root, file, text)


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


def _write(root: Path, file: str, text: str) -> None:
    place = root / file
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def _seal(root: Path, key: SigningKey) -> None:
    source = KeySource(root.parent / "keys", text=format_signing_key(key))
    result = seal(SealOptions(root=root, as_of=AS_OF, key=source))
    assert result.checkpoint is not None, "\n".join(finding.message for finding in result.findings)
