"""A decision is written whole or not at all, on the file that was seen, and can be taken back to the byte."""

from __future__ import annotations

import datetime
import os
import threading

import pytest
from deciding import NOW, PUBLISH, TEXT, WAITS, bytes_of, covered, hide, numbers_of, path_of, waiting, withhold
from seal.sealing import SealedSite, codes

from conftest import AS_OF, review, review_id
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review
from site_gen.model.review import Moderation
from site_gen.pipeline import review_files
from site_gen.pipeline.moderation.decide import decide, decide_shown, tell_author, undo
from site_gen.pipeline.moderation.queue import read_queue
from site_gen.pipeline.moderation.views import Choice
from site_gen.pipeline.review_files import ChangedMeanwhileError, find_review_file
from site_gen.write import log_folder

REMARKED = waiting(1, text=TEXT, extra="author: Leo", moderation="moderation: # look twice\n  status: pending\n# end")


def moderation_of(folder, number) -> Moderation:
    found = parse_review(bytes_of(folder, number), path_of(number))
    assert not isinstance(found, list), found
    return found.moderation


def made(folder, choice, number=1, **more):
    return decide(folder.root, review_id(number), choice, role="compliance", now=NOW, **more)


def test_publishing_writes_who_and_when_and_nothing_else(site):
    folder = site(REMARKED)
    before = bytes_of(folder, 1)
    made(folder, PUBLISH)
    written = (
        b"moderation:\n  # look twice\n  status: published\n  decided_at: 2026-11-24T18:30:05Z\n  by: compliance\n"
    )
    assert bytes_of(folder, 1) == before.replace(b"moderation: # look twice\n  status: pending\n", written)


def test_hiding_names_each_part_with_its_reason_in_the_order_of_the_text(site):
    folder = site(REMARKED)
    made(folder, hide(9, 3, fields=("author",)))
    assert b"  hidden: [{segment: 3, reason: third-party-privacy}, {segment: 9," in bytes_of(folder, 1)
    assert b"  hidden_fields: [{field: author, reason: third-party-privacy}]" in bytes_of(folder, 1)


@pytest.mark.parametrize("field", ["author", "relationship", "incentive"])
def test_contact_data_beside_the_text_is_hidden_before_a_review_is_published(tmp_path, field):
    sealed = SealedSite(tmp_path / "site").write(waiting(1, text="Kind.", extra=f"{field}: jo 312-555-0142"))
    before = bytes_of(sealed, 1)
    with pytest.raises(SiteGenError, match=f"contact data stands in {field}, which would be shown") as refused:
        made(sealed, PUBLISH)
    assert f"--hide-field {field}=third-party-privacy" in refused.value.hint
    assert bytes_of(sealed, 1) == before
    published = before.replace(b"status: pending", b"status: published, by: compliance")
    (sealed.root / path_of(1)).write_bytes(published)
    result = sealed.seal()
    assert codes(result) == ["INT120"]
    assert sealed.state(1).action is None
    (sealed.root / path_of(1)).write_bytes(before)
    made(sealed, hide(fields=(field,)))
    assert codes(sealed.seal()) == []
    assert sealed.state(1).action == "publish"


def test_withholding_keeps_the_reason_and_the_day_on_which_the_author_was_told(site):
    folder = site(REMARKED)
    made(folder, withhold("clearly-false", author_told_on=AS_OF))
    assert moderation_of(folder, 1) == Moderation(
        status="withheld",
        decided_at=NOW.replace(microsecond=0),
        by="compliance",
        reason="clearly-false",
        author_told_on=AS_OF,
    )
    made(folder, withhold("abusive"))
    assert moderation_of(folder, 1).author_told_on is None


def test_undo_gives_the_very_bytes_back(site):
    folder = site(REMARKED)
    before = bytes_of(folder, 1)
    for choice in (PUBLISH, hide(0), withhold()):
        decided = made(folder, choice)
        assert bytes_of(folder, 1) != before
        undo(folder.root, decided, now=NOW)
        assert bytes_of(folder, 1) == before


def test_undo_is_refused_once_the_decision_is_in_the_log(tmp_path):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(waiting(1, text=TEXT) + waiting(2, text=TEXT))
    sealed.seal()
    for number in (1, 2):
        decided = made(sealed, PUBLISH, number)
        if number == 1:
            sealed.seal()
            present = bytes_of(sealed, 1)
            with pytest.raises(SiteGenError, match=r"the log has the decision to publish .* cannot be taken back"):
                undo(sealed.root, decided, now=NOW)
            assert bytes_of(sealed, 1) == present
        else:
            undo(sealed.root, decided, now=NOW)
            assert moderation_of(sealed, 2).status == "pending"
    assert codes(sealed.seal()) == []


def test_undo_of_a_second_decision_is_refused_once_that_is_in_the_log(tmp_path):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(waiting(1, text=TEXT))
    made(sealed, PUBLISH)
    sealed.seal()
    decided = made(sealed, withhold("abusive"))
    undo(sealed.root, decided, now=NOW)
    decided = made(sealed, withhold("abusive"))
    sealed.seal()
    with pytest.raises(SiteGenError, match="the log has the decision to withhold"):
        undo(sealed.root, decided, now=NOW)


def test_undo_is_refused_when_somebody_changed_the_file_since(site):
    folder = site(REMARKED)
    decided = made(folder, PUBLISH)
    folder.edit(path_of(1), "# end", "# mine")
    present = bytes_of(folder, 1)
    with pytest.raises(ChangedMeanwhileError, match="was changed meanwhile, nothing was written"):
        undo(folder.root, decided, now=NOW)
    assert bytes_of(folder, 1) == present


def test_a_decision_on_a_file_that_changed_meanwhile_is_refused(site):
    folder = site(REMARKED + waiting(2))
    first, second = read_queue(folder.root, NOW).reviews
    folder.edit(path_of(1), "status: pending", "status: pending ")
    present = bytes_of(folder, 1)
    with pytest.raises(ChangedMeanwhileError):
        decide_shown(folder.root, first, PUBLISH, role="compliance", now=NOW)
    assert bytes_of(folder, 1) == present
    decide_shown(folder.root, second, PUBLISH, role="compliance", now=NOW)
    assert moderation_of(folder, 2).status == "published"


def test_a_file_that_changes_between_reading_and_writing_is_not_overwritten(site, monkeypatch):
    folder = site(REMARKED)
    real = review_files.edit_review

    def slow(data, wanted, **more):
        folder.edit(path_of(1), "# end", "# mine")
        return real(data, wanted, **more)

    monkeypatch.setattr(review_files, "edit_review", slow)
    with pytest.raises(ChangedMeanwhileError):
        made(folder, PUBLISH)
    assert moderation_of(folder, 1).status == "pending"
    assert b"# mine" in bytes_of(folder, 1)


def test_of_two_who_decide_at_once_about_the_same_review_one_wins_and_the_other_is_told(site):
    folder = site("".join(waiting(number, text=TEXT) for number in range(1, 13)))
    shown = read_queue(folder.root, NOW).reviews
    start = threading.Barrier(2)
    refused: dict[str, int] = {"one": 0, "other": 0}

    def moderate(role: str, choice: Choice) -> None:
        start.wait()
        for view in shown:
            try:
                decide_shown(folder.root, view, choice, role=role, now=NOW)
            except ChangedMeanwhileError:
                refused[role] += 1

    people = [
        threading.Thread(target=moderate, args=("one", PUBLISH)),
        threading.Thread(target=moderate, args=("other", withhold())),
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    found = [moderation_of(folder, number) for number in range(1, 13)]
    assert sum(refused.values()) == len(shown)
    assert {(one.by, one.status) for one in found} <= {("one", "published"), ("other", "withheld")}
    assert [one.by for one in found].count("one") == refused["other"]
    assert not list((folder.root / "content").rglob(".*"))


def test_a_write_that_fails_leaves_the_file_as_it_was(site, monkeypatch):
    folder = site(REMARKED)
    before = bytes_of(folder, 1)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log_folder.os, "fsync", full)
    with pytest.raises(SiteGenError, match="No space left on device"):
        made(folder, PUBLISH)
    assert bytes_of(folder, 1) == before


def test_who_may_read_a_file_stays_and_so_does_a_link(site):
    folder = site(REMARKED)
    place = folder.root / path_of(1)
    elsewhere = folder.root / "kept.yaml"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    elsewhere.chmod(0o640)
    made(folder, PUBLISH)
    assert place.is_symlink()
    assert os.stat(elsewhere).st_mode & 0o777 == 0o640
    assert b"published" in elsewhere.read_bytes()


def test_a_review_is_found_by_its_id_whatever_its_file_is_called(site):
    folder = site(REMARKED)
    (folder.root / path_of(1)).rename(folder.root / "content/reviews/ana-diaz/2026-03-10-leo.yaml")
    assert find_review_file(folder.root, review_id(1)).path == "content/reviews/ana-diaz/2026-03-10-leo.yaml"


@pytest.mark.parametrize(
    ("asked", "error", "hint"),
    [
        ("r-000000000002", "no review r-000000000002", "did you mean r-000000000001?"),
        ("r-zzz", "no review r-zzz", "ids begin with r-"),
        ("../site", "no review ../site", "ids begin with r-"),
    ],
)
def test_a_review_that_is_not_there_is_said_to_be_missing(site, asked, error, hint):
    with pytest.raises(SiteGenError, match=error) as raised:
        find_review_file(site(REMARKED).root, asked)
    assert hint in raised.value.hint


def test_an_id_that_two_files_have_is_decided_in_neither(site):
    folder = site(REMARKED + REMARKED.replace("reviews/ana-diaz", "reviews/bo-lee"))
    with pytest.raises(SiteGenError, match=r"is in .*ana-diaz.* and in .*bo-lee"):
        made(folder, PUBLISH)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (hide(99), "has no segment 99"),
        (hide(1, 1), "segment 1 is hidden twice"),
        (hide(1, reason="unrelated"), "unrelated is a reason for a whole review"),
        (hide(1, reason="author-withdrew"), "author-withdrew is a reason for a whole review"),
        (hide(fields=("author",), reason="wrong-provider"), "wrong-provider is a reason for a whole review"),
        (hide(fields=("title",)), "has no title to hide"),
        (hide(fields=("author", "author")), "field author is hidden twice"),
        (Choice(action="withhold"), "a review is withheld for a reason"),
        (Choice(action="publish", reason="abusive"), "belong to withholding"),
        (Choice(action="withhold", reason="abusive", hidden=hide(1).hidden), "parts are hidden of a review"),
        (Choice(action="remove"), "no decision remove"),
        (withhold(moved_to=review_id(2)), "for the reason wrong-provider only"),
        (withhold("wrong-provider", moved_to=review_id(7)), "no review r-000000000007"),
        (withhold("wrong-provider", moved_to=review_id(2)), "is under the same provider"),
        (withhold("wrong-provider", moved_to=review_id(3)), "is no copy of r-000000000001"),
        (withhold(author_told_on=datetime.date(2026, 11, 25)), "the author was told on 2026-11-25"),
        (withhold(author_told_on=datetime.date(2026, 3, 9)), "expected a day from 2026-03-10 to 2026-11-24"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_written(site, choice, message):
    elsewhere = waiting(3, text="Another.").replace("ana-diaz", "bo-lee")
    folder = site(REMARKED + waiting(2) + elsewhere)
    before = bytes_of(folder, 1)
    with pytest.raises(SiteGenError, match=message):
        made(folder, choice)
    assert bytes_of(folder, 1) == before


@pytest.mark.parametrize("role", ["", "Compliance", "the boss", "a" * 81])
def test_a_role_is_a_slug(site, role):
    folder = site(REMARKED)
    with pytest.raises(SiteGenError, match="is no role"):
        decide(folder.root, review_id(1), PUBLISH, role=role, now=NOW)


def test_a_copy_under_the_right_provider_can_be_named(site):
    copy = waiting(3, text=TEXT).replace("ana-diaz", "bo-lee")
    folder = site(REMARKED + copy)
    made(folder, withhold("wrong-provider", moved_to=review_id(3)))
    assert moderation_of(folder, 1).moved_to == review_id(3)


def test_a_covered_entity_may_not_publish_without_an_authorization_but_may_withhold(tmp_path):
    folder = covered(tmp_path, review(1, extra=WAITS))
    before = bytes_of(folder, 1)
    with pytest.raises(SiteGenError, match="may not be published: shown without an authorization") as raised:
        made(folder, PUBLISH)
    assert raised.value.hint == (
        "write the author's signed form into content/authorizations.yaml, or withhold it as authorization-missing"
    )
    assert bytes_of(folder, 1) == before
    made(folder, withhold("authorization-missing"))
    assert codes(folder.seal()) == []
    assert folder.state(1).reason == "authorization-missing"


def test_a_form_in_the_register_lets_a_covered_entity_publish(tmp_path):
    form = f"{{reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, review: {review_id(1)}}}"
    folder = covered(
        tmp_path, review(1, extra=WAITS) + f"-- content/authorizations.yaml --\nauthorizations: [{form}]\n"
    )
    made(folder, PUBLISH)
    assert codes(folder.seal()) == []
    assert folder.state(1).action == "publish"


def test_whatever_is_decided_here_is_what_the_log_takes(tmp_path):
    archive = "".join(waiting(number, text=TEXT, extra="author: Leo") for number in range(1, 5))
    folder = covered(tmp_path, archive)
    folder.seal()
    (view, *_) = read_queue(folder.root, NOW).reviews
    made(folder, PUBLISH, 1)
    made(folder, hide(*numbers_of(view, "Chen", "312-555-0142"), fields=("author",)), 2)
    made(folder, withhold("believed-fake"), 3)
    result = folder.seal()
    assert (codes(result), result.counts["decision"]) == ([], 3)
    states = [folder.state(number) for number in range(1, 5)]
    assert [state.action for state in states] == ["publish", "publish", "withhold", None]
    assert [one.segment for one in states[1].hidden] == numbers_of(view, "Chen", "312-555-0142")
    assert {state.role for state in states} == {"compliance", None}


def test_a_decision_can_be_changed_and_one_that_is_sealed_can_not_be_taken_back(tmp_path):
    folder = covered(tmp_path, waiting(1) + waiting(2))
    made(folder, withhold(), 1)
    made(folder, Choice(action="pending"), 1)
    assert moderation_of(folder, 1) == Moderation()
    made(folder, withhold(), 1)
    folder.seal()
    with pytest.raises(SiteGenError, match=f"the log has the decision to withhold {review_id(1)}"):
        made(folder, Choice(action="pending"), 1)
    made(folder, PUBLISH, 1)
    assert codes(folder.seal()) == []
    assert folder.state(1).action == "publish"


def test_the_same_decision_twice_changes_nothing(site):
    folder = site(REMARKED)
    made(folder, hide(3))
    before = bytes_of(folder, 1)
    later = NOW + datetime.timedelta(hours=3)
    again = decide(folder.root, review_id(1), hide(3), role="office", now=later)
    assert again.after is again.before
    assert bytes_of(folder, 1) == before
    decide(folder.root, review_id(1), hide(5), role="office", now=later)
    assert moderation_of(folder, 1).by == "office"


def test_whoever_decides_about_themselves_is_told(site):
    folder = site(REMARKED + waiting(2))
    own = decide(folder.root, review_id(1), PUBLISH, role="ana-diaz", now=NOW)
    assert own.cautions == ("Ana Diaz decided about a review of Ana Diaz",)
    assert made(folder, PUBLISH, 2).cautions == ()


def test_the_day_on_which_an_author_was_told_is_written_later(site):
    folder = site(REMARKED + waiting(2))
    made(folder, withhold(), 1)
    decided = moderation_of(folder, 1)
    tell_author(folder.root, review_id(1), AS_OF, now=NOW)
    assert moderation_of(folder, 1) == Moderation(
        status="withheld", reason="abusive", by="compliance", decided_at=decided.decided_at, author_told_on=AS_OF
    )
    with pytest.raises(SiteGenError, match="is pending, only authors of withheld ones are told so") as caught:
        tell_author(folder.root, review_id(2), AS_OF, now=NOW)
    assert "nothing to tell" in caught.value.hint
    with pytest.raises(SiteGenError, match="the author was told on 2027-01-01"):
        tell_author(folder.root, review_id(1), datetime.date(2027, 1, 1), now=NOW)


def test_a_file_that_differs_from_what_was_sealed_is_decided_about_only_when_it_is_restored(tmp_path):
    folder = covered(tmp_path, waiting(1, text="Waited 50 minutes."))
    folder.seal()
    folder.edit(path_of(1), "50", "5")
    for choice in (PUBLISH, withhold()):
        with pytest.raises(SiteGenError, match="it is not what was sealed") as raised:
            made(folder, choice)
        assert "seal --restore" in raised.value.hint


def test_what_is_shown_elsewhere_is_not_decided_about(site):
    folder = site(waiting(1).replace("website-form", "yelp"))
    with pytest.raises(SiteGenError, match="it is shown on yelp, and never here"):
        made(folder, withhold())


@pytest.mark.parametrize("place", ["authorizations.yaml", "authorizations/year-2026.yaml"])
def test_nothing_is_published_while_the_register_does_not_load(tmp_path, place):
    form = f"{{reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, review: {review_id(1)}}}"
    wrong = form.replace("version", "verison").replace("a-1", "b-2")
    folder = covered(tmp_path, waiting(1) + f"-- content/{place} --\nauthorizations:\n  - {form}\n  - {wrong}\n")
    before = bytes_of(folder, 1)
    with pytest.raises(SiteGenError, match=rf"content/{place}:3 does not load: .*verison"):
        made(folder, PUBLISH)
    assert bytes_of(folder, 1) == before
    queue = read_queue(folder.root, NOW)
    assert f"content/{place}:3 does not load" in queue.hindrances[0].message
    assert queue.reviews[0].refusals[0] == queue.hindrances[0]
    made(folder, withhold())
    folder.edit(f"content/{place}", "verison", "version")
    assert read_queue(folder.root, NOW).hindrances == ()
    made(folder, PUBLISH)


def test_other_records_that_do_not_load_hinder_the_seal_and_are_said_before(tmp_path):
    folder = covered(tmp_path, waiting(1) + "-- content/invitations/x.yaml --\nid: b-000000000001\nchanel: email\n")
    messages = [one.message for one in read_queue(folder.root, NOW).hindrances]
    assert any(message.startswith("content/invitations/x.yaml:2 does not load: ") for message in messages)


def test_an_author_may_withdraw_a_field(site):
    folder = site(REMARKED)
    made(folder, hide(fields=("author",), reason="author-withdrew"))
    assert b"author-withdrew" in bytes_of(folder, 1)


@pytest.mark.parametrize(("key", "is_hidden"), [("incentive: a gift card", False), ("title: My visit", True)])
def test_an_author_takes_back_a_name_and_never_what_readers_judge_by(site, key, is_hidden):
    folder = site(waiting(1, extra=key))
    field = key.split(":")[0]
    choice = hide(fields=(field,), reason="author-withdrew")
    if is_hidden:
        made(folder, choice)
        assert b"author-withdrew" in bytes_of(folder, 1)
    else:
        with pytest.raises(SiteGenError, match="incentive is not its author's to withdraw, since readers judge by it"):
            made(folder, choice)
