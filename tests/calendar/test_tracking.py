"""Links of posts say on which channel they stand, stay as they are otherwise, and are the same every time."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.calendar.tracking import is_own, target_of, tracked_url
from site_gen.model.audience import Channel
from site_gen.model.post import CallToAction, Post

BASE = "https://harbor.example"
FACEBOOK = Channel(id="facebook", name="Facebook", platform="facebook")
TAIL = "utm_source=facebook&utm_medium=social&utm_campaign=vaccines&utm_content=flu-shots"


def post(**changes):
    keys = {
        "path": "p",
        "slug": "flu-shots",
        "language": "en",
        "body": "",
        "title": "Flu",
        "topics": ("vaccines", "fall"),
    }
    return Post(**(keys | changes))


POST = post()


@pytest.mark.parametrize(
    ("url", "tracked"),
    [
        (f"{BASE}/news/flu/", f"{BASE}/news/flu/?{TAIL}"),
        ("/locations/", f"{BASE}/locations/?{TAIL}"),
        (f"{BASE}/find/?q=a%20b&near=60601#map", f"{BASE}/find/?q=a%20b&near=60601&{TAIL}#map"),
        (f"{BASE}/?utm_source=old&utm_term=kept&utm_content=old", f"{BASE}/?utm_term=kept&{TAIL}"),
        (f"{BASE}/?flag&b=", f"{BASE}/?flag&b=&{TAIL}"),
        (BASE, f"{BASE}?{TAIL}"),
    ],
)
def test_a_link_of_the_own_site_gets_four_parameters_and_keeps_the_rest(url, tracked):
    assert tracked_url(url, POST, FACEBOOK, base_url=BASE) == tracked


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/a",
        "http://harbor.example/",
        "https://harbor.example.evil.example/",
        "//evil.example/",
        "mailto:reviews@harbor.example",
        "tel:+13125550100",
    ],
)
def test_a_link_to_another_place_stays_as_it_is(url):
    assert tracked_url(url, POST, FACEBOOK, base_url=BASE) == url
    assert not is_own(url, BASE)


def test_below_a_path_only_what_lies_there_is_the_own_site():
    base = "https://host.example/harbor"
    assert tracked_url("/find/", POST, FACEBOOK, base_url=base) == f"{base}/find/?{TAIL}"
    assert is_own(base, base)
    assert is_own(f"{base}/a/", base)
    assert not is_own("https://host.example/harbor-two/", base)


def test_on_the_website_itself_no_link_is_changed():
    website = Channel(id="website", name="Website", platform="website")
    assert tracked_url(f"{BASE}/a/", POST, website) == f"{BASE}/a/"


@pytest.mark.parametrize(
    ("platform", "medium"),
    [
        ("newsletter", "email"),
        ("sms", "sms"),
        ("print", "print"),
        ("youtube", "social"),
        ("google-business-profile", "organic"),
    ],
)
def test_the_medium_is_the_kind_of_the_channel(platform, medium):
    channel = Channel(id="c", name="C", platform=platform)
    assert dict(parse_qsl(urlsplit(tracked_url(BASE, POST, channel)).query))["utm_medium"] == medium


@pytest.mark.parametrize("url", ["https://[harbor.example/", "https://harbor.example\u2100/"])
def test_what_python_takes_for_no_address_stays_as_it_is(url):
    assert tracked_url(url, POST, FACEBOOK) == url


def test_a_post_without_topics_belongs_to_the_news():
    assert "utm_campaign=news&" in tracked_url(BASE, post(topics=()), FACEBOOK)


@given(st.from_regex(r"https://harbor\.example(/[a-z]{0,5}){0,3}(\?[a-z=&%0-9]{0,20})?(#[a-z]{0,5})?", fullmatch=True))
def test_a_link_that_is_tracked_again_is_the_same(url):
    once = tracked_url(url, POST, FACEBOOK)
    assert tracked_url(once, POST, FACEBOOK) == once
    other = Channel(id="letter", name="L", platform="newsletter")
    assert tracked_url(once, POST, other) == tracked_url(url, POST, other)


def test_a_post_leads_to_its_page_then_to_its_call_to_action_then_home():
    call = CallToAction(label="Find a clinic", url="/locations/")
    away = CallToAction(label="Read", url="https://elsewhere.example/")
    assert target_of(post(channels=("website", "facebook"), call_to_action=call), BASE) == f"{BASE}/news/flu-shots/"
    assert target_of(post(channels=("facebook",), call_to_action=call), BASE) == f"{BASE}/locations/"
    assert target_of(post(channels=("facebook",), call_to_action=away), BASE) == f"{BASE}/"
    assert target_of(post(), f"{BASE}/") == f"{BASE}/"
