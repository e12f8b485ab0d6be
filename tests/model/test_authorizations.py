"""Which authorization counts for a review: its own, as the register has it since."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from site_gen.model.authorizations import AuthorizationFile, Register, Signed, authorization_of
from site_gen.model.review import Authorization, Review

DAY = datetime.date(2026, 11, 24)
ID = "r-k3v9m2qd7xwa"


def on(month: int, day: int = 1, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, day)


def signed(reference: str = "a-1", **changes: object) -> Signed:
    values: dict[str, object] = {"version": "web-1", "scope": ("website",), "signed_on": on(3)}
    return Signed(reference=reference, **{**values, **changes})  # type: ignore[arg-type]


def register(*forms: Signed) -> Register:
    return Register([AuthorizationFile(path="content/authorizations.yaml", authorizations=forms)])


def reviewed(authorization: Authorization | None = None, source_id: str | None = None) -> Review:
    return Review(
        path=f"content/reviews/ana-diaz/{ID}.yaml",
        id=ID,
        provider="ana-diaz",
        received_at=datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC),
        source="website-form",
        source_id=source_id,
        method="organic",
        authorization=authorization,
    )


WRITTEN = Authorization(basis="signed", reference="a-1", version="web-1", scope=("website",), signed_on=on(3))


def counted(review: Review, *forms: Signed) -> Authorization | None:
    return authorization_of(review, register(*forms), DAY)


def test_without_a_form_in_the_register_the_review_speaks_for_itself():
    assert counted(reviewed(WRITTEN)) == WRITTEN
    assert counted(reviewed(WRITTEN), signed("a-2", revoked_on=on(10))) == WRITTEN
    assert counted(reviewed(None), signed("a-2")) is None


@pytest.mark.parametrize(
    ("review", "form"),
    [
        (reviewed(WRITTEN), signed("a-1", expires_on=on(6, year=2028))),
        (reviewed(None), signed("b-9", review=ID)),
        (reviewed(None, source_id="row-17"), signed("b-9", source="website-form", source_id="row-17")),
    ],
    ids=["by reference", "by review", "by id at the source"],
)
def test_a_form_is_found_by_each_of_its_links(review, form):
    assert counted(review, signed("other", review="r-000000000009"), form) == form.authorization


def test_the_same_id_at_another_source_is_another_review():
    form = signed("b-9", source="press-ganey", source_id="row-17")
    assert counted(reviewed(None, source_id="row-17"), form) is None


def test_the_form_that_was_signed_last_counts():
    older, newer = signed("b-1", review=ID, expires_on=on(5)), signed("b-2", review=ID, signed_on=on(6))
    assert counted(reviewed(WRITTEN), newer, older) == newer.authorization


def test_a_form_of_tomorrow_does_not_count_yet():
    present, future = signed("b-1", review=ID), signed("b-2", review=ID, signed_on=DAY + datetime.timedelta(days=1))
    assert counted(reviewed(None), present, future) == present.authorization
    assert counted(reviewed(None), future) == future.authorization


def test_a_revocation_ends_every_form_that_was_signed_by_then():
    revoked = signed("b-1", review=ID, revoked_on=on(10))
    other = signed("b-2", review=ID, signed_on=on(6))
    assert counted(reviewed(None), revoked, other).revoked_on == on(10)


def test_a_form_that_was_signed_after_a_revocation_counts():
    revoked = signed("b-1", review=ID, revoked_on=on(5))
    again = signed("b-2", review=ID, signed_on=on(6))
    assert counted(reviewed(WRITTEN), revoked, again) == again.authorization


def test_a_revocation_in_the_reviews_own_file_stays_one_whatever_the_register_says():
    written = msgspec.structs.replace(WRITTEN, revoked_on=on(9))
    assert counted(reviewed(written), signed("a-1")).revoked_on == on(9)


def test_a_text_without_a_name_stays_one_until_it_is_revoked():
    written = Authorization(basis="deidentified", by="compliance")
    assert counted(reviewed(written), signed("b-1", review=ID, expires_on=on(5))) == written
    revoked = counted(reviewed(written), signed("b-1", review=ID, revoked_on=on(5)))
    assert (revoked.basis, revoked.revoked_on) == ("deidentified", on(5))


def test_of_a_reference_that_stands_twice_no_revocation_is_lost():
    for forms in ((signed("a-1"), signed("a-1", revoked_on=on(9))), (signed("a-1", revoked_on=on(9)), signed("a-1"))):
        twice = register(*forms)
        assert authorization_of(reviewed(WRITTEN), twice, DAY).revoked_on == on(9)
        assert [entry.number for entry in twice.repeated] == [1]


def test_what_intake_took_from_a_column_is_completed_by_the_register():
    bare = Authorization(basis="signed", reference="a-1")
    assert counted(reviewed(bare), signed("a-1")) == signed("a-1").authorization


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": ()},
        {"source": "website-form"},
        {"source_id": "row-17"},
        {"expires_on": on(2)},
        {"revoked_on": on(2)},
    ],
)
def test_a_form_that_contradicts_itself_is_refused(changes):
    with pytest.raises(ValueError, match=r"go together|is before signed_on|what it covers"):
        signed(**changes)


@pytest.mark.parametrize("reference", ["Maria Sample", "maria@harbor.example", "", "-a", "a" * 81])
def test_a_reference_is_no_name_and_no_address(reference):
    data = {"reference": reference, "version": "web-1", "scope": ["website"], "signed_on": "2026-03-01"}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, Signed)
    assert msgspec.convert({**data, "reference": "auth/2026-031_b.1"}, Signed).by == "patient"


OTHERS = [
    pytest.param({"review": "r-000000000009"}, id="another review"),
    pytest.param({"source": "website-form", "source_id": "row-18"}, id="another submission"),
    pytest.param({"source": "press-ganey", "source_id": "row-17"}, id="another source"),
]


@pytest.mark.parametrize("link", OTHERS)
@pytest.mark.parametrize("written", [Authorization(basis="signed", reference="a-1"), WRITTEN], ids=["bare", "whole"])
def test_a_form_that_names_another_review_gives_nothing_to_one_that_names_it(written, link):
    one = counted(reviewed(written, source_id="row-17"), signed("a-1", **link))
    assert one == Authorization(basis="signed", reference="a-1")


@pytest.mark.parametrize("link", [{"review": ID}, {"source": "website-form", "source_id": "row-17"}])
def test_a_form_that_names_this_review_is_found_by_its_reference(link):
    bare = Authorization(basis="signed", reference="a-1")
    form = signed("a-1", **link)
    assert counted(reviewed(bare, source_id="row-17"), form) == form.authorization


def test_the_version_that_replaces_a_review_has_the_form_that_names_it():
    form = signed("a-1", review="r-000000000009")
    version = msgspec.structs.replace(reviewed(Authorization(basis="signed", reference="a-1")), supersedes=form.review)
    assert counted(version, form) == form.authorization
    assert counted(msgspec.structs.replace(version, supersedes="r-000000000008"), form).signed_on is None


def test_a_revocation_counts_for_everybody_who_names_the_form():
    form = signed("a-1", review="r-000000000009", revoked_on=on(9))
    assert counted(reviewed(WRITTEN), form).revoked_on == on(9)


def test_beside_a_form_of_its_own_that_of_another_review_counts_for_nothing():
    own = signed("b-1", review=ID)
    other = signed("a-1", review="r-000000000009", signed_on=on(6), revoked_on=on(9))
    assert counted(reviewed(WRITTEN), own, other) == own.authorization


def versions(*authorizations: Authorization | None) -> list[Review]:
    """Give as many versions of one review, each with its authorization."""
    found: list[Review] = []
    for number, written in enumerate(authorizations):
        before = found[-1].id if found else None
        found.append(msgspec.structs.replace(reviewed(written), id=f"r-{number:012}", supersedes=before))
    return found


def counted_last(reviews: list[Review], *forms: Signed) -> Authorization | None:
    return authorization_of(reviews[-1], register(*forms).among(reviews), DAY)


@pytest.mark.parametrize(
    "form",
    [signed("b-1", review="r-000000000000", revoked_on=on(9)), signed("a-1", revoked_on=on(9))],
    ids=["by review", "by the reference in its file"],
)
def test_whoever_takes_back_the_form_of_the_first_version_takes_back_the_third(form):
    counts = counted_last(versions(WRITTEN, None, None), form)
    assert (counts.basis, counts.revoked_on) == ("signed", on(9))


def test_a_revocation_in_the_file_of_an_earlier_version_counts_for_the_later_one():
    written = msgspec.structs.replace(WRITTEN, revoked_on=on(9))
    assert counted_last(versions(written, None)).revoked_on == on(9)
    own = msgspec.structs.replace(WRITTEN, reference="a-2")
    assert counted_last(versions(written, own)).revoked_on == on(9)


def test_the_form_of_an_earlier_version_permits_nothing_by_itself():
    assert counted_last(versions(None, None), signed("b-1", review="r-000000000000")) is None


def test_a_form_that_a_later_version_got_after_the_revocation_counts():
    revoked = signed("b-1", review="r-000000000000", revoked_on=on(5))
    again = signed("b-2", review="r-000000000001", signed_on=on(6))
    assert counted_last(versions(None, None), revoked, again) == again.authorization
    before = signed("b-2", review="r-000000000001", signed_on=on(4))
    assert counted_last(versions(None, None), revoked, before).revoked_on == on(5)


def test_a_version_may_name_the_form_of_any_earlier_one():
    form = signed("a-1", review="r-000000000000")
    assert counted_last(versions(None, None, WRITTEN), form) == form.authorization
    other = signed("a-1", review="r-000000000009")
    assert counted_last(versions(None, None, WRITTEN), other) == Authorization(basis="signed", reference="a-1")


def test_versions_that_name_each_other_end_somewhere():
    one, two = versions(None, None)
    one = msgspec.structs.replace(one, supersedes=two.id)
    assert counted_last([one, two], signed("b-1", review=one.id, revoked_on=on(9))).revoked_on == on(9)
