"""A day's work as a clinic does it, command by command: reviews in, decided, answered, sealed, built, verified."""

from __future__ import annotations

import csv
import json
import re

import pytest
from typed import run

from conftest import Public

MAPPING = """\
source: press-ganey
columns:
  {Survey: source_id, Provider: provider, Overall: rating, Comment: text, Date: received_at, Changed: updated_at,
   Name: author}
method: invited-all
"""
HEADER = ["Survey", "Provider", "Overall", "Comment", "Date", "Changed", "Name"]
PRAISE = ("Listened to every question.", "Easy to find, and on time.", "Explained the plan twice, kindly.")
LOW = {
    3: "Nobody told us how long the wait would be.",
    13: "The bill came as a surprise, and nobody could explain it.",
    23: "The front desk was short with my mother.",
}
NAMED = {7: "Leo Brandt held my hand. Call 312-555-0188 and ask for him."}
INSULT = {17: "You are all thieves and liars, every one of you."}
ANSWERS = {3: "wait-times", 13: "billing", 23: "staff-conduct", 1: "thanks", 5: "thanks"}


def text_of(number):
    said = {**LOW, **NAMED, **INSULT}.get(number)
    return said or (f"{PRAISE[number % 3]} Visit number {number}, no complaints." if number % 2 else "")


def stars_of(number):
    return 1 if number in INSULT else 2 if number in LOW else 4 + number % 2


def row(number):
    day = f"2026-0{1 + number % 8}-{1 + number % 27:02}T10:{number % 60:02}:07Z"
    return [
        f"S{number}",
        "sam-sample",
        stars_of(number),
        text_of(number),
        day,
        "",
        f"P. {number}" if number % 3 else "",
    ]


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SITE_GEN_ROLE", "compliance")
    for name in ("SITE_GEN_LOG_KEY", "SITE_GEN_LOG_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert run("init", str(tmp_path / "site")).code == 0
    return Clinic(tmp_path)


class Clinic:
    """A site, and what is typed in it."""

    def __init__(self, folder):
        self.folder, self.root = folder, folder / "site"
        self.edit("site.yaml", "covered_entity: true", "covered_entity: false")
        rule = "publish_by_rule: {sources: [press-ganey], waited_hours: 0}"
        self.edit("site.yaml", "  minimum_ratings: 5", f"  {rule}\n  minimum_ratings: 5")
        self.edit("site.yaml", "\nteam: group", "\nreplies: {cooling_off_hours: 0}\nteam: group")
        for path in (self.root / "content/responses").glob("*.md"):
            approved = "approved_by: compliance\napproved_on: 2026-01-05\n"
            text = re.sub(r"^# ?approved_.*\n", "", path.read_text(), flags=re.MULTILINE)
            path.write_text(text.replace("\n---\n", f"\n{approved}---\n", 1))
        (folder / "map.yaml").write_text(MAPPING)

    def edit(self, file, old, new):
        place = self.root / file
        assert old in place.read_text(), file
        place.write_text(place.read_text().replace(old, new))

    def export(self, name, rows):
        with (self.folder / name).open("w", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        return str(self.folder / name)

    def site_gen(self, *arguments, code=0):
        said = run("-C", str(self.root), *arguments)
        assert said.code == code, said.out + said.err
        return said.out

    def waiting(self):
        return json.loads(self.site_gen("moderate", "--list", "--format", "json"))

    def ids(self):
        """Give the ids of reviews by their number at the source, the latest version of each."""
        found = {}
        for path in sorted((self.root / "content/reviews").rglob("*.yaml"), key=lambda path: path.stat().st_mtime_ns):
            text = path.read_text()
            number = re.search(r"^source_id: S(\d+)$", text, re.MULTILINE)
            if number:
                found[int(number[1])] = path.stem
        return found


def test_a_days_work_and_the_next_export(clinic, tmp_path):
    out = clinic.site_gen("intake", "csv", clinic.export("june.csv", map(row, range(60))), "--map",
                          str(tmp_path / "map.yaml"))  # fmt: skip
    assert "60 rows: 60 new" in out
    assert "sealed: the log has" in out
    assert len(clinic.waiting()["reviews"]) == 60

    ids = clinic.ids()
    shown = clinic.site_gen("moderate", ids[7])
    numbers = re.findall(r"^\s*(\d+)[^\n]*(?:Leo Brandt|312-555-0188)", shown, re.MULTILINE)
    hidden = [argument for number in numbers for argument in ("--hide", f"{number}=third-party-privacy")]
    assert hidden
    clinic.site_gen("moderate", ids[7], "--publish", *hidden)
    clinic.site_gen("moderate", ids[17], "--withhold", "abusive", "--told", "2026-11-20")
    assert "published 58 reviews by rule" in clinic.site_gen("moderate", "--batch")
    assert clinic.waiting()["reviews"] == []

    for number, response in ANSWERS.items():
        clinic.site_gen("reply", ids[number], "--response", response, "--submit", "--role", "office-manager")
        clinic.site_gen("reply", ids[number], "--approve", "--role", "compliance")
        clinic.site_gen("reply", ids[number], "--publish")
    clinic.site_gen("reply", ids[3], "--outcome", "change-made")

    clinic.site_gen("seal")
    clinic.site_gen("build")
    public = Public(clinic.root / "public")
    page = public.text("providers/sam-sample/index.html")
    pages = page + "".join(
        public.text(path.relative_to(public.folder).as_posix())
        for path in public.folder.glob("providers/sam-sample/reviews/*/index.html")
    )
    assert "Nobody told us how long the wait would be." in pages
    assert "312-555-0188" not in pages
    assert "thieves" not in pages
    key = re.search(r'key: "?([^"}\n]+)', (clinic.root / "site.yaml").read_text())[1]
    verified = run("verify", str(public.folder), "--key", key)
    assert verified.code == 0, verified.out
    assert re.search(r"^\d+ reviews on 1 providers? verified", verified.out, re.MULTILINE)

    _the_next_export(clinic, tmp_path, ids, key)


def _the_next_export(clinic, tmp_path, ids, key):
    rows = [row(number) for number in range(63) if number != 9]
    for number, stars, text in ((3, 4, "They called and explained the wait."), (5, 3, "Second visit: less good.")):
        rows[number][2:6] = [stars, text, rows[number][4], "2026-11-02T08:00:05Z"]
    later = clinic.export("november.csv", rows)
    out = clinic.site_gen("intake", "csv", later, "--map", str(tmp_path / "map.yaml"), "--whole")
    assert "62 rows: 3 new, 2 changed by their authors, 57 here already" in out
    assert f"no longer at the source: content/reviews/sam-sample/{ids[9]}.yaml, shown; it stays as it is" in out
    assert len(clinic.waiting()["reviews"]) == 5
    clinic.site_gen("moderate", "--batch")
    for one in clinic.waiting()["reviews"]:
        clinic.site_gen("moderate", one["id"], "--publish")
    clinic.site_gen("seal")
    clinic.site_gen("build")
    public = Public(clinic.root / "public")
    pages = "".join(public.text(path.relative_to(public.folder).as_posix())
                    for path in public.folder.glob("providers/sam-sample/**/index.html"))  # fmt: skip
    assert "They called and explained the wait." in pages
    assert "Nobody told us how long the wait would be." not in pages
    assert "edited by its author, was 2 of 5" in pages.lower()
    verified = run("verify", str(public.folder), "--key", key)
    assert verified.code == 0, verified.out
    assert "nothing was written" in clinic.site_gen("intake", "csv", later, "--map", str(tmp_path / "map.yaml"))
