"""New batches: they load at once, ask everybody in neutral words, and wait for their numbers."""

from __future__ import annotations

import datetime
import re
from typing import get_args

import pytest

from site_gen.errors import SiteGenError, UnreadableError, UnwritableError
from site_gen.load.documents import parse_invitation
from site_gen.model.invitation import Channel, Invitation
from site_gen.pipeline.build import check
from site_gen.pipeline.new_invitation import WORDING_LANGUAGES, Wanted, month_before, new_invitation
from site_gen.pipeline.text_message import measure

FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2026, 10, 31)
INVITING = {f"PRV{number}" for number in range(305, 312)} | {"PRV326"}
PLACES = """\
-- content/locations/downtown.yaml --
name: Downtown
address: {street: 1 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550101"
review_links: {form: "https://forms.example/downtown", google: "https://g.page/r/harbor/review"}
-- content/locations/lakeside.yaml --
name: Lakeside
address: {street: 2 Lake Street, locality: Chicago, region: IL, postal_code: "60657"}
"""


@pytest.fixture
def folder(site):
    return site(PLACES)


def wanted(name: str = "October", channel: Channel = "email", **more: str) -> Wanted:
    return Wanted(name, channel, FIRST, LAST, **more)


def loaded(folder, path: str) -> Invitation:
    found = parse_invitation((folder.root / path).read_bytes(), path)
    assert isinstance(found, Invitation), found
    return found


def about_inviting(folder) -> list[tuple[str, str]]:
    report = check(folder.options())
    return [(one.code, one.message) for one in report.findings if one.code in INVITING or one.code.startswith("SRC")]


def fill_in(folder, path: str, eligible: int, invited: int) -> None:
    folder.edit(path, "\neligible: 0\ninvited: 0\n", f"\neligible: {eligible}\ninvited: {invited}\n")


@pytest.mark.parametrize("language", WORDING_LANGUAGES)
def test_every_wording_that_ships_passes_every_rule_about_inviting(folder, language):
    for channel in get_args(Channel):
        made = new_invitation(folder.root, wanted(f"{channel} batch", channel, language=language, location="downtown"))
        fill_in(folder, made.invitation, 60, 55)
    assert len(list((folder.root / "content/wording").iterdir())) == len(get_args(Channel))
    assert about_inviting(folder) == []


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ("Please give us five stars.", "PRV306"),
        ("If you were not satisfied, please call us first.", "PRV305"),
        ("You get a gift card.", "PRV307"),
        ("Or write it on Yelp.", "PRV308"),
    ],
)
def test_what_is_added_to_a_wording_is_looked_at(folder, spoiled, code):
    made = new_invitation(folder.root, wanted())
    fill_in(folder, made.invitation, 60, 55)
    with (folder.root / made.wording).open("a") as file:
        file.write(f"\n{spoiled}\n")
    assert [found for found, _message in about_inviting(folder)] == [code]


@pytest.mark.parametrize("language", WORDING_LANGUAGES)
@pytest.mark.parametrize("channel", get_args(Channel))
def test_words_ask_everybody_name_the_practice_and_say_nothing_about_a_visit(folder, language, channel):
    text = new_invitation(folder.root, wanted(channel=channel, language=language, location="downtown")).text
    assert re.search(r"everybody|a todos|todas las personas", text)
    assert re.search(r"(any|toda) (rating|calificación)|buena o mala", text, re.IGNORECASE)
    assert "https://" in text
    assert not re.search(r"\$|\b(visit|appointment|treat|doctor|diagnos|cita|consulta|tratamiento|stars?)\b", text)
    assert ("Harbor Dental" in text) == (channel not in ("card", "kiosk", "portal"))


@pytest.mark.parametrize("language", WORDING_LANGUAGES)
def test_a_text_message_fits_into_one_and_says_how_to_have_no_more(folder, language):
    made = new_invitation(folder.root, wanted(channel="sms", language=language, location="downtown"))
    assert made.message == measure(made.text.rstrip("\n"))
    assert (made.message.parts, made.message.outside) == (1, "")
    assert "STOP" in made.text


def test_a_batch_loads_at_once_and_says_what_is_to_be_filled_in(folder):
    made = new_invitation(folder.root, wanted("October visits"))
    assert (made.invitation, made.wording) == (
        "content/invitations/october-visits.yaml",
        "content/wording/october-visits.txt",
    )
    batch = loaded(folder, made.invitation)
    assert re.fullmatch("b-[a-z2-7]{12}", batch.id)
    assert (batch.period.first_on, batch.period.last_on) == (FIRST, LAST)
    assert (batch.selection, batch.channel, batch.incentive) == ("all-visits", "email", "none")
    assert batch.links == ("https://harbor.example/review-us/",)
    assert (batch.eligible, batch.invited) == (0, 0)
    assert "# Fill in" in (folder.root / made.invitation).read_text()
    assert about_inviting(folder) == [("PRV310", f"batch {batch.id} does not say how many were invited")]


def test_no_two_batches_have_one_id(folder):
    ids = {loaded(folder, new_invitation(folder.root, wanted(f"Batch {n}")).invitation).id for n in range(20)}
    assert len(ids) == 20


def test_a_location_has_its_own_selection_link_and_phone(folder):
    made = new_invitation(folder.root, wanted(location="downtown"))
    batch = loaded(folder, made.invitation)
    assert batch.selection == "all-of-a-location"
    assert batch.links == ("https://harbor.example/review-us/#at-downtown",)
    assert "(312) 555-0101" in made.text
    assert "1 Main Street\nChicago, IL 60601" in made.text


def test_spanish_words_lead_to_the_spanish_page_where_there_is_one(folder):
    made = new_invitation(folder.root, wanted(language="es"))
    assert "https://harbor.example/review-us/\n" in made.text
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\nlanguages: [en, es]")
    assert "https://harbor.example/es/review-us/\n" in new_invitation(folder.root, wanted("2", language="es")).text


def test_words_come_in_the_first_language_of_the_site_that_has_some(folder):
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\nlanguages: [fr, es, en]")
    assert new_invitation(folder.root, wanted()).text.startswith("Asunto:")


def test_a_kiosk_leads_to_the_own_form_alone(folder):
    made = new_invitation(folder.root, wanted(channel="kiosk", location="downtown"))
    assert loaded(folder, made.invitation).links == ("https://forms.example/downtown",)
    with pytest.raises(SiteGenError, match="a kiosk leads to your own form, and there is none"):
        new_invitation(folder.root, wanted("Lake", "kiosk", location="lakeside"))


def test_another_link_is_taken_as_it_is(folder):
    made = new_invitation(folder.root, wanted(location="lakeside", link="https://survey.example/a?b=c"))
    assert loaded(folder, made.invitation).links == ("https://survey.example/a?b=c",)
    assert about_inviting(folder)[0][0] == "PRV310"


def test_nothing_is_overwritten_and_half_a_batch_is_never_made(folder):
    made = new_invitation(folder.root, wanted())
    before = (folder.root / made.invitation).read_bytes()
    with pytest.raises(UnwritableError, match=re.escape("october.yaml and 1 more exists already")):
        new_invitation(folder.root, wanted())
    assert (folder.root / made.invitation).read_bytes() == before
    (folder.root / made.invitation).unlink()
    with pytest.raises(UnwritableError, match=re.escape("october.txt exists already")):
        new_invitation(folder.root, wanted())
    assert not (folder.root / made.invitation).exists()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (wanted()._replace(last_on=datetime.date(2026, 9, 1)), "--to 2026-09-01 is before --from 2026-10-01"),
        (wanted(location="uptown"), "no location uptown"),
        (wanted(location="lakeside"), "there is no place to leave a review of lakeside"),
        (wanted(language="fr"), "no words in fr"),
        (wanted(link="harbor"), "--link harbor is not an address"),
        (wanted(link="https://www.yelp.com/biz/harbor"), "Yelp is no place to invite to"),
        (wanted(link="https://www.vitals.com/ana"), "Vitals is no place to invite to"),
    ],
)
def test_what_cannot_be_asked_for_makes_nothing(folder, asked, error):
    with pytest.raises(SiteGenError, match=error):
        new_invitation(folder.root, asked)
    assert not (folder.root / "content/invitations").exists()
    assert not (folder.root / "content/wording").exists()


def test_a_location_that_does_not_load_is_named(folder):
    folder.edit("content/locations/lakeside.yaml", "name:", "nmae:")
    with pytest.raises(UnreadableError, match=re.escape("content/locations/lakeside.yaml does not load")):
        new_invitation(folder.root, wanted())


@pytest.mark.parametrize(("day", "first", "last"), [("2026-11-24", "2026-10-01", "2026-10-31"),
                                                    ("2027-01-01", "2026-12-01", "2026-12-31"),
                                                    ("2028-03-31", "2028-02-01", "2028-02-29")])  # fmt: skip
def test_the_usual_period_is_the_month_before(day, first, last):
    dates = month_before(datetime.date.fromisoformat(day))
    assert tuple(map(str, dates)) == (first, last)
