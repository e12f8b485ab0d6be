"""The queue has every review that waits, in the order of its arrival, with what there is to look at."""

from __future__ import annotations

import datetime
import random

import msgspec
import pytest
from deciding import NOW, SIGNED, TEXT, WAITS, covered, path_of, waiting

from conftest import review, review_id
from site_gen.errors import SiteGenError
from site_gen.model.review import Rating
from site_gen.pipeline.moderation.queue import look_again, rating_words, read_queue
from site_gen.reviewlog.fault import LogError

OTHER = """\
-- content/providers/bo-lee.yaml --
name: {given: Bo, family: Lee}
kind: dentist
"""


def ids(queue):
    return [one.id for one in queue.reviews]


def test_reviews_of_all_providers_come_in_the_order_of_their_receipt_whatever_they_say(site):
    numbers = list(range(1, 25))
    random.Random(5).shuffle(numbers)
    archive = OTHER
    for number in numbers:
        entry = waiting(number, rating=random.Random(number).choice([1, 3, 5, None]), text="Bad." * (number % 3))
        if number % 2:
            entry = entry.replace("ana-diaz", "bo-lee")
        archive += entry
    assert ids(read_queue(site(archive).root, NOW)) == [review_id(number) for number in range(1, 25)]


def test_only_what_waits_is_in_it(site):
    archive = waiting(1) + review(2) + waiting(3, moderation="moderation: {status: withheld, reason: abusive}")
    folder = site(archive + waiting(4, moderation="# nothing decided"))
    assert ids(read_queue(folder.root, NOW)) == [review_id(1), review_id(4)]


@pytest.mark.parametrize("source", ["google-business-profile", "yelp"])
def test_what_is_shown_elsewhere_is_never_in_it(site, source):
    folder = site(waiting(1).replace("website-form", source) + waiting(2))
    assert ids(read_queue(folder.root, NOW)) == [review_id(2)]


def test_a_version_that_a_published_one_replaced_does_not_wait_and_one_that_a_pending_one_would_does(site):
    published = review(2, extra=f"supersedes: {review_id(1)}\nmoderation: {{status: published, by: compliance}}")
    folder = site(waiting(1) + published + waiting(3) + waiting(4, extra=f"supersedes: {review_id(3)}"))
    queue = read_queue(folder.root, NOW)
    assert ids(queue) == [review_id(3), review_id(4)]
    assert queue.reviews[1].supersedes == review_id(3)


def test_no_version_before_a_published_one_waits(site):
    third = review(3, extra=f"supersedes: {review_id(2)}\nmoderation: {{status: published, by: compliance}}")
    folder = site(waiting(1) + waiting(2, extra=f"supersedes: {review_id(1)}") + third)
    assert ids(read_queue(folder.root, NOW)) == []


def test_each_has_what_whoever_decides_needs(site):
    extra = "title: Fine\nauthor: Leo\nverification: visit-match\naspects: {listens: 5, wait-time: 2}"
    folder = site(waiting(1, rating=2, text=TEXT, extra=extra))
    (view,) = read_queue(folder.root, NOW).reviews
    assert view.provider_name == "Dr. Ana Diaz, DDS"
    assert (view.source, view.method, view.verification) == ("website-form", "invited-all", "visit-match")
    assert view.age_days == (NOW.date() - datetime.date(2026, 3, 10)).days
    assert view.rating == "2 of 5"
    assert [view.text[start:end] for start, end in view.identifiers] == ["March 3, 2026", "Chen", "312-555-0142"]
    assert "".join(segment.text for segment in view.segments) == TEXT
    assert [part.text for part in view.segments if part.is_identifier] == ["March 3, 2026", "Chen", "312-555-0142"]
    assert [(one.name, one.value) for one in view.fields] == [
        ("author", "Leo"),
        ("title", "Fine"),
        ("verification", "visit-match"),
        ("aspects", "listens 5, wait-time 2"),
    ]
    assert not view.is_sealed
    assert view.blocked == view.refusals == view.suspects == view.cautions == ()


def test_names_in_the_title_are_marked_and_the_providers_own_is_not(site):
    folder = site(waiting(1, extra="title: Dr. Diaz and Dr. Chen"))
    (view,) = read_queue(folder.root, NOW).reviews
    assert [view.title[start:end] for start, end in view.titled] == ["Chen"]


def test_the_rating_and_the_answers_are_hidden_where_the_site_wants_it(site):
    folder = site(waiting(1, rating=1, extra="aspects: {listens: 2}") + waiting(2, rating=None, text="Kind."))
    folder.edit("site.yaml", "covered_entity", "reviews: {hide_rating_until_decided: true}\ncovered_entity")
    first, second = read_queue(folder.root, NOW).reviews
    assert (first.rating, first.is_rating_hidden, first.fields[0].value) == (None, True, "")
    assert b'"rating":null' in msgspec.json.encode(first)
    assert (second.rating, second.is_rating_hidden) == (None, False)


def test_a_rating_is_said_in_words():
    assert rating_words(None) is None
    assert rating_words(4) == "4 of 5"
    assert rating_words(Rating(value=8, best=10)) == "8 of 10"
    assert rating_words(Rating(value=46, best=50, scale=10)) == "4.6 of 5"
    assert rating_words(Rating(binary=True)) == "recommends"
    assert rating_words(Rating(binary=False)) == "does not recommend"


@pytest.mark.parametrize(
    ("authorization", "message", "reason"),
    [
        ("", "shown without an authorization", "authorization-missing"),
        (f"{SIGNED[:-1]}, revoked_on: 2026-11-01}}", "its authorization was revoked", "authorization-revoked"),
        (f"{SIGNED[:-1]}, expires_on: 2026-11-01}}", "its authorization ran out", "authorization-missing"),
        (SIGNED.replace("website", "newsletter"), "covers newsletter, not the website", "authorization-missing"),
        (SIGNED, None, None),
        (f"{SIGNED[:-1]}, expires_on: 2026-11-24}}", None, None),
        ("authorization: {basis: deidentified, by: compliance}", None, None),
    ],
)
def test_a_covered_entity_learns_beforehand_what_it_may_not_publish(tmp_path, authorization, message, reason):
    extra = f"{authorization}\n{WAITS}" if authorization else WAITS
    (view,) = read_queue(covered(tmp_path, review(1, extra=extra)).root, NOW).reviews
    assert [one.reason for one in view.refusals] == ([reason] if reason else [])
    if message:
        assert message in view.refusals[0].message
        assert reason in view.refusals[0].hint


def test_nobody_else_needs_an_authorization(site):
    (view,) = read_queue(site(review(1, extra=WAITS)).root, NOW).reviews
    assert view.refusals == ()


def test_segments_are_those_that_were_sealed(tmp_path):
    folder = covered(tmp_path, waiting(1, text="One. Two. Three."))
    assert [one.text for one in read_queue(folder.root, NOW).reviews[0].segments] == ["One. ", "Two. ", "Three."]
    folder.seal()
    opening = folder.openings()[review_id(1)]
    with_two = sealed_with(folder, 1, ("One. Two. ", "Three."))
    (view,) = read_queue(folder.root, NOW).reviews
    assert (view.is_sealed, [one.text for one in view.segments]) == (True, ["One. Two. ", "Three."])
    assert with_two.id == opening.id


def sealed_with(folder, number, segments):
    """Put an original with other segments in the place of the sealed one, as another version of the splitter had."""
    from site_gen.load.documents import parse_review
    from site_gen.load.log_folder import openings_path
    from site_gen.pipeline.log_write import openings_file
    from site_gen.pipeline.originals import fresh_salts
    from site_gen.reviewlog.commitment import commit_review

    known = folder.openings()
    file = parse_review((folder.root / path_of(number)).read_bytes(), path_of(number))
    fresh = commit_review(file, provider="ana-diaz", logged="2026-11", salts=fresh_salts(), segments=segments)
    placed = msgspec.structs.replace(fresh, index=known[review_id(number)].index)
    others = [one for ident, one in known.items() if ident != review_id(number)]
    (folder.root / openings_path("ana-diaz")).write_bytes(openings_file([*others, placed]))
    return placed


def test_a_file_that_is_not_what_was_sealed_can_not_be_decided_about(tmp_path):
    folder = covered(tmp_path, waiting(1, text="Waited 50 minutes.") + waiting(2, text="Kind."))
    folder.seal()
    folder.edit(path_of(1), "50", "5")
    folder.edit(path_of(2), "rating: 5", "rating: 5\nauthor: Leo")
    first, second = read_queue(folder.root, NOW).reviews
    assert first.blocked[0].message.startswith('it is not what was sealed: text: segment 0 is "Waited 5 minutes."')
    assert f"seal --restore {review_id(1)}" in first.blocked[0].hint
    assert "author: differs from what was sealed" in second.blocked[0].message


def test_a_review_of_nobody_can_not_be_decided_about(site):
    folder = site(waiting(1).replace("ana-diaz", "ana-dias"))
    (view,) = read_queue(folder.root, NOW).reviews
    assert "there is no content/providers/ana-dias.yaml that loads" in view.blocked[0].message


def test_characters_that_an_export_garbled_are_suspects(site):
    folder = site(waiting(1, text="The wait wasnâ€™t long.") + waiting(2, text="It wasn’t long."))
    first, second = read_queue(folder.root, NOW).reviews
    assert first.suspects == (
        'text: "â€™", which is "’" in UTF-8 read as Windows-1252 at character 14; compare with the source',
    )
    assert second.suspects == ()


def test_what_rules_ask_a_person_to_look_at_is_a_caution(tmp_path):
    text = "My son's appointment was on time."
    folder = covered(tmp_path, waiting(1, text=text, moderation=WAITS) + waiting(2, text="On time."))
    first, second = read_queue(folder.root, NOW).reviews
    assert "signed by the patient" in first.cautions[0]
    assert second.cautions == ()


def test_without_a_review_policy_it_says_that_nothing_could_be_sealed(tmp_path):
    folder = covered(tmp_path, waiting(1))
    assert read_queue(folder.root, NOW).hindrances == ()
    (folder.root / "content/policies/review-policy.md").unlink()
    (hindrance,) = read_queue(folder.root, NOW).hindrances
    assert hindrance.code == "MOD203"


def test_files_that_do_not_load_are_told_and_the_others_wait_as_ever(site):
    folder = site(waiting(1) + waiting(2))
    folder.edit(path_of(1), "rating: 5", "rating: 7")
    queue = read_queue(folder.root, NOW)
    assert ids(queue) == [review_id(2)]
    assert [(one.path, one.line, one.code) for one in queue.findings] == [(path_of(1), 3, "SRC002")]


def test_it_says_how_many_wait_too_long(site):
    folder = site(waiting(1) + waiting(2, month="2026-11") + waiting(3, month="2026-12"))
    queue = read_queue(folder.root, NOW)
    assert (queue.overdue, queue.decide_within_days) == (1, 14)
    assert [one.age_days for one in queue.reviews] == [259, 14, 0]


def test_a_change_by_hand_is_seen_at_the_next_look(site):
    folder = site(waiting(1))
    (view,) = read_queue(folder.root, NOW).reviews
    again = look_again(folder.root, view, NOW)
    assert again == view
    folder.edit(path_of(1), "rating: 5", "rating: 5\nauthor: Leo")
    changed = look_again(folder.root, view, NOW)
    assert changed.digest != view.digest
    assert changed.fields[0].value == "Leo"
    folder.edit(path_of(1), "status: pending", "status: published")
    assert look_again(folder.root, view, NOW) is None
    (folder.root / path_of(1)).unlink()
    assert look_again(folder.root, view, NOW) is None


def test_an_empty_site_has_an_empty_queue_and_a_broken_one_none(site, tmp_path):
    folder = site()
    assert read_queue(folder.root, NOW).reviews == ()
    folder.edit("site.yaml", "time_zone", "timezone")
    with pytest.raises(SiteGenError, match=r"site\.yaml:4: unknown key timezone"):
        read_queue(folder.root, NOW)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SiteGenError, match=r"no site\.yaml"):
        read_queue(tmp_path / "empty", NOW)


def test_a_damaged_log_is_said_before_anybody_decides_on_wrong_segments(tmp_path):
    folder = covered(tmp_path, waiting(1))
    folder.seal()
    checkpoint = folder.root / "log/checkpoint"
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b"harbor", b"harbur", 1))
    with pytest.raises(LogError):
        read_queue(folder.root, NOW)
