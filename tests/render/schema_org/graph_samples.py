"""A small site in memory: one provider of any kind, four locations, reviews of every form."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from site_gen.model.base import Picture, Video
from site_gen.model.hours import HoursException
from site_gen.model.location import Address, Geo, Location
from site_gen.model.placed import Placed, place
from site_gen.model.provider import Affiliation, Credential, Education, Name, Practice, Provider, ProviderTranslation
from site_gen.model.review import Moderation, Rating, Reply, Review
from site_gen.model.site import Organization, ReviewSettings, Site
from site_gen.model.standing import Standing, stand
from site_gen.model.theme import Theme, ThemeLayer
from site_gen.render.addresses import archive_path, provider_path, topic_path
from site_gen.render.compose.places import place_view
from site_gen.render.compose.provider import provider_view
from site_gen.render.compose.review_lists import archive_list, newest_list, review_pages
from site_gen.render.compose.reviews import archive_slices, newest_first
from site_gen.render.edition import Edition
from site_gen.render.ground import Ground
from site_gen.render.schema_org import location_graph, provider_graph
from site_gen.render.schema_org.kinds import LOCATION_TYPES
from site_gen.render.views.page import Html
from site_gen.render.views.provider import ProviderView
from site_gen.reviewlog.segments import split_text

AS_OF = datetime.date(2026, 11, 24)
HOME = "https://harbor.example/care/"
THEMES = Path(__file__).parents[3] / "themes"
ASSETS = {
    "media/ada.jpg": "assets/ada.1.jpg",
    "media/ada.mp4": "assets/ada.1.mp4",
    "media/poster.jpg": "assets/poster.1.jpg",
    "media/clinic.jpg": "assets/clinic.1.jpg",
    "media/logo.svg": "assets/logo.1.svg",
}


def location(slug: str, **changes: Any) -> Location:
    fields: dict[str, Any] = {
        "path": f"content/locations/{slug}.yaml",
        "slug": slug,
        "name": f"Harbor {slug.capitalize()}",
        "address": Address(street="1 Pier Street", locality="Chicago", region="IL", postal_code="02134"),
        "geo": Geo(latitude=41.5, longitude=-87.25),
        "phone": "+13125550110",
        "fax": "+13125550111",
        "hours": {"mon-fri": "08:00-12:00, 13:00-17:00", "sat": "10:00-24:00"},
        "hours_exceptions": (
            HoursException(on=datetime.date(2026, 12, 24), hours="08:00-12:00", note="Christmas Eve"),
            HoursException(on=datetime.date(2026, 11, 24), hours="closed"),
            HoursException(on=datetime.date(2026, 11, 23), hours="closed", note="yesterday"),
        ),
        "accessibility": ("Step-free entrance",),
        "photo": Picture(file="media/clinic.jpg", alt="The entrance"),
    }
    return Location(**fields | changes)


LOCATIONS = {
    "downtown": location("downtown"),
    "eyewear": location("eyewear", type="Optician"),
    "lab": location("lab", type="DiagnosticLab"),
}


@functools.cache
def edition(language: str = "en", minimum: int = 3, per_page: int = 20) -> Edition:
    site = Site(
        path="site.yaml",
        name="Harbor & Family Health",
        base_url=HOME.rstrip("/"),
        languages=("en", "es"),
        organization=Organization(type="MedicalOrganization", phone="+13125550100", logo="media/logo.svg"),
        reviews=ReviewSettings(minimum_ratings=minimum, window_months=24, per_page=per_page),
    )
    ground = Ground(
        site=site,
        theme=Theme(layers=(ThemeLayer("default", THEMES / "default"),), color="#0b6e6e", digest=""),
        locations=LOCATIONS,
        assets=ASSETS,
        pages=(),
        as_of=AS_OF,
    )
    return Edition(ground, language)


def provider(**changes: Any) -> Provider:
    fields: dict[str, Any] = {
        "path": "content/providers/ada-quill.yaml",
        "slug": "ada-quill",
        "name": Name(prefix="Dr.", given="Ada", middle="N.", family="Quill", suffix="MD, FACC"),
        "kind": "physician",
        "npi": "1999928397",
        "taxonomy": ("207RC0000X",),
        "specialties": ("Cardiology", "Ophthalmology"),
        "languages": ("en", "ig"),
        "pronouns": "she/her",
        "photo": Picture(file="media/ada.jpg", alt="Dr. Quill"),
        "video": Video(
            file="media/ada.mp4",
            poster="media/poster.jpg",
            title="Meet Dr. Quill",
            uploaded_on=datetime.date(2026, 5, 1),
            duration_seconds=75,
        ),
        "locations": (
            Practice(location="downtown", phone="+13125550142", accepting_new_patients=True),
            Practice(location="eyewear"),
            Practice(location="lab"),
        ),
        "credentials": (Credential(name="Board certified in Cardiovascular Disease", issuer="ABIM", since=2009),),
        "education": (
            Education(degree="MD", school="Lakeshore University", year=2003),
            Education(degree="Residency", school="Lakeshore University", year=2006),
        ),
        "affiliations": (Affiliation(hospital="Lakefront General", url="https://lakefront.example/"),),
        "conditions": ("High blood pressure", "Chest pain"),
        "procedures": ("Heart ultrasound",),
        "links": {"google": "https://maps.example/ada-quill"},
        "verified_on": datetime.date(2026, 11, 9),
        "i18n": {"es": ProviderTranslation(conditions=("Presión arterial alta", "Dolor de pecho"))},
    }
    return Provider(**fields | changes)


def review(number: int, **changes: Any) -> Review:
    """Give a review; a higher number was received later. Reviews of 2026 from June on."""
    fields: dict[str, Any] = {
        "path": f"content/reviews/ada-quill/{number}.yaml",
        "id": f"r-{number:012d}",
        "provider": "ada-quill",
        "rating": 4,
        "text": f"Text {number}: she listens.",
        "author": "M. K.",
        "language": "en",
        "received_at": datetime.datetime(2026, 6, 1, 12, number, tzinfo=datetime.UTC),
        "source": "website-form",
        "method": "invited-all",
        "moderation": Moderation(status="published"),
    }
    return Review(**fields | changes)


def reviews_of_every_form() -> list[Review]:
    reply = Reply(
        status="published",
        published_at=datetime.datetime(2026, 7, 2, 9, tzinfo=datetime.UTC),
        text="Thank you. Please call us.",
    )
    return [
        review(1, rating=5, title="Kind & quick"),
        review(2, rating=Rating(value=8, best=10, worst=0), text="Ocho de diez.", language="es"),
        review(3, rating=Rating(binary=True), aspects={"listens": 4}),
        review(4, rating=None, author=None, aspects={"wait-time": 1}),
        review(5, rating=3, text=None),
        review(6, rating=1, text="Waited <1 hour?\n\nNo, 2.", reply=reply, aspects={"wait-time": 2, "listens": 5}),
        review(7, rating=4, moderation=Moderation(status="withheld", reason="abusive"), text="not to be seen"),
        review(8, rating=4, moderation=Moderation(), text="not decided yet"),
        review(9, rating=5, source="google-business-profile", text="shown elsewhere"),
        review(10, rating=2, language=None, reply=Reply(status="approved", text="not public yet")),
    ]


def provider_case(
    where: Edition,
    who: Provider,
    reviews: Sequence[Review] = (),
    *,
    archive: int | None = None,
) -> tuple[dict[str, Any], ProviderView, Html, Standing, list[Placed]]:
    """Give the graph of a provider's page, or of one page of older reviews, with what it was made of."""
    placed = place(reviews, split_text)
    standing = stand(placed, where.site.reviews, where.as_of_month)
    per_page = where.site.reviews.per_page
    trail = [("Find care", "find/"), (who.name.spoken, provider_path(who.slug))]
    pages = review_pages(where, who, placed)
    listed = newest_list(where, who, standing, pages)
    if archive is None:
        path = provider_path(who.slug)
        shown = newest_first(placed)[:per_page]
    else:
        path = archive_path(who.slug, archive)
        shown = newest_first(archive_slices(placed, archive, per_page)[-1])
        listed = archive_list(where, who, listed, pages, archive)
        trail.append((listed.heading, path))
    view = provider_view(where, who, standing, listed, ())
    text = provider_graph(where, who, standing, view, shown, path=path, trail=trail, made={})
    return json.loads(text), view, text, standing, shown


def location_case(where: Edition, at: Location) -> dict[str, Any]:
    path = topic_path("locations", at.slug)
    trail = [("Locations", "locations/"), (at.name, path)]
    graph: dict[str, Any] = json.loads(location_graph(where, at, place_view(where, at), path=path, trail=trail))
    return graph


def node_of(graph: dict[str, Any], ending: str) -> dict[str, Any]:
    """Give the one node of a graph whose id has this ending."""
    (found,) = [node for node in graph["@graph"] if node["@id"].endswith(ending)]
    return found


def on_another_page(id_: str) -> list[str] | None:
    """Give the types of what other pages of the sample site describe: pages by their address, locations."""
    if not id_.startswith(HOME):
        return None
    if id_.endswith("#location"):
        types = LOCATION_TYPES[LOCATIONS[id_.removesuffix("/#location").rpartition("/")[2]].type]
        return [types] if isinstance(types, str) else list(types)
    return ["WebPage"] if id_.endswith("/") else None
