"""Files that say something else than what was sealed block the build, and are written back from the opening."""

from __future__ import annotations

import pytest
from sealing import PENDING, PUBLISHED, REPLY, SealedSite, about_the_log

from conftest import review, review_id
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review
from site_gen.pipeline.restore import restore

FULL = (
    "source_id: sub_1\ncontact: mk@mail.example\nauthor: M. K.\ntitle: Kind\nlanguage: en\nexperienced: 2026-02\n"
    "location: downtown\naspects: {listens: 5}\nverification: phone\nincentive: none\nrelationship: none\n"
    "authorization: {basis: signed, signed_on: 2026-03-10, scope: [website]}\n"
)


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    text = "She explained it. I waited 50 minutes. Thank you."
    site.write(review(1, text=text, extra=f"{FULL}{PUBLISHED}\n{REPLY}") + review(2, text="Two.", extra=PENDING))
    site.seal()
    return site


def _read(sealed, number):
    parsed = parse_review((sealed.root / sealed.file(number)).read_bytes(), sealed.file(number))
    assert not isinstance(parsed, list), parsed
    return parsed


def test_an_edited_text_blocks_the_build_and_the_segment_is_named(sealed):
    sealed.edit(sealed.file(1), "50", "5")
    result = sealed.try_build()
    assert not result.published
    (finding,) = [one for one in result.report.findings if one.code == "INT102"]
    assert "segment" in finding.message
    assert "5" in finding.message
    assert f"--restore {review_id(1)}" in finding.hint


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("M. K.", "M. L.", "INT102"),
        ("rating: 5", "rating: 4", "INT103"),
        ("2026-03-10T12:00:01Z", "2026-02-10T12:00:01Z", "INT103"),
        ("invited-all", "organic", "INT103"),
        ("sub_1", "sub_2", "INT102"),
    ],
)
def test_any_other_edit_of_what_was_sealed_blocks_the_build_too(sealed, old, new, code):
    sealed.edit(sealed.file(1), old, new)
    result = sealed.try_build()
    assert not result.published
    assert code in [finding.code for finding in result.report.findings]
    original = _read(sealed, 1)
    assert restore(sealed.root, review_id(1)).changed
    assert _read(sealed, 1) != original
    sealed.build()


def test_restoring_keeps_moderation_and_reply_and_writes_the_rest_back(sealed):
    before = _read(sealed, 1)
    sealed.edit(sealed.file(1), "50", "5")
    sealed.edit(sealed.file(1), "Please call us.", "Please write.")
    restored = restore(sealed.root, review_id(1))
    assert (restored.path, restored.changed, restored.made) == (sealed.file(1), True, False)
    after = _read(sealed, 1)
    assert after.reply is not None
    assert after.reply.text == "Please write."
    assert (after.text, after.moderation) == (before.text, before.moderation)
    assert [step.kind for step in sealed.seal().steps] == ["reply"]


def test_a_file_that_is_right_stays_as_it_is(sealed):
    data = (sealed.root / sealed.file(1)).read_bytes()
    assert not restore(sealed.root, review_id(1)).changed
    assert (sealed.root / sealed.file(1)).read_bytes() == data


def test_a_deleted_file_blocks_the_build_and_comes_back_with_the_logged_decision(sealed):
    before = _read(sealed, 1)
    page = sealed.build().bytes("providers/ana-diaz/index.html")
    (sealed.root / sealed.file(1)).unlink()
    result = sealed.try_build()
    assert not result.published
    assert "INT101" in [finding.code for finding in result.report.findings]
    assert restore(sealed.root, review_id(1)).made
    after = _read(sealed, 1)
    assert (after.text, after.author, after.received_at) == (before.text, before.author, before.received_at)
    assert after.moderation.status == "published"
    assert sealed.seal().steps == ()
    assert sealed.build().bytes("providers/ana-diaz/index.html") == page


@pytest.mark.parametrize(
    "moderation",
    [
        "moderation: {status: withheld, by: compliance, reason: abusive}",
        "moderation: {status: published, by: compliance, hidden: [{segment: 0, reason: abusive}], "
        "hidden_fields: [{field: author, reason: abusive}]}",
    ],
)
def test_a_file_that_is_made_again_asks_for_no_new_decision(sealed, moderation):
    sealed.moderate(1, moderation)
    sealed.seal()
    (sealed.root / sealed.file(1)).unlink()
    restore(sealed.root, review_id(1))
    assert sealed.seal().steps == ()


def test_an_edit_of_its_author_keeps_its_link(sealed):
    sealed.write(review(3, text="Better.", extra=f"supersedes: {review_id(2)}\n{PUBLISHED}"))
    sealed.seal()
    (sealed.root / sealed.file(3)).unlink()
    restore(sealed.root, review_id(3))
    assert _read(sealed, 3).supersedes == review_id(2)


def test_a_file_that_does_not_load_is_left_to_its_owner(sealed):
    sealed.edit(sealed.file(1), "rating: 5", "ratng: 5")
    with pytest.raises(SiteGenError, match="unknown key ratng"):
        restore(sealed.root, review_id(1))
    with pytest.raises(SiteGenError, match="no review r-nothinghere0 in the log"):
        restore(sealed.root, "r-nothinghere0")


def test_a_review_that_is_not_sealed_is_a_warning_and_not_shown(sealed):
    sealed.write(review(5, text="Nobody sealed this."))
    result = sealed.try_build()
    assert result.published
    assert about_the_log(result.report.findings) == ["INT121"]
    assert b"Nobody sealed this." not in sealed.everything("public")


def test_a_decision_that_is_not_sealed_is_not_shown(sealed):
    sealed.moderate(2, PUBLISHED)
    assert about_the_log(sealed.findings()) == ["INT121"]
    assert b"Two." not in sealed.everything("public/providers")


def test_a_lost_sealed_original_blocks_the_build_instead_of_hiding_its_review(sealed):
    (sealed.root / "log/openings/ana-diaz.jsonl").unlink()
    result = sealed.try_build()
    assert not result.published
    lost = [finding.message for finding in result.report.findings if finding.code == "INT101"]
    assert any("sealed original of leaf" in message for message in lost)


def test_a_file_under_another_name_is_written_where_it_lies(sealed):
    dated = "content/reviews/ana-diaz/2026-03-10-m-k.yaml"
    (sealed.root / sealed.file(1)).rename(sealed.root / dated)
    sealed.edit(dated, "50", "5")
    restored = restore(sealed.root, review_id(1))
    assert (restored.path, restored.changed, restored.made) == (dated, True, False)
    assert not (sealed.root / sealed.file(1)).exists()
    assert sealed.try_build().published
    sealed.edit(dated, "rating: 5", "ratng: 5")
    with pytest.raises(SiteGenError, match=r"2026-03-10-m-k\.yaml:\d+: unknown key ratng"):
        restore(sealed.root, review_id(1))
    assert not (sealed.root / sealed.file(1)).exists()


def test_a_review_with_two_files_is_restored_in_neither(sealed):
    data = (sealed.root / sealed.file(1)).read_bytes()
    for name in ("2026-03-10-a.yaml", "2026-03-10-b.yaml"):
        (sealed.root / "content/reviews/ana-diaz" / name).write_bytes(data)
    (sealed.root / sealed.file(1)).unlink()
    with pytest.raises(SiteGenError, match=r"is in content/reviews/ana-diaz/2026-03-10-a\.yaml and in "):
        restore(sealed.root, review_id(1))
