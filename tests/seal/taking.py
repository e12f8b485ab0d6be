"""A site with a log into which exports are taken, shared by tests."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from sealing import SealedSite

from site_gen.intake.reviews.places import About
from site_gen.load.documents import parse_manifest, parse_review
from site_gen.pipeline.intake.options import IntakeOptions
from site_gen.pipeline.intake.take import take_in

NOW = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
STARS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")

BEN = """\
-- content/providers/ben-ode.yaml --
name: {prefix: Dr., given: Ben, family: Ode, suffix: DDS}
kind: dentist
specialties: [General dentistry]
locations: [{location: downtown, accepting_new_patients: true}]
"""


def row(number, *, text="Good.", stars=5, created="2026-03-04T05:06:07.123Z", updated=None, **more):
    return {
        "name": f"accounts/1/locations/22/reviews/R{number}",
        "reviewId": f"R{number}",
        "reviewer": {"displayName": f"Person {number}"},
        "starRating": STARS[stars - 1],
        "comment": text,
        "createTime": created,
        "updateTime": updated or created,
        **more,
    }


class Intake:
    """A site with a log, and exports that come in."""

    def __init__(self, tmp_path: Path) -> None:
        self.sealed = SealedSite(tmp_path / "site")
        self.folder = tmp_path

    def export(self, *rows, name="export.json", **page):
        place = self.folder / name
        place.write_text(json.dumps({"reviews": rows, **page}))
        return place

    def take(self, *files, **changes):
        values = {
            "root": self.sealed.root,
            "source": "google-business-profile",
            "files": files,
            "now": NOW,
            "version": "0",
            "about": About(provider="ana-diaz"),
        }
        return take_in(IntakeOptions(**{**values, **changes}), lambda done, total: None)

    def reviews(self):
        paths = sorted((self.sealed.root / "content/reviews").rglob("*.yaml"))
        return [parse_review(path.read_bytes(), path.name) for path in paths]

    def everything(self):
        return self.sealed.everything("content") + self.sealed.everything("log")

    def manifests(self):
        """Give the manifests in the order in which they were written: the second of a day ends in -2."""
        paths = sorted((self.sealed.root / "content/imports").glob("*.yaml"), key=lambda path: (len(path.name), path))
        return [parse_manifest(path.read_bytes(), path.name) for path in paths]
