"""The way of a reply: every step that is allowed, and every one that is refused, with the file as it was."""

from __future__ import annotations

import datetime

import pytest
from replies.answering import NOW, SAFE, UNSAFE, hours, path_of, prepared, replied, reply_of, review_of, reviewed

from conftest import review_id
from site_gen.errors import SiteGenError
from site_gen.pipeline.replies.desk import lint, look, take, write
from site_gen.pipeline.replies.moves import BEFORE
from site_gen.pipeline.review_files import ChangedMeanwhileError

ID = review_id(1)
STAGES = {
    "unanswered": "",
    "draft": replied("draft"),
    "cooling-off": replied("cooling-off"),
    "approved": replied("approved", more=", approved_by: compliance"),
    "published": replied("published", more=", approved_by: compliance, published_at: 2026-11-22T10:00:00Z"),
}
AFTER = {
    "write": "draft",
    "submit": "cooling-off",
    "approve": "approved",
    "publish": "published",
    "posted": "published",
    "outcome": None,
    "remove": "unanswered",
}


def do(folder, action, *, role="compliance", now=NOW, text="Thank you for writing!"):
    if action == "write":
        return write(folder.root, ID, text, response="thanks", role=role, now=now)
    return take(folder.root, ID, action, role=role, now=now, outcome="change-made")


def stage(folder):
    return look(folder.root, ID, role=None, now=NOW).stage


def refused(folder, action, **more):
    before = (folder.root / path_of()).read_bytes()
    with pytest.raises(SiteGenError) as caught:
        do(folder, action, **more)
    assert (folder.root / path_of()).read_bytes() == before
    assert caught.value.hint, "whoever is refused is told what to do"
    return caught.value.message


@pytest.mark.parametrize("begin", STAGES)
@pytest.mark.parametrize("action", AFTER)
def test_each_step_leads_from_its_stages_and_from_no_other(site, action, begin):
    source = "google-business-profile" if action == "posted" else ""
    folder = site(reviewed(rating=2, extra=STAGES[begin], source=source))
    view = look(folder.root, ID, role="compliance", now=NOW)
    shown = {step.action: step.message for step in view.steps}
    assert view.stage == begin
    if begin in BEFORE[action]:
        assert shown[action] == ""
        do(folder, action)
        assert stage(folder) == (AFTER[action] or begin)
    else:
        assert shown[action] in refused(folder, action)
        assert stage(folder) == begin


def test_a_reply_goes_its_way_and_each_step_leaves_its_mark(site):
    folder = site(reviewed(rating=2))
    write(folder.root, ID, f"  {SAFE}  \n", response="sorry", role="office", now=NOW)
    reply = reply_of(folder)
    assert (reply.text, reply.written_by, reply.written_at, reply.response) == (SAFE, "office", NOW, "sorry")
    take(folder.root, ID, "submit", role=None, now=NOW + hours(1))
    take(folder.root, ID, "approve", role="compliance", now=NOW + hours(24))
    take(folder.root, ID, "publish", role=None, now=NOW + hours(25))
    take(folder.root, ID, "outcome", role=None, now=NOW + hours(900), outcome="change-planned")
    reply = reply_of(folder)
    assert (reply.approved_by, reply.published_at, reply.outcome) == ("compliance", NOW + hours(25), "change-planned")
    assert reply.written_at == NOW


def test_it_cools_off_to_the_second(site):
    folder = site(reviewed(rating=5))
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW)
    do(folder, "submit")
    assert "it cools off for 24 more hours" in refused(folder, "approve", now=NOW)
    assert "it cools off for 1 more hour" in refused(folder, "approve", now=NOW + hours(24) - hours(1 / 3600))
    do(folder, "approve", now=NOW + hours(24))
    assert stage(folder) == "approved"


def test_the_site_sets_the_hours(site):
    folder = site(reviewed(rating=5))
    folder.edit("site.yaml", "covered_entity", "replies: {cooling_off_hours: 2}\ncovered_entity")
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW)
    do(folder, "submit")
    assert "for 2 more hours" in refused(folder, "approve")
    do(folder, "approve", now=NOW + hours(2))


@pytest.mark.parametrize(("rating", "needs_other"), [(1, True), (2, True), (3, False), (5, False), (None, False)])
def test_up_to_two_stars_another_role_than_the_writers_approves(site, rating, needs_other):
    folder = site(reviewed(rating=rating, text="Hm.", extra=replied("cooling-off")))
    if needs_other:
        assert "office wrote it, and a reply to 2 stars or fewer needs a second role" in refused(
            folder, "approve", role="office"
        )
        do(folder, "approve", role="compliance")
    else:
        do(folder, "approve", role="office")
    assert stage(folder) == "approved"


@pytest.mark.parametrize(("at_most", "rating", "needs_other"), [(3, 3, True), (3, 4, False), (0, 1, False)])
def test_the_site_sets_up_to_which_rating(site, at_most, rating, needs_other):
    folder = site(reviewed(rating=rating, extra=replied("cooling-off")))
    folder.edit("site.yaml", "covered_entity", f"replies: {{second_role_at_most: {at_most}}}\ncovered_entity")
    if needs_other:
        refused(folder, "approve", role="office")
    else:
        do(folder, "approve", role="office")


@pytest.mark.parametrize(("rating", "hours_needed"), [(1, 24), (5, 0)])
def test_alone_a_day_replaces_the_second_role_for_low_ratings(site, rating, hours_needed):
    folder = site(reviewed(rating=rating))
    folder.edit("site.yaml", "covered_entity", "team: solo\nreplies: {cooling_off_hours: 0}\ncovered_entity")
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW)
    do(folder, "submit")
    if hours_needed:
        assert "cools off for 1 more hour" in refused(folder, "approve", role="office", now=NOW + hours(23.5))
    do(folder, "approve", role="office", now=NOW + hours(hours_needed))
    do(folder, "publish", now=NOW + hours(hours_needed))
    assert stage(folder) == "published"


def test_what_rules_refuse_is_kept_as_a_draft_and_goes_no_further(site):
    folder = site(reviewed(rating=2))
    write(folder.root, ID, UNSAFE, response=None, role="office", now=NOW)
    assert "RPL701 the reply confirms that the author is a patient" in refused(folder, "submit")
    for status in ("cooling-off", "approved"):
        by_hand = replied(status, text=UNSAFE, more=", approved_by: compliance")
        folder.write(reviewed(rating=2, extra=by_hand))
        assert "RPL701" in refused(folder, "approve" if status == "cooling-off" else "publish")


def test_a_rule_that_the_site_sets_aside_stops_nothing(site):
    folder = site(reviewed(rating=2, extra=replied("draft", text=UNSAFE)))
    codes = sorted({one.code for one in look(folder.root, ID, role=None, now=NOW).findings})
    ignored = ", ".join(f"{{code: {code}, reason: tried, until: 2026-12-31}}" for code in codes)
    folder.edit("site.yaml", "covered_entity", f"checks: {{ignore: [{ignored}]}}\ncovered_entity")
    do(folder, "submit")
    assert stage(folder) == "cooling-off"


def test_a_changed_text_is_a_draft_again_and_the_same_one_goes_on(site):
    folder = site(reviewed(rating=2, extra=STAGES["approved"]))
    before = (folder.root / path_of()).read_bytes()
    assert not do(folder, "write", text=SAFE).is_new
    assert (folder.root / path_of()).read_bytes() == before
    do(folder, "write", text=f"{SAFE} We listen.", role="manager")
    reply = reply_of(folder)
    assert (reply.status, reply.written_by, reply.approved_by, reply.written_at) == ("draft", "manager", None, NOW)


def test_a_reply_that_was_approved_by_hand_cools_off_all_the_same(site):
    approved = ", approved_by: compliance"
    folder = site(reviewed(rating=1, extra=replied("approved", written_at="2026-11-24T18:29:05Z", more=approved)))
    assert "not published: it cools off for" in refused(folder, "publish")
    assert stage(folder) == "approved"
    for gone, said in (("written_by: office, ", "who wrote it"), ("written_at: 2026-03-20T10:00:00Z, ", "when it was")):
        folder.write(reviewed(rating=1, extra=replied("approved", more=approved).replace(gone, "")))
        assert f"not published: the file does not say {said}" in refused(folder, "publish")
    folder.write(reviewed(rating=1, extra=replied("approved", more=approved)))
    do(folder, "publish")
    assert stage(folder) == "published"


def test_the_rating_of_a_review_that_waits_is_hidden_from_whoever_answers_too(site):
    folder = site(prepared() + reviewed(rating=1, moderation="moderation: {status: pending}"))
    low = look(folder.root, ID, role=None, now=NOW)
    assert low.rating == "1 of 5"
    folder.edit("site.yaml", "covered_entity", "reviews: {hide_rating_until_decided: true}\ncovered_entity")
    view = look(folder.root, ID, role=None, now=NOW)
    assert (view.rating, view.is_rating_hidden, view.is_low) == (None, True, False)
    other = reviewed(rating=5, moderation="moderation: {status: pending}")
    assert look(folder.write(other).root, ID, role=None, now=NOW).proposals == view.proposals != low.proposals
    folder.write(reviewed(rating=1))
    assert look(folder.root, ID, role=None, now=NOW).rating == "1 of 5"


def test_nothing_about_a_reply_tells_a_rating_that_is_hidden(site):
    said = []
    for rating in (1, 5):
        folder = site(prepared() + reviewed(rating=rating, moderation="moderation: {status: pending}"))
        folder.edit("site.yaml", "covered_entity", "reviews: {hide_rating_until_decided: true}\ncovered_entity")
        found = [one.code for one in lint(folder.root, ID, "Thank you for writing.", now=NOW).findings]
        write(folder.root, ID, "Thank you for writing.", response=None, role="office", now=NOW - hours(48))
        take(folder.root, ID, "submit", role="office", now=NOW - hours(48))
        view = look(folder.root, ID, role="office", now=NOW)
        said.append((found, [one.code for one in view.findings], view.cooled_at, view.steps))
        assert "approve" in [one.action for one in view.steps if "hidden" in one.message]
        folder.write(reviewed(rating=rating, extra=replied("cooling-off", text="Thank you for writing.")))
        codes = [one.code for one in look(folder.root, ID, role="office", now=NOW).findings]
        assert ("RPL708" in codes) == (rating == 1)
    assert said[0] == said[1]


def test_files_that_say_too_little_are_not_approved_nor_published(site):
    folder = site(reviewed(rating=2, extra=f'reply: {{status: cooling-off, text: "{SAFE}"}}'))
    assert "does not say when it was written" in refused(folder, "approve")
    written = "written_at: 2026-11-20T10:00:00Z"
    folder.write(reviewed(rating=2, extra=f'reply: {{status: cooling-off, {written}, text: "{SAFE}"}}'))
    assert "does not say who wrote it" in refused(folder, "approve")
    folder.write(reviewed(rating=2, extra=replied("approved")))
    assert "does not say who approved it" in refused(folder, "publish")
    folder.write(reviewed(rating=2, extra=replied("approved", more=", approved_by: office")))
    assert "office wrote and approved it" in refused(folder, "publish")
    folder.write(reviewed(rating=3, extra=replied("approved", more=", approved_by: office")))
    do(folder, "publish")


def test_each_review_is_answered_where_it_is_shown(site):
    folder = site(reviewed(rating=4, source="yelp", moderation="", extra=STAGES["approved"]))
    assert "the review is on yelp, its reply belongs there" in refused(folder, "publish")
    do(folder, "posted")
    assert reply_of(folder).published_at == NOW
    folder.write(reviewed(rating=4, extra=STAGES["approved"]))
    assert "shown on your own pages" in refused(folder, "posted")


@pytest.mark.parametrize("moderation", ["pending", "withheld, reason: abusive"])
def test_a_reply_is_public_only_beside_its_review(site, moderation):
    folder = site(reviewed(rating=2, extra=STAGES["approved"], moderation=f"moderation: {{status: {moderation}}}"))
    assert f"the review itself is {moderation.split(',')[0]}" in refused(folder, "publish")


def test_nobody_and_nothing_are_refused(site):
    folder = site(reviewed(rating=2))
    for role in ("", "The Office", None):
        with pytest.raises(SiteGenError, match="is no role"):
            write(folder.root, ID, SAFE, response=None, role=role, now=NOW)
    with pytest.raises(SiteGenError, match="the reply is empty"):
        write(folder.root, ID, " \n ", response=None, role="office", now=NOW)
    folder.write(reviewed(rating=2, extra=STAGES["cooling-off"]))
    with pytest.raises(SiteGenError, match="is no role"):
        take(folder.root, ID, "approve", role=None, now=NOW)
    assert review_of(folder).reply.status == "cooling-off"


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(site):
    folder = site(reviewed(rating=2))
    digest = look(folder.root, ID, role=None, now=NOW).digest
    do(folder, "write")
    with pytest.raises(ChangedMeanwhileError):
        write(folder.root, ID, SAFE, response=None, role="office", now=NOW, digest=digest)
    assert reply_of(folder).text == "Thank you for writing!"


def test_removing_takes_the_reply_out_and_leaves_every_other_byte(site):
    folder = site(reviewed(rating=2, text="# Not a comment"))
    before = (folder.root / path_of()).read_bytes()
    do(folder, "write")
    do(folder, "remove")
    assert (folder.root / path_of()).read_bytes() == before


def test_a_binary_no_is_a_low_rating(site):
    folder = site(reviewed(rating=None, text="No.", extra=f"rating: {{binary: false}}\n{replied('cooling-off')}"))
    assert "needs a second role" in refused(folder, "approve", role="office")


@pytest.mark.parametrize(("begin", "action"), [("cooling-off", "approve"), ("approved", "publish")])
def test_no_reply_is_approved_or_published_while_the_register_does_not_load(site, begin, action):
    folder = site(reviewed(rating=2, extra=STAGES[begin]))
    file = folder.root / "content/authorizations.yaml"
    file.write_text("authorizations:\n  - {reference: a-1, verison: web-2}\n")
    assert "content/authorizations.yaml:2 does not load" in refused(folder, action)
    file.unlink()
    do(folder, action)
    assert stage(folder) == AFTER[action]


def test_a_reply_of_the_evening_is_of_that_day_and_not_of_the_next_one_in_utc(site):
    folder = site(reviewed(rating=4, extra=STAGES["approved"]))
    evening = datetime.datetime(2026, 11, 25, 1, 30, tzinfo=datetime.UTC)
    do(folder, "publish", now=evening)
    written = reply_of(folder).published_at
    assert (written, written.date()) == (evening, datetime.date(2026, 11, 24))
    assert b"published_at: 2026-11-24T19:30:00-06:00" in (folder.root / path_of()).read_bytes()
