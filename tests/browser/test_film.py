"""A film behind its poster: nothing of it is loaded before somebody presses play, and then with captions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Open, Sample, eventually

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(visit: Open, sample: Sample) -> tuple[Page, list[str]]:
    """Give the page with the film, and the files that it asks for, as a list that grows."""
    page = visit("/about/")
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url.removeprefix(f"{sample.origin}/assets/")))
    page.goto("/providers/amara-okafor/")
    page.locator("video").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    return page, files


def film_files(files: list[str]) -> list[str]:
    return sorted(name.rpartition(".")[2] for name in files if name.startswith("first-visit"))


def test_before_a_click_only_the_poster_is_loaded(asked: tuple[Page, list[str]]):
    _page, files = asked
    assert film_files(files) == ["jpg"]


def test_a_click_plays_the_film_with_its_captions(asked: tuple[Page, list[str]]):
    page, files = asked
    page.locator("video").evaluate("film => { film.muted = true; film.play() }")
    eventually(page, "() => document.querySelector('video').textTracks[0].mode === 'showing'")
    eventually(page, "() => document.querySelector('video').textTracks[0].cues?.length === 4")
    assert {"mp4", "vtt"} <= set(film_files(files))


def test_the_words_around_the_film_are_in_the_language_of_the_page(visit: Open):
    page = visit("/es/providers/amara-okafor/")
    assert page.locator(".film figcaption").inner_text().startswith("Su primera visita")
    assert page.locator(".film track").get_attribute("srclang") == "es"
    assert "Traiga su lista de medicinas" in page.locator(".film + details").text_content()
