"""Sheets of cards: whose, in which words, and that their codes say what they should."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from conftest import AS_OF
from site_gen.check.cues import YELP
from site_gen.check.invitations import asked_in
from site_gen.cli.main import run
from site_gen.errors import SiteGenError, UnwritableError
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.review_cards import CardOptions, write_cards
from site_gen.qr import qr_code
from site_gen.report.cards.sheet import CARD_HEIGHT, CARD_WIDTH, COLUMNS, PAPERS, ROWS, cut_marks, margins

PLACES = """\
-- content/locations/downtown.yaml --
name: Downtown & Harbor
address: {street: 1 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
review_links: {google: "https://g.page/r/harbor/review", yelp: "https://yelp.com/biz/harbor"}
-- content/locations/london.yaml --
name: London
address: {street: 2 Lake Street, locality: London, postal_code: W1, country: GB}
review_links: {form: "https://forms.example/london"}
-- content/locations/uptown.yaml --
name: Uptown
address: {street: 3 Hill Street, locality: Chicago, region: IL, postal_code: "60614"}
"""


@pytest.fixture
def folder(site):
    made = site(PLACES)
    made.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\nlanguages: [en, es]")
    return made


def written(folder, **wanted):
    root = folder.root
    options = BuildOptions(root=root, out=root / "public", as_of=AS_OF)
    return write_cards(options, CardOptions(**wanted), root / "reports/review-cards")


def sheet(folder, slug: str) -> BeautifulSoup:
    return BeautifulSoup((folder.root / f"reports/review-cards/{slug}.html").read_text(), "html.parser")


def drawn(page: BeautifulSoup) -> str:
    """Give the data of the one code that the cards of a sheet share."""
    drawing = page.select_one("#code path")
    assert drawing is not None
    return str(drawing["d"])


def test_the_code_of_a_card_leads_to_the_page_of_its_location(folder):
    written(folder)
    assert drawn(sheet(folder, "downtown")) == qr_code("https://harbor.example/review-us/#at-downtown").path


def test_each_location_with_a_place_to_ask_has_a_sheet_and_the_others_are_named(folder):
    done = written(folder)
    assert [path.name for path in done.files] == ["index.html", "downtown.html", "london.html"]
    assert done.without[0][0] == "Downtown & Harbor"
    assert done.without[0][1].startswith("Yelp is left out: Do not ask")
    assert done.without[1] == ("Uptown", "no place to leave a review: add review_links to the location")
    index = (folder.root / "reports/review-cards/index.html").read_text()
    assert "https://harbor.example/review-us/#at-downtown" in index
    assert "Uptown" in index


def test_a_card_says_the_same_to_everybody_in_the_languages_of_the_site_and_names_no_other_site(folder):
    written(folder)
    page = sheet(folder, "downtown")
    cards = page.select(".card")
    assert len(cards) == COLUMNS * ROWS
    assert len({card.get_text() for card in cards}) == 1
    text = " ".join(cards[0].get_text(" ").split())
    assert text == (
        "Harbor Dental Downtown & Harbor How was it? Anybody may leave a review here. Any rating is welcome, high or "
        "low. ¿Cómo le fue? Cualquier persona puede dejar una reseña aquí. Toda calificación es bienvenida, alta o "
        "baja. harbor.example/ review-us/"
    )
    assert not asked_in(text, "leads")
    assert not YELP.search(str(page))
    assert "g.page" not in str(page)
    assert [part["lang"] for part in cards[0].select(".words > div")] == ["en", "es"]


def test_the_code_of_a_sheet_leads_to_its_location_in_the_first_language_of_the_card(folder):
    written(folder)
    assert drawn(sheet(folder, "london")) == qr_code("https://harbor.example/review-us/#at-london").path
    written(folder, languages=("es",), locations=("london",))
    page = sheet(folder, "london")
    assert drawn(page) == qr_code("https://harbor.example/es/review-us/#at-london").path
    assert page.html["lang"] == "es"
    assert "How was it?" not in page.get_text()


def test_where_a_code_leads_is_on_the_page_that_is_built(folder):
    folder.edit("content/locations/downtown.yaml", ', yelp: "https://yelp.com/biz/harbor"', "")
    written(folder)
    target = sheet(folder, "downtown").select_one(".place")["aria-label"]
    file, _hash, anchor = target.removeprefix("https://harbor.example/").partition("#")
    assert folder.build().html(f"{file}index.html").select_one(f"#{anchor}") is not None


def test_the_paper_is_that_of_the_country_unless_it_is_named(folder):
    written(folder)
    assert "@page { size: letter portrait" in str(sheet(folder, "downtown"))
    assert "@page { size: A4 portrait" in str(sheet(folder, "london"))
    written(folder, paper="a4")
    assert "@page { size: A4 portrait" in str(sheet(folder, "downtown"))


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_cards_fit_the_paper_and_marks_stand_at_every_edge_but_on_no_card(paper):
    left, top = margins(paper)
    assert min(left, top) > 6
    marks = cut_marks(paper)
    assert len(marks) == 2 * (COLUMNS + 1) + 2 * (ROWS + 1)
    edges_x = {round(left + column * CARD_WIDTH, 2) for column in range(COLUMNS + 1)}
    edges_y = {round(top + row * CARD_HEIGHT, 2) for row in range(ROWS + 1)}
    for mark in marks:
        assert mark.x1 in edges_x if mark.x1 == mark.x2 else mark.y1 in edges_y
        assert min(mark.x1, mark.y1) >= 0
        assert mark.x2 <= paper.width
        assert mark.y2 <= paper.height
        on_card = mark.x2 > left and mark.x1 < paper.width - left and mark.y2 > top and mark.y1 < paper.height - top
        assert not on_card, mark


def test_long_names_are_set_in_smaller_letters(folder):
    written(folder)
    assert sheet(folder, "downtown").select_one(".sheet")["class"] == ["sheet", "several"]
    folder.edit(
        "content/locations/downtown.yaml", "Downtown & Harbor", "Downtown and Harbor Dental and Eye Center for All"
    )
    written(folder)
    assert "long" in sheet(folder, "downtown").select_one(".sheet")["class"]


def test_the_same_site_gives_the_same_bytes(folder):
    written(folder)
    before = {path.name: path.read_bytes() for path in (folder.root / "reports/review-cards").iterdir()}
    written(folder)
    assert {path.name: path.read_bytes() for path in (folder.root / "reports/review-cards").iterdir()} == before


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"locations": ("downtwon",)}, "no location downtwon"),
        ({"locations": ("uptown",)}, "there is no place to leave a review"),
        ({"languages": ("fr",)}, "the site has no pages in fr"),
    ],
)
def test_what_there_is_not_makes_no_cards(folder, wanted, error):
    with pytest.raises(SiteGenError, match=error):
        written(folder, **wanted)
    assert not (folder.root / "reports").exists()


def test_a_location_that_does_not_load_keeps_all_cards_back(folder):
    folder.edit("content/locations/uptown.yaml", "name:", "nmae:")
    done = written(folder)
    assert done.files == ()
    assert {one.path for one in done.findings} == {"content/locations/uptown.yaml"}
    assert not (folder.root / "reports").exists()


def test_a_folder_of_somebody_else_is_left_alone(folder):
    place = folder.root / "reports/review-cards"
    place.mkdir(parents=True)
    (place / "index.html").write_text("<p>mine</p>")
    with pytest.raises(UnwritableError, match="holds files that are no report of this kind"):
        written(folder)
    assert (place / "index.html").read_text() == "<p>mine</p>"


def test_the_command_says_what_it_wrote_and_what_has_no_card(folder, capsys):
    assert run(["-C", str(folder.root), "report", "cards", "--paper", "a4"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1].endswith("reports/review-cards/downtown.html")
    assert "Uptown: no place to leave a review" in err
    folder.edit("content/locations/uptown.yaml", "name:", "nmae:")
    assert run(["-C", str(folder.root), "report", "cards"]) == 1
    assert "no cards were written" in capsys.readouterr().out
    assert run(["-C", str(folder.root), "report", "cards", "--out", str(folder.root / "content/cards")]) == 2
    assert "is no place for a report: what is in content/ is content" in capsys.readouterr().err
