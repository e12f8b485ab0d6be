"""The JSON twin of a provider's page: the same facts, and nothing that the page keeps to itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import Public, SiteFolder, review

PROVIDER = "providers/ana-diaz/index.html"
TWIN = "providers/ana-diaz/index.json"
SECRETS = ("2026-03-10T12:00", "sub_private_", "pat@mail.example", "auth-private-1", "+13125559999")


def private(number: int, **values: Any) -> str:
    """Give a review with everything in it that must never be published."""
    extra = (
        f"source_id: sub_private_{number}\ncontact: pat@mail.example, +13125559999\n"
        "authorization: {basis: signed, reference: auth-private-1}\n"
    )
    status = values.pop("status", "{status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}")
    return review(number, extra=f"{extra}moderation: {status}", **values)


@pytest.fixture
def folder(site) -> SiteFolder:
    reviews = [private(number, rating=4 if number == 1 else 5, text=f"Words {number}") for number in range(1, 23)]
    reviews += [
        private(31, rating=1, status="{status: withheld, reason: abusive, decided_at: 2026-03-12T12:00:00Z}"),
        private(32, rating=2, status="{status: withheld, reason: wrong-provider, decided_at: 2026-03-12T12:00:00Z}"),
        private(33, rating=3, status="{status: pending}"),
        private(34, text="elsewhere").replace("website-form", "google-business-profile"),
        private(35, text="Now better").replace("source:", "supersedes: r-000000000002\nsource:"),
    ]
    folder = site("".join(reviews))
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    return folder


@pytest.fixture
def public(folder) -> Public:
    return folder.build()


@pytest.fixture
def twin(public) -> dict[str, Any]:
    value = json.loads(public.bytes(TWIN))
    assert isinstance(value, dict)
    return value


def test_the_page_in_every_language_names_its_one_twin(public):
    for file in (PROVIDER, f"es/{PROVIDER}"):
        assert public.html(file).find("link", rel="alternate", type="application/json")["href"] == f"/{TWIN}"
    assert f"es/{TWIN}" not in public.tree()


def test_name_address_and_phone_are_those_of_the_page(public, twin):
    page = public.html(PROVIDER)
    name = twin["name"]
    assert page.h1.get_text() == f"{name['prefix']} {name['given']} {name['family']}, {name['suffix']}"
    assert twin["url"] == page.find("link", rel="canonical")["href"]
    (place,) = twin["locations"]
    assert place["phone"] == "+13125550101"
    assert page.find("a", class_="button", href=f"tel:{place['phone']}")
    words = public.text(PROVIDER)
    assert place["name"] in words
    assert place["address"]["street"] in words
    assert place["accepting_new_patients"] is True
    assert "Accepting new patients" in words


def test_average_and_distribution_are_those_of_the_page(public, twin):
    page = public.html(PROVIDER)
    rating = twin["rating"]
    assert rating["average"] == page.find(attrs={"data-average": True})["value"] == "4.7"
    assert f"{rating['count']} ratings" in page.find(class_="average-summary").get_text()
    bars = [int(count["value"]) for count in page.find_all(attrs={"data-by": "stars"})]
    assert list(rating["distribution"]) == ["5", "4", "3", "2", "1"]
    assert list(rating["distribution"].values()) == bars
    assert sum(bars) == rating["count"] == 23


def test_counts_are_those_of_the_page(public, twin):
    page = public.html(PROVIDER)
    counts = twin["reviews"]
    assert counts["withheld"] == {"abusive": 1, "wrong-provider": 1}
    for reason, count in counts["withheld"].items():
        assert page.find(attrs={"data-count": "withheld", "data-reason": reason})["value"] == str(count)
    for name in ("received", "shown", "pending"):
        assert page.find(attrs={"data-count": name})["value"] == str(counts[name]), name
    assert (counts["received"], counts["shown"], counts["pending"]) == (25, 22, 1)
    assert (counts["replaced"], counts["elsewhere"], counts["hidden"]) == (1, 1, 0)


def test_the_pages_of_reviews_that_it_names_are_there_and_hold_what_it_counts(public, twin):
    shown = 0
    for url in twin["reviews"]["pages"]:
        page = public.html(url.removeprefix("https://harbor.example/") + "index.html")
        assert page.find("link", rel="canonical")["href"] == url
        shown += len(page("article", class_="review"))
    assert shown == twin["reviews"]["shown"]


def test_below_the_minimum_the_twin_has_no_average_either(folder):
    folder.edit("site.yaml", "languages:", "reviews: {minimum_ratings: 30}\nlanguages:")
    rating = json.loads(folder.build().bytes(TWIN))["rating"]
    assert (rating["average"], rating["count"], rating["minimum"]) == (None, 23, 30)


def test_a_departed_provider_has_no_phone_and_place_in_the_twin(folder):
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\nstatus: departed")
    twin = json.loads(folder.build().bytes(TWIN))
    assert (twin["status"], twin["locations"]) == ("departed", [])
    assert twin["reviews"]["shown"] == 22


def test_what_is_private_of_a_review_stands_in_no_file_at_all(public, twin):
    assert not {"received_at", "source_id", "contact", "authorization"} & set(_keys(twin))
    for file, data in public.tree().items():
        for secret in SECRETS:
            assert secret.encode() not in data, (file, secret)


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for child in value.values() for key in _keys(child))]
    return [key for child in value for key in _keys(child)] if isinstance(value, list) else []
