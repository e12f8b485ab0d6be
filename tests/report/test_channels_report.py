"""`report channels`: what fits what, links and codes of posts, and what came of them; no data of patients in or out."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image

from site_gen.cli.main import run

PRACTICE = """\
-- content/audiences.yaml --
audiences:
  - {id: seniors, name: People over 65, ages: [65+]}
  - {id: students, name: Students, ages: [18-29]}
-- content/channels.yaml --
can_staff: 1
channels:
  - {id: facebook, name: Facebook page, platform: facebook, staffed_by: marketing}
  - {id: instagram, name: Instagram, platform: instagram}
-- content/posts/flu.md --
---
title: Flu <b>shots</b>
date: 2026-12-01T09:00
zone: America/Chicago
channels: [website, instagram]
audiences: [seniors]
topics: [vaccines]
---
Words.
-- content/posts/flu.es.md --
---
title: Vacunas
---
Palabras.
-- content/posts/exams.md --
---
title: Exam nerves
channels: [facebook, instagram]
audiences: [students, seniors]
---
Words.
-- content/posts/closed.md --
---
title: Closed on Friday
date: 2026-11-30
channels: [facebook]
---
Words.
"""
HEAD = "utm_source,utm_content,age_band,visits,appointments,revenue\n"


@pytest.fixture
def report(capsys):
    """Write the report of a site; give exit code, stdout and stderr."""

    def wrote(folder, *arguments):
        code = run(["-C", str(folder.root), "report", "channels", "--as-of", "2026-11-24", *map(str, arguments)])
        return code, *capsys.readouterr()

    return wrote


def data_of(folder):
    return json.loads((folder.root / "reports/channels/channels.json").read_bytes())


def text_of(folder, file="channels.html"):
    return (folder.root / "reports/channels" / file).read_text(encoding="utf-8")


def export_of(folder, text):
    file = folder.root.parent / "appointments.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_posts_come_by_date_with_each_channel_and_how_it_fits(site, report):
    folder = site(PRACTICE)
    code, out, _ = report(folder)
    assert code == 0
    posts = {one["id"]: one for one in data_of(folder)["posts"]}
    assert list(posts) == ["closed", "flu", "exams"]
    verdicts = {name: {one["channel"]: one["verdict"] for one in post["channels"]} for name, post in posts.items()}
    assert verdicts == {
        "closed": {"facebook": None},
        "flu": {"website": "unknown", "instagram": "poor"},
        "exams": {"facebook": "good", "instagram": "good"},
    }
    assert "3 posts, 3 channels, 2 audiences; on a channel that misses their audience: 1; with an" in out
    assert "2 channels to look after, and hands for 1" in out


def test_the_grid_has_every_channel_with_every_audience_and_whose_figures_they_are(site, report):
    folder = site(PRACTICE)
    report(folder)
    data = data_of(folder)
    grid = {(one["channel"], one["audience"]): one["percent"] for one in data["grid"]}
    assert grid["instagram", "seniors"] == 19
    assert grid["facebook", "seniors"] == 57
    assert grid["website", "seniors"] is None
    assert len(grid) == 6
    html = text_of(folder)
    assert "Pew Research Center, Americans&#39; Social Media Use 2025" in html
    assert "2025-06-18" in html


def test_table_and_data_say_the_same(site, report):
    folder = site(PRACTICE)
    report(folder)
    rows = list(csv.DictReader(io.StringIO(text_of(folder, "channels.csv"))))
    said = [(row["post"], row["channel"], row["audience"], row["fit"]) for row in rows]
    assert said == [
        (post["id"], channel["channel"], fit["audience"], fit["verdict"])
        for post in data_of(folder)["posts"]
        for channel in post["channels"]
        for fit in channel["fits"] or [{"audience": "", "verdict": ""}]
    ]


def test_titles_are_escaped_and_the_page_asks_nobody_else(site, report):
    folder = site(PRACTICE)
    report(folder)
    html = text_of(folder)
    assert "Flu &lt;b&gt;shots&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|srcset)=", html)


def test_a_code_of_each_post_and_channel_is_read_back_as_its_link(site, report):
    folder = site(PRACTICE)
    report(folder)
    channels = [one for post in data_of(folder)["posts"] for one in post["channels"]]
    codes = {one["code"]: one["link"] for one in channels if one["code"]}
    assert sorted(codes) == [
        "qr/closed.facebook.svg",
        "qr/exams.facebook.svg",
        "qr/exams.instagram.svg",
        "qr/flu.instagram.svg",
    ]
    assert all(one["link"] is None for one in channels if one["channel"] == "website")
    link = codes["qr/flu.instagram.svg"]
    assert link.startswith("https://harbor.example/news/flu/?")
    assert parse_qs(urlsplit(link).query)["utm_source"] == ["instagram"]
    assert read_back(text_of(folder, "qr/flu.instagram.svg")) == link


def read_back(svg):
    """Paint the strokes of a code and give what a reader makes of the picture."""
    left, top, width, _ = (float(one) for one in re.search(r'viewBox="([^"]+)"', svg)[1].split())
    picture = Image.new("L", (int(width), int(width)), 255)
    column = row = 0
    for step, x, y, length in re.findall(r"([Mm])(\d+) (\d+)h(\d+)", re.search(r'd="([^"]+)"', svg)[1]):
        if step == "M":
            column, row = -int(left), int(int(y) - 0.5 - top)
        column += int(x)
        picture.paste(0, (column, row, column + int(length), row + 1))
        column += int(length)
    (found,) = zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST))
    return found.text


def test_it_is_written_again_the_same_and_what_is_gone_leaves(site, report):
    folder = site(PRACTICE)
    rows = "facebook,exams,65+,50,20,100.10\n"
    report(folder, "--conversions", export_of(folder, HEAD + rows))
    place = folder.root / "reports/channels"
    first = {file.name: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    report(folder, "--conversions", export_of(folder, HEAD + rows))
    assert {file.name: file.read_bytes() for file in place.rglob("*") if file.is_file()} == first
    (folder.root / "content/posts/closed.md").unlink()
    (place / "mine.txt").write_text("mine")
    report(folder)
    left = {file.name for file in place.rglob("*") if file.is_file()}
    assert left == (first.keys() - {"conversions.csv", "closed.facebook.svg"}) | {"mine.txt"}


def test_what_came_of_posts_stands_by_channel_age_and_audience_with_exact_money(site, report):
    folder = site(PRACTICE)
    export = export_of(
        folder,
        HEAD
        + "facebook,exams,18-29,90,20,$0.10\nfacebook,exams,18-29,10,1,$0.20\n"
        + "instagram,flu,65+,300,30,\ngoogle,,65+,1,1,\n,,65+,1,1,\nfacebook,exams,65+,x,1,\n",
    )
    code, out, _ = report(folder, "--conversions", export)
    assert code == 0
    outcome = data_of(folder)["outcome"]
    cells = {(one["kind"], one["group"], one["channel"]): one for one in outcome["cells"]}
    assert cells["ages", "18-29", "facebook"]["revenue"] == "0.30"
    assert cells["audience", "students", "facebook"]["conversions"] == 21
    assert cells["audience", "seniors", "instagram"]["visits"] == 300
    assert (outcome["rows"], outcome["currency"], outcome["first_unread"]) == (6, "USD", [7])
    assert list(outcome["unknown"].values()) == [1, 1]
    assert "400 visits, 51 appointments, 0.30 USD shown; 0 small numbers hidden" in out
    assert "1 row not counted: no utm_source" in out
    rows = list(csv.DictReader(io.StringIO(text_of(folder, "conversions.csv"))))
    assert [row["revenue"] for row in rows] == ["0.30", "", "", "0.30"]


def test_a_small_number_is_in_no_file_and_not_on_the_terminal(site, report):
    folder = site(PRACTICE)
    rows = "facebook,exams,65+,9007,7,7777.77\n" + "instagram,flu,18-29,800,60,500.00\nfacebook,flu,18-29,900,40,1.00\n"
    _, out, _ = report(folder, "--conversions", export_of(folder, HEAD + rows))
    cells = {
        (one["group"], one["channel"]): one for one in data_of(folder)["outcome"]["cells"] if one["kind"] == "ages"
    }
    assert cells["65+", "facebook"] == {
        **cells["65+", "facebook"], "is_hidden": True, "visits": None, "conversions": None, "revenue": None
    }  # fmt: skip
    assert cells["18-29", "facebook"]["is_hidden"], "the next smallest goes with it"
    for text in (out, text_of(folder), text_of(folder, "channels.json"), text_of(folder, "conversions.csv")):
        assert "7777" not in text.replace(",", "")
        assert "9007" not in text.replace(",", "")


@pytest.mark.parametrize("column", ["Patient Name", "Email", "Phone", "Notes"])
def test_an_export_with_patients_is_refused_and_nothing_is_written(site, report, column):
    folder = site(PRACTICE)
    export = export_of(folder, f"utm_source,{column}\nfacebook,Maria K.\n")
    code, out, err = report(folder, "--conversions", export)
    assert code == 2
    assert "nothing was read" in err
    assert "Maria" not in out + err
    assert not (folder.root / "reports").exists()


def test_a_mapping_says_which_column_is_what(site, report, tmp_path):
    folder = site(PRACTICE)
    mapping = tmp_path / "crm.yaml"
    mapping.write_text("columns: {Lead: source, Years: ages, State: status}\ncount: [Kept]\nsources: {FB: facebook}\n")
    lines = "".join("FB,70,kept,x\n" for _ in range(12)) + "FB,70,missed,x\n"
    code, out, err = report(
        folder, "--conversions", export_of(folder, f"Lead,Years,State,Other\n{lines}"), "--map", mapping
    )
    assert (code, "12 appointments shown" in out) == (0, True)
    assert "not read: Other" in err
    mapping.write_text("columns: {Lead: sauce}\n")
    code, _, err = report(folder, "--conversions", export_of(folder, "Lead\nFB\n"), "--map", mapping)
    assert code == 2
    assert "crm.yaml:1" in err


def test_bad_calls_say_what_to_do(site, report, tmp_path):
    folder = site(PRACTICE)
    assert report(folder, "--map", "a.yaml")[0] == 2
    said = report(folder, "--conversions", tmp_path / "none.csv")[2]
    assert "cannot read" in said
    assert "hint: name a CSV table with --conversions" in said
    assert report(folder, "--out", folder.root / "content")[0] == 2
    (tmp_path / "other").mkdir()
    (tmp_path / "other/mine.txt").write_text("mine")
    assert report(folder, "--out", tmp_path / "other")[0] == 2
    (folder.root / "content/channels.yaml").unlink()
    assert "no content/channels.yaml" in report(folder)[2]


def test_without_audiences_and_posts_it_says_so(site, report):
    folder = site("-- content/channels.yaml --\nchannels: [{id: fb, name: Page, platform: facebook}]\n")
    assert report(folder)[0] == 0
    assert "No posts yet" in text_of(folder)
    assert "There is no <code>content/audiences.yaml</code>" in text_of(folder)


def test_a_post_that_does_not_load_is_named_and_the_rest_is_written(site, report):
    folder = site(PRACTICE + "-- content/posts/broken.md --\n---\ntitel: A\n---\nWords.\n")
    code, out, _ = report(folder)
    assert code == 1
    assert "content/posts/broken.md" in out
    assert len(data_of(folder)["posts"]) == 3
