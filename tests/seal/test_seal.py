"""Sealing: what is appended, what is refused, and that the same content is never appended twice."""

from __future__ import annotations

import multiprocessing

import pytest
from sealing import ORIGIN, PENDING, PUBLISHED, REPLY, SealedSite, about_the_log, codes, later, make_key

from conftest import AS_OF, REPOSITORY, its_own, review, review_id
from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.load.yaml_reader import MAX_BYTES
from site_gen.pipeline.keys import KeySource, key_file, read_key_file, verifier_text
from site_gen.pipeline.scaffold import init_site
from site_gen.reviewlog.entries import DecisionEntry, ReplyEntry, ReviewEntry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import opened_segments
from site_gen.reviewlog.sign import format_signing_key, generate_signing_key

HIDDEN = "moderation: {status: published, by: compliance, hidden: [{segment: 1, reason: third-party-privacy}]}"
WITHHELD = "moderation: {status: withheld, by: compliance, reason: abusive}"
SEVERAL = (PUBLISHED, PENDING, WITHHELD, f"{PUBLISHED}\n{REPLY}")


@pytest.fixture
def sealed(tmp_path):
    return SealedSite(tmp_path / "site")


def test_the_first_seal_begins_the_log_with_its_name_settings_and_people(sealed):
    sealed.write(review(1, text="Good."))
    result = sealed.seal()
    assert codes(result) == []
    assert sealed.kinds() == ["genesis", "display", "policy", "provider", "review", "decision"]
    assert result.size == 6
    assert sealed.state(1).state == "published"


def test_a_dry_run_says_exactly_what_the_real_run_appends_and_appends_nothing(sealed):
    sealed.write(review(1, text="Good.") + review(2, text="Bad.", extra=PENDING))
    before = sealed.everything("log")
    planned = sealed.seal(dry_run=True)
    assert planned.checkpoint is None
    assert sealed.everything("log") == before
    done = sealed.seal()
    assert planned.steps == done.steps
    assert [step.kind for step in done.steps] == sealed.kinds()
    sealed.moderate(2, WITHHELD)
    assert sealed.seal(dry_run=True).steps == sealed.seal().steps


def test_sealing_again_appends_nothing_and_needs_no_key(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    before = sealed.everything("log")
    again = sealed.seal(key=KeySource(sealed.root.parent / "nobody"))
    assert (again.steps, again.checkpoint, again.size) == ((), None, 6)
    assert sealed.everything("log") == before


def test_hiding_showing_withholding_and_restoring_are_further_decisions(sealed):
    sealed.write(review(1, text="Good work. My neighbor Bob came too."))
    sealed.seal()
    for moderation in (HIDDEN, PUBLISHED, WITHHELD, PUBLISHED):
        sealed.moderate(1, moderation)
        assert [step.kind for step in sealed.seal().steps] == ["decision"]
    decisions = [entry for entry in sealed.entries() if isinstance(entry, DecisionEntry)]
    assert [one.action for one in decisions] == ["publish", "publish", "publish", "withhold", "publish"]
    assert [len(one.hidden) for one in decisions] == [0, 1, 0, 0, 0]
    assert sealed.log().replay.conflicts == []


def test_a_decision_cannot_go_back_to_pending(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    sealed.moderate(1, PENDING)
    result = sealed.seal()
    assert (codes(result), result.steps) == (["INT121"], ())


def test_a_reply_its_change_and_its_removal_are_logged(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    for reply in (REPLY, REPLY.replace("Please call us.", "Please write."), ""):
        sealed.moderate(1, f"{PUBLISHED}\n{reply}")
        assert [step.kind for step in sealed.seal().steps] == ["reply"]
        assert sealed.seal().steps == ()
    replies = [entry.action for entry in sealed.entries() if isinstance(entry, ReplyEntry)]
    assert replies == ["publish", "publish", "remove"]
    sealed.moderate(1, f"{PUBLISHED}\n{REPLY}")
    sealed.seal()
    assert "Please call us." in sealed.build().text("providers/ana-diaz/index.html")


def test_a_reply_to_a_review_that_is_not_shown_waits(sealed):
    sealed.write(review(1, text="Good.", extra=f"{PENDING}\n{REPLY}"))
    assert "reply" not in [step.kind for step in sealed.seal().steps]


def test_an_authors_edit_names_the_leaf_that_it_replaces(sealed):
    edited = review(2, text="Better.", extra=f"supersedes: {review_id(1)}\n{PUBLISHED}")
    sealed.write(review(1, text="Bad.") + edited)
    assert codes(sealed.seal()) == []
    entries = [entry for entry in sealed.entries() if isinstance(entry, ReviewEntry)]
    assert entries[1].supersedes == sealed.state(1).index
    assert sealed.state(1).state == "replaced"


def test_an_edit_of_a_review_that_is_not_logged_is_not_logged_either(sealed):
    sealed.write(review(2, text="Better.", extra=f"supersedes: {review_id(1)}\n{PUBLISHED}"))
    result = sealed.seal()
    assert codes(result) == ["INT116"]
    assert "review" not in sealed.kinds()


def test_a_decision_by_nobody_or_under_no_policy_is_refused(sealed):
    sealed.write(review(1, text="Good.", extra="moderation: {status: published}"))
    assert codes(sealed.seal()) == ["SRC002"]
    assert sealed.state(1).state == "pending"


def test_without_a_policy_no_decision_is_made(sealed):
    (sealed.root / "content/policies/review-policy.md").unlink()
    sealed.write(review(1, text="Good."))
    result = sealed.seal()
    assert codes(result) == ["MOD203"]
    assert sealed.kinds() == ["genesis", "display", "provider", "review"]


def test_a_segment_that_is_not_there_or_is_hidden_twice_is_refused(sealed):
    sealed.write(review(1, text="Good.", extra=HIDDEN))
    assert codes(sealed.seal()) == ["INT111"]
    twice = "{segment: 0, reason: abusive}"
    sealed.moderate(1, f"moderation: {{status: published, by: compliance, hidden: [{twice}, {twice}]}}")
    assert codes(sealed.seal()) == ["INT111"]
    assert sealed.state(1).state == "pending"


FORM = "basis: signed, version: web-2, scope: [website]"
SIGNED = f"authorization: {{{FORM}, reference: a-1, signed_on: 2026-03-10}}"


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        ("", ["PRV323"]),
        (f"authorization: {{{FORM}, reference: a-1}}", ["PRV323"]),
        (f"authorization: {{{FORM}, signed_on: 2027-01-01}}", ["PRV323"]),
        (f"authorization: {{{FORM}, signed_on: 2025-01-01, expires_on: 2026-11-23}}", ["PRV323"]),
        (f"authorization: {{{FORM}, signed_on: 2025-01-01, expires_on: 2026-11-24}}", []),
        (SIGNED, []),
        ("authorization: {basis: deidentified, by: compliance}", []),
    ],
)
def test_a_covered_entity_publishes_with_an_authorization_in_force_only(tmp_path, authorization, expected):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(review(1, text="Good.", extra=f"{authorization}\n{PUBLISHED}"))
    assert codes(sealed.seal()) == expected
    assert sealed.state(1).state == ("pending" if expected else "published")


def test_a_revoked_authorization_withholds_the_review_and_the_site_still_builds(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    sealed.seal()
    sealed.edit(sealed.file(1), "signed_on: 2026-03-10", "signed_on: 2026-03-10, revoked_on: 2026-11-20")
    assert [step.says for step in sealed.seal().steps] == ["withhold (authorization-revoked)"]
    assert b"Good words." not in sealed.build().bytes("providers/ana-diaz/index.html")


def test_a_changed_authorization_that_is_no_revocation_is_a_changed_file(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    sealed.seal()
    sealed.edit(sealed.file(1), "a-1", "a-2")
    assert about_the_log(sealed.findings()) == ["INT102"]


def test_a_file_that_differs_from_what_was_sealed_gets_no_decision(sealed):
    sealed.write(review(1, text="I waited 50 minutes.", extra=PENDING))
    sealed.seal()
    sealed.edit(sealed.file(1), "50", "5")
    sealed.moderate(1, PUBLISHED)
    result = sealed.seal()
    assert codes(result) == ["INT102"]
    assert result.steps == ()


def test_a_sealed_review_that_moves_to_another_provider_is_refused(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    text = (sealed.root / "content/providers/ana-diaz.yaml").read_text()
    (sealed.root / "content/providers/bo-li.yaml").write_text(text.replace("Ana", "Bo").replace("Diaz", "Li"))
    moved = sealed.root / "content/reviews/bo-li" / f"{review_id(1)}.yaml"
    moved.parent.mkdir()
    (sealed.root / sealed.file(1)).rename(moved)
    moved.write_text(moved.read_text().replace("ana-diaz", "bo-li"))
    result = sealed.seal()
    assert codes(result) == ["SRC004"]
    assert [step.kind for step in result.steps] == ["provider"]


def test_nothing_is_appended_while_a_file_does_not_load(sealed):
    sealed.write(review(1, text="Good.") + review(2, rating=9))
    result = sealed.seal()
    assert codes(result) == ["SRC002"]
    assert not (sealed.root / "log").exists()


def test_months_never_go_back_although_the_clock_does(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    sealed.write(review(2, text="Fine."))
    sealed.seal(as_of=later(-300))
    assert {entry.logged for entry in sealed.entries()} == {"2026-11"}
    assert sealed.log().replay.conflicts == []


def test_a_key_of_another_log_or_of_nobody_is_refused(sealed, tmp_path):
    sealed.write(review(1, text="Good."))
    with pytest.raises(SiteGenError, match="is not there"):
        sealed.seal(key=KeySource(tmp_path / "empty"))
    _, other = make_key(tmp_path / "other", "other.example/review-log")
    with pytest.raises(SiteGenError, match=r"the key is for other\.example"):
        sealed.seal(key=KeySource(tmp_path, files=(other,)))
    _, same_name = make_key(tmp_path / "same", ORIGIN)
    with pytest.raises(SiteGenError, match="does not belong to"):
        sealed.seal(key=KeySource(tmp_path, files=(same_name,)))
    with pytest.raises(LogError, match="PRIVATE"):
        sealed.seal(key=KeySource(tmp_path, text="hello"))
    assert not (sealed.root / "log/checkpoint").exists()


def test_a_key_inside_the_site_is_refused(sealed):
    sealed.write(review(1, text="Good."))
    inside = sealed.root / "log.key"
    inside.write_bytes(sealed.key_file.read_bytes())
    with pytest.raises(SiteGenError, match="lies inside the site"):
        sealed.seal(key=KeySource(sealed.keys, files=(inside,)))


@pytest.mark.parametrize("kind", ["folder", "file"])
@pytest.mark.parametrize("around", ["shared", "."])
def test_a_key_in_the_repository_that_has_the_site_is_refused_wherever_it_is(tmp_path, kind, around):
    site = SealedSite(tmp_path / "shared/deep/site")
    site.write(review(1, text="Good."))
    mark = tmp_path / around / ".git"
    mark.mkdir() if kind == "folder" else mark.write_text("gitdir: elsewhere\n")
    beside = tmp_path / "shared/keys/log.key"
    beside.parent.mkdir()
    beside.write_bytes(site.key_file.read_bytes())
    expected = f"inside the Git repository {mark.parent.resolve()}, as the site does"
    with pytest.raises(SiteGenError, match=expected):
        site.seal(key=KeySource(tmp_path, files=(beside,)))
    with pytest.raises(SiteGenError, match=expected):
        site.seal(key=KeySource(site.keys))
    assert not (site.root / "log/checkpoint").exists()


def test_a_key_in_a_repository_that_does_not_have_the_site_is_taken(sealed):
    sealed.write(review(1, text="Good."))
    (sealed.root / ".git").mkdir()
    (sealed.keys / ".git").mkdir()
    assert sealed.seal().size == 6


def test_a_new_site_or_log_whose_keys_would_lie_in_its_repository_is_refused(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(SiteGenError, match="would lie inside the Git repository"):
        init_site(tmp_path / "site", AS_OF, tmp_path / "keys")
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "keys").exists()


def test_the_key_itself_may_come_as_text(sealed):
    sealed.write(review(1, text="Good."))
    assert sealed.seal(key=KeySource(sealed.root, text=sealed.key_file.read_text())).size == 6


def test_a_new_key_file_is_for_its_owner_only(tmp_path):
    _, file = make_key(tmp_path / "keys", ORIGIN)
    assert file == key_file(tmp_path / "keys", ORIGIN)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(SiteGenError, match="already"):
        make_key(tmp_path / "keys", ORIGIN)


def test_an_older_copy_of_the_log_is_refused(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    old = {name: (sealed.root / "log" / name).read_bytes() for name in ("checkpoint", "openings/ana-diaz.jsonl")}
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    live = (sealed.root / "log/checkpoint").read_bytes()
    for name, data in old.items():
        (sealed.root / "log" / name).write_bytes(data)
    with pytest.raises(LogError, match="6 entries here, 8 were seen before"):
        sealed.seal()
    (sealed.root / "log/last-seen").unlink()
    with pytest.raises(LogError, match="6 entries here, 8 were seen before"):
        sealed.seal(live=live)


def test_a_forked_log_is_refused(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    seen = (sealed.root / "log/checkpoint").read_bytes()
    for path in sorted((sealed.root / "log").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    sealed.write(review(3, text="More."))
    with pytest.raises(LogError, match="not the one that was seen before at size 6"):
        sealed.seal(live=seen)
    (sealed.root / "log/last-seen").write_bytes(seen)
    with pytest.raises(LogError, match="not the one that was seen before at size 6"):
        sealed.seal()


def test_a_published_checkpoint_of_somebody_else_is_refused(sealed):
    sealed.write(review(1, text="Good."))
    with pytest.raises(LogError, match="published checkpoint"):
        sealed.seal(live=b"<html>not found</html>")


def test_a_log_that_lost_its_checkpoint_is_not_begun_again(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    for name in ("checkpoint", "last-seen"):
        (sealed.root / "log" / name).unlink()
    with pytest.raises(LogError, match="checkpoint is missing, and there are tiles"):
        sealed.seal()


def test_what_a_pull_brought_is_remembered_although_nothing_is_new(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    (sealed.root / "log/last-seen").unlink()
    sealed.seal()
    assert (sealed.root / "log/last-seen").read_bytes() == (sealed.root / "log/checkpoint").read_bytes()


def test_openings_of_another_log_are_refused(sealed):
    sealed.write(review(1, text="Good.") + review(2, text="Bad."))
    sealed.seal()
    place = sealed.root / "log/openings/ana-diaz.jsonl"
    text = place.read_bytes()
    place.write_bytes(text.replace(b'"index":4', b'"index":9').replace(b'"index":5', b'"index":4'))
    sealed.write(review(3, text="New."))
    with pytest.raises(LogError, match="lacks the sealed originals of 1 review, the first of them of leaf 5"):
        sealed.seal()


def test_the_demonstration_key_is_refused_on_a_real_site(sealed, tmp_path):
    demonstration = REPOSITORY / "docs/guide/demonstration.key"
    key = read_key_file(demonstration, REPOSITORY)
    sealed.edit("site.yaml", sealed.settings().key, verifier_text(key))
    sealed.write(review(1, text="Good."))
    source = KeySource(tmp_path, files=(demonstration,))
    assert sealed.seal(key=source).size == 6
    sealed.build()
    sealed.edit("site.yaml", "https://harbor.example", "https://harbor-dental.com")
    with pytest.raises(SiteGenError, match="demonstration key"):
        sealed.seal(key=source)
    result = sealed.try_build()
    assert not result.published
    assert "INT105" in [finding.code for finding in result.report.findings]


def test_any_other_key_in_the_repository_stays_refused(tmp_path):
    file = tmp_path / "site/docs/guide/demonstration.key"
    file.parent.mkdir(parents=True)
    file.write_text(format_signing_key(generate_signing_key(ORIGIN)))
    with pytest.raises(SiteGenError, match="inside the site"):
        read_key_file(file, tmp_path / "site")


def _seal_one(root, keys, number):
    site = SealedSite.__new__(SealedSite)
    site.root, site.keys = root, keys
    site.write(review(number, text=f"Text {number}."))
    site.seal()


def test_two_processes_at_once_both_land(sealed):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_seal_one, args=(sealed.root, sealed.keys, number)) for number in range(2, 8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 6
    assert sealed.log().replay.conflicts == []
    assert sealed.seal().steps == ()
    assert sorted(sealed.openings()) == [review_id(number) for number in range(1, 8)]


def test_an_unsealed_policy_is_reported_and_its_page_keeps_the_sealed_words(sealed):
    sealed.seal()
    sealed.edit("content/policies/review-policy.md", "We show every review.", "We show what we like.")
    result = sealed.try_build()
    assert [(one.code, one.path) for one in result.report.findings] == [("INT121", "content/policies/review-policy.md")]
    words = sealed.build().text("policies/review-policy/index.html")
    assert "We show every review." in words
    assert "what we like" not in words
    sealed.seal()
    assert "We show what we like." in sealed.build().text("policies/review-policy/index.html")


def test_a_provider_may_have_more_openings_than_a_content_file_may_be_long(tmp_path):
    sealed = SealedSite(tmp_path / "site")
    sealed.write("".join(review(number, text="All was well. " * 1400) for number in range(45)))
    sealed.seal()
    assert (sealed.root / "log/openings/ana-diaz.jsonl").stat().st_size > MAX_BYTES
    assert sealed.try_build().published


def test_several_processes_seal_what_one_does(tmp_path, monkeypatch):
    """The same entries in the same order; what is random differs."""
    logs = []
    for name, alone in (("one", 48), ("many", 0)):
        monkeypatch.setattr("site_gen.pipeline.seal._ALONE", alone)
        sealed = SealedSite(tmp_path / name / "site")
        sealed.write(
            "".join(review(number, text=f"Text {number}. More.", extra=SEVERAL[number]) for number in range(4))
        )
        for number in range(3):
            name = f"name: {{given: Bo, family: Lee{number}}}\n"
            sealed.write(f"-- content/providers/bo-lee{number}.yaml --\n{name}kind: dentist\nlanguages: [en]\n")
        first = sealed.seal()
        sealed.moderate(1, PUBLISHED)
        second = sealed.seal()
        assert codes(first) == codes(second) == []
        logs.append((first.steps, second.steps, sealed.kinds()))
        assert sealed.seal().steps == ()
        assert its_own(sealed.try_build().report.findings) == ()
    assert logs[0] == logs[1]


@pytest.mark.parametrize("alone", [0, 48])
def test_nothing_is_sealed_while_one_file_of_many_does_not_load(tmp_path, monkeypatch, alone):
    monkeypatch.setattr("site_gen.pipeline.seal._ALONE", alone)
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="Good.") + review(2, text="Bad.", extra="colour: red"))
    result = sealed.seal()
    assert (codes(result), result.steps, result.checkpoint) == (["SRC002"], (), None)
    assert not (sealed.root / "log").exists()


def test_two_files_with_one_id_are_sealed_as_the_older_one(sealed):
    sealed.write(review(1, text="The older one."))
    other = review(1, text="The newer one.", month="2026-05", extra=WITHHELD)
    sealed.write(other.replace(f"{review_id(1)}.yaml", "other.yaml"))
    result = sealed.seal()
    assert codes(result) == ["INT102"]
    assert "".join(opened_segments(sealed.openings()[review_id(1)])) == "The older one."


def test_more_steps_than_are_told_are_counted(sealed, monkeypatch):
    monkeypatch.setattr("site_gen.pipeline.seal_steps.MOST_STEPS", 3)
    sealed.write("".join(review(number, text="Good.") for number in range(5)))
    result = sealed.seal()
    assert [step.kind for step in result.steps] == ["genesis", "display", "policy"]
    assert result.counts == {"genesis": 1, "display": 1, "policy": 1, "provider": 1, "review": 5, "decision": 5}


@pytest.mark.parametrize("cut_short", [True, False])
def test_an_original_under_another_provider_counts_unless_its_seal_was_cut_short(sealed, cut_short):
    sealed.write(review(1, text="Good."))
    sealed.seal()
    mine = sealed.root / "log/openings/ana-diaz.jsonl"
    other = sealed.root / "log/openings/bo-lee.jsonl"
    lines = mine.read_bytes()
    other.write_bytes(lines.replace(b'"index":4', b'"index":6') if cut_short else lines)
    mine.unlink()
    if cut_short:
        with pytest.raises(LogError, match="lacks the sealed originals of 1 review, the first of them of leaf 4"):
            sealed.seal()
        return
    result = sealed.seal()
    assert codes(result) == ["SRC004"]
    assert result.steps == ()


def test_a_batch_of_invitations_is_sealed_once_its_numbers_are_written_down(sealed):
    sealed.write(
        """\
-- content/invitations/october.yaml --
id: b-hs5tbdwm3kfy
channel: email
period: {first_on: 2026-10-01, last_on: 2026-10-31}
selection: all-visits
eligible: 0
invited: 0
wording: wording/october.txt
-- content/wording/october.txt --
We ask everybody.
"""
    )
    assert codes(sealed.seal()) == []
    assert "invitation" not in sealed.kinds()
    sealed.edit("content/invitations/october.yaml", "eligible: 0", "eligible: 40")
    assert [step.says for step in sealed.seal().steps] == ["0 of 40 asked by email"]
    sealed.edit("content/invitations/october.yaml", "invited: 0", "invited: 38")
    assert [step.says for step in sealed.seal().steps] == ["38 of 40 asked by email"]


def rename(sealed, slug):
    """Give Ana Diaz another slug, as the docs say: the file keeps the permanent id."""
    old, new = sealed.root / "content/providers/ana-diaz.yaml", sealed.root / f"content/providers/{slug}.yaml"
    old.rename(new)
    with new.open("a") as file:
        file.write("id: ana-diaz\n")
    folder = (sealed.root / "content/reviews/ana-diaz").rename(sealed.root / f"content/reviews/{slug}")
    for path in folder.iterdir():
        path.write_text(path.read_text().replace("provider: ana-diaz", f"provider: {slug}"))


@pytest.mark.parametrize("status", ["active", "departed"])
def test_a_profile_that_is_renamed_keeps_its_reviews(sealed, status):
    sealed.write(review(1, text="Good words."))
    sealed.seal()
    sealed.build()
    rename(sealed, "ana-dias")
    sealed.edit("content/providers/ana-dias.yaml", "kind:", f"status: {status}\nkind:")
    assert [one.code for one in sealed.findings() if one.code in ("INT101", "INT121", "SRC015")] == ["SRC015"]
    assert [step.kind for step in sealed.seal().steps] == ["provider"]
    sealed.build()
    public = sealed.build(full=True)
    assert about_the_log(sealed.findings()) == []
    assert b"data-log-index" in public.bytes("providers/ana-dias/index.html")
    assert run(["verify", str(public.folder), "--key", sealed.settings().key]) == 0
