"""A site whose every text is hostile: reviews come in by `intake`, the rest is YAML as an agency would write it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from seal.sealing import SealedSite

from site_gen.check.gates import blocks_pages
from site_gen.cli.main import run
from site_gen.findings import Report
from site_gen.load.documents import parse_review
from site_gen.model.review import Review

A_PROVIDER = 25
"""So many strings stand in each profile and in its reviews."""
LETTERS = "abcdefghijklmnop"
MAPPING = """\
source: vendor
columns: {id: source_id, at: received_at, who: provider, stars: rating, title: title, text: text, by: author}
"""
DECIDED = "moderation: {status: published, decided_at: 2026-05-01T12:00:00Z, by: compliance}\n"


_SEALED = ("content/reviews/", "content/policies/")
_PROSE = ("bio", "parking", "transit")
_PICTURE = re.compile(r"<\W*(?:img|image|video|audio|picture|source)|!\[", re.IGNORECASE)
"""What a page may not hold without an alternative, or where nothing is: rules refuse the page (PAG851, PAG852)."""


class Planted(NamedTuple):
    """What came of strings: how many were given, what reviews say with them, and what refused them, how often."""

    strings: int
    said: tuple[str, ...]
    refused: Counter[str]


class HostileSite(SealedSite):
    """A site with a log, in which strings are planted."""

    def plant(self, strings: Sequence[str]) -> Planted:
        """Put each string into a review and into what the practice writes; publish all reviews."""
        groups = [strings[at : at + A_PROVIDER] for at in range(0, len(strings), A_PROVIDER)]
        self._write_team(strings)
        for number, group in enumerate(groups):
            self._write_owned(number, group)
        refused: Counter[str] = Counter()
        for form, files in (("csv", self._tables), ("netlify-forms", self._submissions)):
            for place in files(groups):
                given = ["--map", str(self.root.parent / "map.yaml")] if form == "csv" else []
                code = run(
                    ["-C", str(self.root), "intake", form, str(place), *given, "--skip-invalid", "--accept-encoding"]
                )
                assert code in (0, 1), place
        reviews = list(self._published(strings))
        refused["intake"] = len(strings) - len(reviews)
        refused["no words"] = reviews.count("")
        given_words = {re.sub(r"\r\n?", "\n", one).strip() for one in strings}
        changed = [one for one in reviews if one and one.strip() not in given_words]
        assert not changed, changed[:3]
        return Planted(len(strings), tuple(filter(None, reviews)), refused)

    def published(self) -> Counter[str]:
        """Build, and put harmless words where a rule refuses what the practice writes; give the codes of the rules."""
        refused: set[tuple[str, str]] = set()
        for _ in range(12):
            result = self.try_build()
            if result.published:
                return Counter(code for _, code in refused)
            for path, codes in _errors(result.report).items():
                refused.update((path, code) for code in codes)
                if not path.startswith(_SEALED):
                    self._disarm(path)
        raise AssertionError([one for one in result.report.errors if blocks_pages(one)])

    def _disarm(self, path: str) -> None:
        """Take out of a file, or of the one that a page is made of, pictures first and then all words of Markdown."""
        made = re.fullmatch(r"(?:es/)?(providers|news|policies|locations)?/?([a-z]+-[0-9]+)/.*", path)
        place = self.root / path
        if made is not None:
            kind = {"news": "posts", None: "pages"}.get(made[1], made[1])
            (place,) = (self.root / f"content/{kind}").glob(f"{made[2]}.*")
        if place.parent.name == "responses":
            place.unlink()
            return
        text = place.read_text("utf-8")
        first, marker = ("---\n", "---\n") if place.suffix == ".md" else ("", "")
        value = yaml.safe_load(text.split("---\n", 2)[1] if first else text)
        words = {"@body": text.split("---\n", 2)[2]} if first else {k: value[k] for k in _PROSE if k in value}
        kept = {
            key: "\n\n".join(one for one in said.split("\n\n") if not _PICTURE.search(one))
            for key, said in words.items()
        }
        if kept == words:
            kept = dict.fromkeys(words, "Nothing.")
        body = kept.pop("@body", "")
        place.write_text(f"{first}{_yaml(value | kept)}{marker}{body}", "utf-8")

    def _write_team(self, strings: Sequence[str]) -> None:
        """Write who works here, whom the practice wants to reach, and where."""
        names = [one[:300] for one in strings]
        self._yaml(
            "content/channels.yaml",
            {
                "channels": [
                    {"id": "website", "name": names[0], "platform": "website"},
                    {"id": "newsletter", "name": names[-1], "platform": "newsletter", "account": names[1]},
                ]
            },
        )
        audiences = [{"id": f"a-{at}", "name": one, "ages": ["65+"], "note": one} for at, one in enumerate(names[:25])]
        self._yaml("content/audiences.yaml", {"audiences": audiences})
        members = [{"id": f"m-{at}", "name": one, "roles": ["compliance"]} for at, one in enumerate(names[:25])]
        roles = [{"id": "compliance", "name": names[2], "duties": ["moderate", "policies"]}]
        self._yaml("content/team.yaml", {"roles": roles, "members": members})

    def _write_owned(self, number: int, group: Sequence[str]) -> None:
        slug = f"p-{number}"
        text = [one[:500] for one in group]
        part = [one[:100] for one in group]
        body = "\n\n".join(one for one in group if not _PICTURE.search(one))
        at = [text[place % len(text)] for place in range(40)]
        name = [part[place % len(part)] for place in range(5)]
        self._yaml(
            f"content/locations/l-{number}.yaml",
            {
                "name": at[3], "address": {"street": at[4], "locality": at[5], "region": at[6], "postal_code": at[7]},
                "phone": "+13125550101", "accessibility": at[8:10], "insurance": at[10:12],
                "parking": "\n\n".join(text[:12]), "transit": "\n\n".join(text[12:]),
                "review_links": {"form": "https://forms.example/review"},
            },
        )  # fmt: skip
        self._yaml(
            f"content/providers/{slug}.yaml",
            {
                "name": {"prefix": name[0], "given": name[1], "middle": name[2], "family": name[3], "suffix": name[4]},
                "kind": "dentist", "specialties": at[5:7], "languages": ["en"], "pronouns": at[7],
                "photo": {"file": "media/x.svg", "alt": at[8]},
                "locations": [{"location": f"l-{number}", "accepting_new_patients": True, "insurance": at[9:11]}],
                "credentials": [{"name": at[11], "issuer": at[12]}],
                "education": [{"degree": at[13], "school": at[14]}],
                "affiliations": [{"hospital": at[15], "url": "https://hospital.example/"}],
                "conditions": at[16:19], "procedures": at[19:22], "insurance": at[22:24],
                "bio": body[:90_000],
            },
        )  # fmt: skip
        sealed = "\n\n".join(one for one in group if not re.search(r"<|\]\s*[(:\[]", one))  # not to be mended later
        front = {"title": at[0], "description": at[1], "nav": 1}
        self._text(f"content/pages/page-{number}.md", front, body)
        front = {
            "title": at[2], "summary": at[3], "date": "2026-05-01T09:00:00Z", "key_facts": at[4:6],
            "status": "approved", "approvals": [{"by": "compliance", "on": "2026-04-30"}], "channels": ["newsletter"],
            "audiences": ["a-0"],
        }  # fmt: skip
        self._text(f"content/posts/post-{number}.md", front, body)
        self._text(f"content/policies/policy-{number}.md", {"title": at[6], "version": "1"}, sealed)
        self._text(f"content/responses/response-{number}.md", {"title": at[7], "topic": "thanks"}, "\n\n".join(group))
        self._yaml(
            f"content/alerts/alert-{number}.yaml",
            {
                "title": at[8], "text": at[9], "severity": "warning", "scope": {"locations": [f"l-{number}"]},
                "starts_at": "2026-05-01T00:00:00Z", "ends_at": "2027-05-01T00:00:00Z",
                "source": {"name": at[10], "url": "https://water.example/"}, "approved_by": "compliance",
                "approved_on": "2026-05-01",
            },
        )  # fmt: skip
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
        (self.root / "content/media").mkdir(exist_ok=True)
        (self.root / "content/media/x.svg").write_text(drawing)

    def _tables(self, groups: Sequence[Sequence[str]]) -> Iterator[Path]:
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(["id", "at", "who", "stars", "title", "text", "by"])
        for number, group in list(enumerate(groups))[::2]:
            for place, one in enumerate(group):
                row = [f"{number}.{place}", _received(place), f"p-{number}", place % 5 + 1, one[:500], one, one[:500]]
                writer.writerow(row)
        (self.root.parent / "map.yaml").write_text(MAPPING)
        place = self.root.parent / "export.csv"
        place.write_bytes(file.getvalue().encode("utf-8", "surrogatepass"))
        yield place

    def _submissions(self, groups: Sequence[Sequence[str]]) -> Iterator[Path]:
        items = [
            {
                "id": f"{number}-{place}", "form_name": "review", "created_at": _received(place),
                "data": {
                    "provider": f"p-{number}", "rating": str(place % 5 + 1), "review": one, "name": one[:500],
                    "title": one[:500],
                },
            }
            for number, group in list(enumerate(groups))[1::2]
            for place, one in enumerate(group)
        ]  # fmt: skip
        place = self.root.parent / "submissions.json"
        place.write_text(json.dumps(items), "utf-8")
        if items:
            yield place

    def _published(self, strings: Sequence[str]) -> Iterator[str]:
        """Publish every review with a reply of the same words; give what each says."""
        for place in sorted((self.root / "content/reviews").rglob("*.yaml")):
            path = place.relative_to(self.root).as_posix()
            review = parse_review(place.read_bytes(), path)
            assert isinstance(review, Review), review
            if review.text is None:
                yield ""
                continue
            reply = {
                "status": "published", "published_at": "2026-06-01T12:00:00Z", "approved_by": "compliance",
                "text": review.text,
            }  # fmt: skip
            text = re.sub(r"^moderation:.*(\n +.*)*\n", "", place.read_text("utf-8"), flags=re.MULTILINE)
            place.write_text(text + DECIDED + _yaml({"reply": reply}), "utf-8")
            yield review.text

    def _yaml(self, path: str, value: dict[str, Any]) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_yaml(value), "utf-8")

    def _text(self, path: str, front: dict[str, Any], body: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        body = re.sub(r"[\ud800-\udfff]", "\ufffd", body)
        place.write_bytes(f"---\n{_yaml(front)}---\n{body[:60_000]}\n".encode())


class _Quoted(yaml.SafeDumper):
    """Writes every text in quotes, so that none of them is anything else."""


_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def _yaml(value: dict[str, Any]) -> str:
    return yaml.dump(value, Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=1 << 30)


def _received(place: int) -> str:
    return f"2026-04-{place % 28 + 1:02}T12:{place // 28:02}:00Z"


def _errors(report: Report) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in report.errors:
        found.setdefault(one.path, set()).add(one.code)
    return found
