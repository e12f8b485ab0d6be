"""Whole sites in a string: `-- path --` begins a file, the lines up to the next one are its content."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

from site_gen.findings import Finding, Report
from site_gen.pipeline.build import build
from site_gen.pipeline.options import BuildOptions, BuildResult

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True)
settings.load_profile("dev")

REPOSITORY = Path(__file__).parents[1]
AS_OF = datetime.date(2026, 11, 24)

SITE = """\
-- site.yaml --
name: Harbor Dental
base_url: https://harbor.example
organization: {type: Dentist, phone: "+13125550100"}
time_zone: America/Chicago
covered_entity: false
-- content/locations/downtown.yaml --
name: Downtown
address: {street: 1 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550101"
-- content/providers/ana-diaz.yaml --
name: {prefix: Dr., given: Ana, family: Diaz, suffix: DDS}
kind: dentist
specialties: [General dentistry]
languages: [en, es]
locations: [{location: downtown, accepting_new_patients: true}]
bio: Ana looks after teeth.
"""


EVERYWHERE = frozenset({"GOO601"})
"""What every site with an average is told."""


def its_own(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings that not every site has."""
    return tuple(one for one in findings if one.code not in EVERYWHERE)


class Public:
    """A built output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def bytes(self, file: str) -> bytes:
        return (self.folder / file).read_bytes()

    def html(self, file: str) -> BeautifulSoup:
        return BeautifulSoup(self.bytes(file), "html.parser")

    def text(self, file: str) -> str:
        """Give the visible words of a page, white space folded."""
        page = self.html(file)
        for hidden in page(["script", "style", "svg"]):
            hidden.decompose()
        return " ".join(page.get_text(" ").split())

    def tree(self) -> dict[str, bytes]:
        """Give every file with its content."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


class SiteFolder:
    """A site that a test writes, changes and builds."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, archive: str) -> SiteFolder:
        for file, content in read_archive(archive).items():
            place = self.root / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8")
        return self

    def edit(self, file: str, old: str, new: str) -> None:
        place = self.root / file
        text = place.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        place.write_text(text.replace(old, new), encoding="utf-8")

    def options(self, **changes: object) -> BuildOptions:
        values: dict[str, object] = {"root": self.root, "out": self.root / "public", "as_of": AS_OF, "jobs": 1}
        return BuildOptions(**{**values, **changes})  # type: ignore[arg-type]

    def try_build(self, **changes: object) -> BuildResult:
        return build(self.options(**changes))

    def build(self, **changes: object) -> Public:
        result = self.try_build(**changes)
        assert result.published, "\n".join(f"{f.path}:{f.line}: {f.message}" for f in result.report.findings)
        return Public(self.options(**changes).out)

    def findings(self, **changes: object) -> tuple[Finding, ...]:
        return its_own(self.report(**changes).findings)

    def report(self, **changes: object) -> Report:
        return self.try_build(**changes).report


def read_archive(archive: str) -> dict[str, str]:
    """Read the form of a whole site in a string."""
    parts = re.split(r"^-- (\S+) --\n", archive, flags=re.MULTILINE)
    assert not parts[0].strip(), "an archive begins with -- path --"
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], SiteFolder]:
    """Give a function that makes a small valid site with the files of an archive added or replaced."""

    def make(archive: str = "") -> SiteFolder:
        return SiteFolder(tmp_path / "site").write(SITE).write(archive)

    return make


def review(number: int, *, rating: int | None = 5, text: str = "", month: str = "2026-03", extra: str = "") -> str:
    """Give the archive entry of one published review of Ana Diaz."""
    lines = [
        f"-- content/reviews/ana-diaz/{review_id(number)}.yaml --",
        f"id: {review_id(number)}",
        "provider: ana-diaz",
        f"rating: {rating}" if rating is not None else "",
        f"text: {text!r}" if text else "",
        f"received_at: {month}-10T12:00:{number % 60:02}Z",
        "source: website-form",
        "method: invited-all",
        extra or f"moderation: {{status: published, decided_at: {month}-12T12:00:00Z, by: compliance}}",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def review_id(number: int) -> str:
    return f"r-{number:012}"
