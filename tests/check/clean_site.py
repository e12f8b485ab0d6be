"""A clean site of medium size: twenty providers, two languages, and a log with reviews in every state.

People, places and most reviews are those of the benchmark. What a real site would not leave as it is there, such as a
review that waits for years, is put right; what the benchmark lacks is added.
"""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks import words
from benchmarks.generate import AS_OF, write_site
from check import odd_content
from check.clean_content import (
    BATCH,
    FILES,
    IMPORT,
    MANIFEST,
    MORE_SETTINGS,
    REVIEW,
    SPRING,
    SUMMER,
    SUMMER_BATCH,
    reviews_in_every_state,
    reviews_of_every_provider,
)
from check.examples import merged, write_text, write_yaml
from site_gen.check.placeholders import national
from site_gen.pipeline.build import build
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.log_init import begin_log
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.seal import SealOptions, seal

COUNT = 20
_SEED = 7


class CleanSite(NamedTuple):
    """The site, the key of its log, its built pages, and its providers; `kept` is a copy of the site."""

    root: Path
    key: KeySource
    public: Path
    providers: tuple[str, ...]
    kept: Path

    def by_fewest_reviews(self) -> list[str]:
        """Give the providers that seeds may have: neither the first, with every state, nor the last, who left."""
        folder = self.kept / "content/reviews"
        return sorted(self.providers[1:-1], key=lambda slug: len(list((folder / slug).iterdir())))

    def put_back(self) -> None:
        """Make the site what it was, so that a check looks at nothing again but what is changed then."""
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root)


def make_clean_site(folder: Path) -> CleanSite:
    """Write, seal and build the site below `folder`."""
    root = folder / "site"
    write_site(root, COUNT, _SEED)
    with (root / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE_SETTINGS)
    settings = (root / "site.yaml").read_text(encoding="utf-8")
    (root / "site.yaml").write_text(settings.replace("covered_entity: false", "covered_entity: true"), encoding="utf-8")
    providers = tuple(sorted(path.stem for path in (root / "content/providers").glob("*.yaml")))
    _make_odd(root, providers[0])
    for slug in providers:
        _put_right(root, slug)
    for path, text in FILES.items():
        write_text(root, path, text)
    write_yaml(root, SPRING, BATCH)
    write_yaml(
        root, SUMMER, {**BATCH, "id": SUMMER_BATCH, "period": {"first_on": "2026-06-01", "last_on": "2026-08-31"}}
    )
    write_yaml(root, IMPORT, MANIFEST)
    rng = random.Random(COUNT)
    for number, slug in enumerate(providers):
        for review in reviews_of_every_provider(number, careful_reply(root, slug)):
            add_review(root, slug, {"text": words.review_text(rng), **review})
    for review in reviews_in_every_state():
        add_review(root, providers[0], {"text": words.review_text(rng), "author": None, **review})
    for number, review in enumerate(odd_content.odd_reviews()):
        add_review(root, providers[0], {"id": f"r-odd{number:09}", **review})
    _edit_provider(root, providers[-1], "kind:", "status: departed\nkind:")
    _edit_provider(root, providers[-1], "accepting_new_patients: true", "accepting_new_patients: false")
    _edit_provider(root, providers[-2], "kind:", "status: on-leave\nkind:")
    begun = begin_log(root, folder / "keys", AS_OF)
    key = KeySource(folder / "keys", files=(begun.key_file,))
    seal_site(root, key)
    erase(root, "r-state0000007", "erasure", key=key, as_of=AS_OF)
    result = build(options_of(root))
    assert result.published, "\n".join(
        f"{one.path}:{one.line}: {one.code} {one.message}" for one in result.report.findings
    )
    kept = shutil.copytree(root, folder / "kept")
    return CleanSite(root, key, options_of(root).out, providers, kept)


def options_of(root: Path, **changes: Any) -> BuildOptions:
    """Give the options of a build into a folder beside the site."""
    return BuildOptions(**{"root": root, "out": root.parent / "public", "as_of": AS_OF, "jobs": 1, **changes})


def seal_site(root: Path, key: KeySource) -> None:
    """Put into the log what it lacks."""
    result = seal(SealOptions(root=root, as_of=AS_OF, key=key))
    assert result.checkpoint is not None, "\n".join(finding.message for finding in result.findings)


def add_review(root: Path, slug: str, patch: dict[str, Any]) -> str:
    """Write a clean review, changed as a merge patch says; give its path."""
    own = {"provider": slug, "source_id": f"sub-{patch.get('id', REVIEW['id'])}"}
    review = merged({**REVIEW, **own}, patch)
    path = f"content/reviews/{slug}/{review['id']}.yaml"
    write_yaml(root, path, review)
    return path


def profile_of(root: Path, slug: str) -> dict[str, Any]:
    """Give a provider's profile as plain values."""
    profile: dict[str, Any] = yaml.safe_load((root / f"content/providers/{slug}.yaml").read_text(encoding="utf-8"))
    return profile


def careful_reply(root: Path, slug: str) -> str:
    """Give a reply that says whom to call, and nothing about anybody."""
    profile = profile_of(root, slug)
    name = " ".join(filter(None, (profile["name"]["prefix"], profile["name"]["given"], profile["name"]["family"])))
    phone = national(profile["locations"][0]["phone"])
    return f"We read every review. Please call the office of {name}, {profile['specialties'][0]}, at {phone}."


def _put_right(root: Path, slug: str) -> None:
    """Authorize all reviews of a provider, decide about those that wait, and reply to low ratings with care."""
    for path in sorted((root / f"content/reviews/{slug}").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if "source: google" not in text:
            received = re.search(r"received_at: (\d{4}-\d\d-\d\d)", text)
            assert received, path
            decided = f"{{status: published, decided_at: {received[1]}T23:59:00Z, by: compliance}}"
            text = text.replace("moderation: {status: pending}", f"moderation: {decided}")
        text = re.sub(r"reason: (duplicate-submission|author-withdrew)", "reason: unrelated", text)
        if re.search(r"^rating: [123]$", text, re.MULTILINE):
            text = re.sub(r"^  text: .*\n\Z", f'  text: "{careful_reply(root, slug)}"\n', text, flags=re.MULTILINE)
        signed = "{basis: signed, version: web-2, scope: [website], signed_on: 2023-01-02, by: patient}"
        path.write_text(f"{text}authorization: {signed}\n", encoding="utf-8")


def _make_odd(root: Path, slug: str) -> None:
    write_yaml(root, "content/locations/annex.yaml", odd_content.LOCATION)
    profile = merged(profile_of(root, slug), odd_content.PROFILE)
    profile["locations"].append(odd_content.PLACE)
    write_yaml(root, f"content/providers/{slug}.yaml", profile)


def _edit_provider(root: Path, slug: str, old: str, new: str) -> None:
    path = root / f"content/providers/{slug}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
