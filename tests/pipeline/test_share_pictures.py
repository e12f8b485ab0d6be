"""Links that are shared show a card with the facts of the page; social pictures show the same, and no review."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from conftest import Public, SiteFolder, review
from site_gen.cli.main import run
from site_gen.pipeline import share

PAGE = "providers/ana-diaz/index.html"
WORDS = "She hummed while the drill ran"


@pytest.fixture
def shared(site) -> SiteFolder:
    folder = site(review(1, text=WORDS) + review(2, rating=4))
    folder.edit("site.yaml", "time_zone", "pictures: {share: true}\ntime_zone")
    return folder


def meta(public: Public, page: str) -> dict[str, str]:
    return {tag["property"]: tag["content"] for tag in public.html(page)("meta", property=re.compile("^og:image"))}


def card(public: Public, page: str) -> bytes:
    return public.bytes(meta(public, page)["og:image"].removeprefix("https://harbor.example/"))


def test_a_page_names_its_card_with_size_and_words(shared):
    public = shared.build()
    said = meta(public, PAGE)
    assert said["og:image"].startswith("https://harbor.example/assets/share-ana-diaz-en-1200.")
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    average = public.html(PAGE).select_one(".hero-rating").get_text(" ", strip=True)
    assert said["og:image:alt"].startswith("Dr. Ana Diaz, DDS – ")
    assert "4.5 of 5 · 2 ratings" in said["og:image:alt"]
    assert "4.5" in average
    assert public.html(PAGE).find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"
    assert Image.open(io.BytesIO(card(public, PAGE))).size == (1200, 630)


def test_pages_of_nobody_name_the_card_of_the_site(shared):
    public = shared.build()
    assert "/share-site-en-1200." in meta(public, "index.html")["og:image"]
    assert meta(public, "find/index.html") == meta(public, "index.html")
    card(public, "index.html")


def test_a_site_that_does_not_ask_for_cards_has_none(site):
    public = site().build()
    assert meta(public, PAGE) == {}
    assert not [file for file in public.tree() if "share-" in file]


def test_every_language_has_its_own_card(shared):
    shared.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    public = shared.build()
    assert card(public, PAGE) != card(public, f"es/{PAGE}")
    assert card(public, "index.html")
    assert card(public, "es/index.html")


def test_a_card_follows_its_page_and_the_others_stay(shared, monkeypatch):
    shared.edit("site.yaml", "time_zone", "reviews: {minimum_ratings: 2}\ntime_zone")
    before = shared.build()
    old, site_card = card(before, PAGE), card(before, "index.html")
    drawn: list[str] = []
    draw = share.draw
    monkeypatch.setattr(share, "draw", lambda order: drawn.append(order.place.name) or draw(order))
    shared.build()
    assert drawn == []
    shared.write(review(3, rating=1))
    after = shared.build()
    assert [name.split(".")[0] for name in drawn] == ["share-ana-diaz-en-1200"]
    assert card(after, PAGE) != old
    assert card(after, "index.html") == site_card
    assert len(list((shared.root / ".site-gen/pictures").glob("share-ana*"))) == 1
    assert after.tree() == shared.build(full=True).tree()


def test_no_rating_below_the_minimum_is_on_a_card(shared):
    shared.edit("site.yaml", "time_zone", "reviews: {minimum_ratings: 9}\ntime_zone")
    assert "of 5" not in meta(shared.build(), PAGE)["og:image:alt"]


@pytest.fixture
def draw(shared, capsys):
    """Run the command on the site; give exit code and what was said."""

    def drawn(*arguments: str) -> tuple[int, str]:
        code = run(["-C", str(shared.root), "report", "pictures", *arguments])
        return code, capsys.readouterr().out

    return drawn


def test_social_pictures_come_in_three_sizes_with_their_words(draw, tmp_path):
    assert draw("--out", str(tmp_path / "out"), "--as-of", "2026-11-24")[0] == 0
    out = tmp_path / "out"
    sizes = {path.name: Image.open(io.BytesIO(path.read_bytes())).size for path in out.glob("*.jpg")}
    assert sizes == {
        "ana-diaz-square.jpg": (1080, 1080),
        "ana-diaz-story.jpg": (1080, 1920),
        "ana-diaz-wide.jpg": (1200, 630),
    }
    words = (out / "ana-diaz.txt").read_text()
    assert words.startswith("Dr. Ana Diaz, DDS – ")
    assert "4.5 of 5 · 2 ratings" in words
    assert words.strip() in (out / "alt-text.txt").read_text()
    assert not any(WORDS.encode() in path.read_bytes() for path in out.iterdir())


def test_social_pictures_leave_nobody_out_silently(shared, draw, tmp_path):
    shared.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\nstatus: departed")
    code, said = draw("--out", str(tmp_path / "out"))
    assert code == 1
    assert "ana-diaz was left out: no longer practices here" in said
    assert draw("nobody", "--out", str(tmp_path / "out"))[0] == 2


def test_social_pictures_never_go_among_other_files(draw, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter.txt").write_text("Dear Ana")
    assert draw("--out", str(tmp_path / "out"))[0] == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]
