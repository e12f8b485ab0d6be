"""`site-gen report visuals`: pictures of posts cut for their channels, and the posts that have none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn import photograph, saved, two_halves
from PIL import Image

from conftest import AS_OF, SiteFolder
from site_gen.cli.main import run

POSTS = """\
-- content/channels.yaml --
channels:
  - {id: page, name: Our page, platform: facebook}
  - {id: photos, name: Our photos, platform: instagram}
  - {id: letter, name: Our letter, platform: newsletter}
  - {id: texts, name: Text messages, platform: sms}
-- content/posts/flu.md --
---
title: Flu shots
summary: Walk in on Saturdays.
date: 2026-12-01T09:00:00-06:00
channels: [page, photos, letter, texts]
visual: {file: media/shot.jpg, alt: A nurse gives a shot.}
status: approved
---
Come in.
-- content/posts/flu.es.md --
---
title: Vacunas
summary: Venga los sábados.
visual: {file: media/shot.jpg, alt: Una enfermera pone una vacuna.}
---
Venga.
-- content/posts/heat.md --
---
title: Hot days
summary: Drink more.
channels: [photos]
---
Come in.
-- content/posts/last-year.md --
---
title: Last year
summary: It was good.
date: 2025-12-01T09:00:00-06:00
channels: [page]
status: published
---
Over.
"""


@pytest.fixture
def report(site: Callable[[str], SiteFolder], capsys) -> Callable[..., tuple[int, str, SiteFolder]]:
    """Give a function that makes a site with posts and reports on it."""

    def make(
        picture: bytes | None = None, archive: str = "", arguments: tuple[object, ...] = ()
    ) -> tuple[int, str, SiteFolder]:
        folder = site(POSTS + archive)
        place = folder.root / "content/media/shot.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture if picture is not None else saved(two_halves(3000, 3000), "JPEG"))
        code = run(
            [str(one) for one in ("-C", folder.root, "report", "visuals", "--as-of", AS_OF.isoformat(), *arguments)]
        )
        said = capsys.readouterr()
        assert said.err == "", said.err
        return code, said.out, folder

    return make


def cut(folder: SiteFolder) -> dict[str, tuple[int, int]]:
    return {path.name: opened(folder, path.name).size for path in (folder.root / "reports/visuals").glob("*.jpg")}


def opened(folder: SiteFolder, name: str) -> Image.Image:
    return Image.open(io.BytesIO((folder.root / "reports/visuals" / name).read_bytes()))


def test_a_picture_is_cut_once_for_each_size_of_the_channels(report):
    code, out, folder = report()
    assert code == 1
    assert cut(folder) == {
        f"flu-{width}x{height}.jpg": (width, height)
        for width, height in ((1080, 1080), (1080, 1350), (1080, 1920), (1200, 630))
    }
    assert out.splitlines()[-2:] == [
        "2 posts to come, 1 without a picture or film",
        f"wrote 7 files into {folder.root}/reports/visuals/",
    ]
    value = json.loads((folder.root / "reports/visuals/visuals.json").read_text())
    (flu, _heat) = value["posts"]
    assert {crop["file"]: crop["channels"] for crop in flu["crops"]} == {
        "flu-1080x1080.jpg": ["page", "photos"],
        "flu-1200x630.jpg": ["page", "letter"],
        "flu-1080x1350.jpg": ["photos"],
        "flu-1080x1920.jpg": ["photos"],
    }


def test_a_post_without_a_visual_is_listed_with_who_must_have_one(report):
    _code, out, folder = report()
    assert out.splitlines()[0] == "no date  heat: no picture or film; Instagram must have one"
    page = (folder.root / "reports/visuals/visuals.html").read_text()
    assert "Instagram must have one" in page
    assert "Last year" not in page


def test_what_is_over_is_cut_only_when_it_is_named(report):
    _code, out, _folder = report(arguments=("last-year",))
    assert out.splitlines()[0] == "2025-12-01  last-year: no picture or film"


def test_a_picture_is_never_enlarged_and_a_small_one_is_said(report):
    code, out, folder = report(saved(two_halves(900, 600), "JPEG"), arguments=("flu",))
    assert code == 0
    assert cut(folder)["flu-1200x630.jpg"] == (900, 472)
    assert out.startswith("2026-12-01  flu: the picture is small: 600 × 600 of 1080 × 1080, 900 × 472 of 1200 × 630, ")


def test_it_is_cut_around_its_focus_and_upright_without_anything_private(report):
    _code, _out, folder = report(archive="-- content/media/shot.yaml --\nfocus: [0.9, 0.5]\n")
    right = opened(folder, "flu-1080x1920.jpg").getpixel((500, 900))
    (folder.root / "content/media/shot.yaml").write_text("focus: [0.1, 0.5]\n")
    run(["-C", str(folder.root), "report", "visuals", "--as-of", AS_OF.isoformat()])
    left = opened(folder, "flu-1080x1920.jpg").getpixel((500, 900))
    assert (left[2] > 150) != (right[2] > 150)


def test_the_metadata_of_a_photograph_does_not_come_along(report):
    _code, _out, folder = report(photograph(6))
    for path in (folder.root / "reports/visuals").glob("*.jpg"):
        image = opened(folder, path.name)
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()


def test_words_to_post_along_are_in_the_language_that_is_asked_for(report):
    es = "-- site.yaml --\nname: Harbor Dental\nbase_url: https://harbor.example\nlanguages: [en, es]\n"
    es += 'organization: {type: Dentist, phone: "+13125550100"}\ntime_zone: America/Chicago\ncovered_entity: false\n'
    _code, _out, folder = report(archive=es, arguments=("--language", "es"))
    words = (folder.root / "reports/visuals/alt-text.txt").read_text()
    assert words.endswith("\nflu: Una enfermera pone una vacuna.\n")


def test_a_picture_that_may_not_be_shown_is_not_cut_and_what_was_cut_of_it_goes(report, capsys):
    _code, _out, folder = report()
    assert len(cut(folder)) == 4
    (folder.root / "reports/visuals/mine.jpg").write_bytes(b"mine")
    folder.write("-- content/media/shot.yaml --\npeople: [{who: Walt, is_patient: true}]\n")
    code = run(["-C", str(folder.root), "report", "visuals", "flu", "--as-of", AS_OF.isoformat()])
    out = capsys.readouterr().out
    assert [path.name for path in (folder.root / "reports/visuals").glob("*.jpg")] == ["mine.jpg"]
    needing = "; Instagram must have one"
    assert f"2026-12-01  flu: media/shot.jpg may not be shown: site-gen check says why{needing}" in out
    assert "1 post to come, 1 without a picture or film" in out
    assert "Walt" not in out + (folder.root / "reports/visuals/visuals.json").read_text()
    assert code == 1


def test_programs_get_the_same_as_json(report):
    _code, out, folder = report(arguments=("--format", "json"))
    assert out == (folder.root / "reports/visuals/visuals.json").read_text()


def test_a_site_without_posts_has_nothing_to_cut(site, capsys):
    folder = site()
    assert run(["-C", str(folder.root), "report", "visuals", "--as-of", AS_OF.isoformat()]) == 0
    assert capsys.readouterr().out.startswith("0 posts to come, 0 without a picture or film\n")


def test_an_unknown_post_and_a_folder_of_somebody_else_are_refused(report, site, tmp_path: Path, capsys):
    folder = site(POSTS)
    assert run(["-C", str(folder.root), "report", "visuals", "flue"]) == 2
    assert "no post flue" in capsys.readouterr().err
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("mine")
    assert run(["-C", str(folder.root), "report", "visuals", "--out", str(tmp_path / "mine")]) == 2
    assert "holds files that are no report of this kind" in capsys.readouterr().err


def test_posts_stand_by_the_day_on_which_they_go_out_and_not_by_that_of_the_plan(report):
    alert = """\
-- content/alerts/measles.yaml --
title: Measles
text: Call first.
severity: warning
scope: all
starts_at: 2026-11-20T06:00:00-06:00
ends_at: 2026-12-04T18:00:00-06:00
holds: [shots]
source: {name: Harbor Health, url: "https://health.example/"}
approved_by: compliance
approved_on: 2026-11-20
-- content/posts/early.md --
---
title: Early
summary: Come.
date: 2026-11-28T09:00:00-06:00
topics: [shots]
channels: [letter]
status: approved
---
Come in.
"""
    _code, _out, folder = report(archive=alert)
    posts = json.loads((folder.root / "reports/visuals/visuals.json").read_text())["posts"]
    assert [(post["slug"], post["goes_out"][:10]) for post in posts] == [
        ("flu", "2026-12-01"),
        ("early", "2026-12-05"),
        ("heat", ""),
    ]
