"""Buckets of stores that differ: Google's, those without conditions, those on this machine."""

from __future__ import annotations

import msgspec
import pytest

from deploy.stores import refusing_conditions, store, without_conditions
from deploy.targets import BUCKETS, Target, bucket_of, winners
from site_gen.deploy.place import LOCK
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget


@pytest.mark.parametrize("kind", [without_conditions, refusing_conditions])
def test_a_store_without_conditions_gives_the_lock_to_one_as_well(kind, request, tmp_path):
    target = Target("s3", request, tmp_path)
    with store(kind) as endpoint:
        places = [bucket_of(target, endpoint) for _ in range(4)]
        assert winners(places) == 1
        assert not places[0].create(LOCK, b"late")


@pytest.mark.parametrize("kind", BUCKETS)
def test_what_a_bucket_has_lost_already_is_removed_without_an_error(kind, request, tmp_path):
    target = Target(kind, request, tmp_path)
    place = bucket_of(target, f"{target.endpoint}/")
    place.replace("index.html", b"here")
    place.delete(["gone/index.html", "index.html", "gone.txt"])
    assert target.files() == {}


@pytest.mark.parametrize("kind", BUCKETS)
def test_a_bucket_that_is_not_there_is_said_in_one_line(kind, request, tmp_path):
    place = bucket_of(Target(kind, request, tmp_path), bucket="no-such-bucket")
    with pytest.raises(UnwritableError, match="lock: there is no such bucket") as refused:
        place.create(LOCK, b"mine")
    assert refused.value.hint.startswith("make it there first; ")
    assert "\n" not in refused.value.hint


STORES = ("s3", "gcs", "azure")


@pytest.mark.parametrize("to", STORES)
@pytest.mark.parametrize(
    "endpoint",
    [
        "https://s3.example",
        "https://s3.example:9000/base/",
        "http://127.0.0.1:10000/devstoreaccount1",
        "http://[::1]/",
        "http://localhost",
        "http://localhost:4443",
    ],
)
def test_a_store_has_an_address_of_its_own_in_clear_on_this_machine_only(to, endpoint):
    assert target_at(to, endpoint).endpoint == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://s3.example",
        "http://localhost.example/",
        "http://127.0.0.1.example",
        "http://localhost:80@s3.example/",
        "http://user@localhost/",
        "http://127.0.0.1:9000 ",
        "ftp://127.0.0.1/",
        "https://",
        "http://192.168.0.9:9000",
    ],
)
def test_nothing_is_sent_over_the_network_in_clear(endpoint):
    with pytest.raises(msgspec.ValidationError, match="endpoint"):
        target_at("s3", endpoint)


def target_at(to: str, endpoint: str) -> DeployTarget:
    account = {"account": "harbor"} if to == "azure" else {}
    return msgspec.convert({"to": to, "bucket": "harbor", "endpoint": endpoint, **account}, DeployTarget)
