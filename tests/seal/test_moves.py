"""A review under the wrong provider names its copy under the right one: what is entered, when, and what is refused."""

from __future__ import annotations

import pytest
from sealing import PENDING, PUBLISHED, SealedSite, about_the_log, codes

from conftest import AS_OF, review, review_id
from site_gen.load.documents import parse_review
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.restore import restore
from site_gen.reviewlog.commitment import commit_review
from site_gen.reviewlog.entries import DecisionEntry, ReviewEntry
from site_gen.reviewlog.openings import entry_of, format_opening, verify_opening

TEXT = "Dr. Li was kind. My neighbor Bob came too."
EARLIER, LATER = "abe-li", "bo-li"


def moved(number, reason="wrong-provider"):
    return f"moderation: {{status: withheld, by: compliance, reason: {reason}, moved_to: {review_id(number)}}}"


def under(provider, archive):
    return archive.replace("ana-diaz", provider)


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    profile = (site.root / "content/providers/ana-diaz.yaml").read_text()
    for slug, given in ((EARLIER, "Abe"), (LATER, "Bo")):
        place = site.root / f"content/providers/{slug}.yaml"
        place.write_text(profile.replace("Ana", given).replace("Diaz", "Li"))
    return site


def steps(result):
    return [(step.kind, step.about) for step in result.steps if step.kind in ("review", "decision")]


def assert_moved(site, original, copy):
    """The decision about one names the leaf of the other; both say the same, and nothing else is shared."""
    openings = site.openings()
    one, other = openings[review_id(original)], openings[review_id(copy)]
    for opening in (one, other):
        verify_opening(opening)
    log = site.log()
    assert log.replay.conflicts == []
    assert log.replay.reviews[one.index].moved_to == other.index
    assert entry_of(one).text == entry_of(other).text
    assert not {*entry_of(one).sd} & {*entry_of(other).sd}


@pytest.mark.parametrize("right", [EARLIER, LATER])
def test_a_published_review_moves_to_the_right_provider(sealed, right):
    sealed.write(review(1, text=TEXT))
    sealed.seal()
    assert "was kind" in sealed.build().text("providers/ana-diaz/index.html")
    sealed.moderate(1, moved(2))
    sealed.write(under(right, review(2, text=TEXT)))
    planned = sealed.seal(dry_run=True)
    result = sealed.seal()
    assert codes(result) == []
    assert result.steps == planned.steps
    assert sorted(steps(result)) == [
        ("decision", review_id(1)),
        ("decision", review_id(2)),
        ("review", review_id(2)),
    ]
    assert f"withhold (wrong-provider), moved to {review_id(2)}" in [step.says for step in result.steps]
    assert_moved(sealed, 1, 2)
    assert sealed.seal().steps == ()
    public = sealed.build()
    assert "was kind" not in public.text("providers/ana-diaz/index.html")
    assert "was kind" in public.text(f"providers/{right}/index.html")


@pytest.mark.parametrize("right", [EARLIER, LATER])
def test_both_may_be_new_and_the_original_is_entered_first(sealed, right):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(right, review(2, text=TEXT)))
    sealed.write(under(right, review(3, text="Another.")))
    result = sealed.seal()
    assert codes(result) == []
    order = [about for kind, about in steps(result) if kind == "review"]
    assert order.index(review_id(1)) < order.index(review_id(2))
    assert_moved(sealed, 1, 2)
    assert sorted(sealed.openings()) == [review_id(number) for number in (1, 2, 3)]
    sealed.build()


def test_a_review_that_was_withheld_already_gets_a_decision_that_names_the_copy(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2).replace(f", moved_to: {review_id(2)}", "")))
    sealed.seal()
    sealed.moderate(1, moved(2))
    sealed.write(under(LATER, review(2, text=TEXT, extra=PENDING)))
    assert "INT121" in [finding.code for finding in sealed.findings()]
    assert steps(sealed.seal()) == [("review", review_id(2)), ("decision", review_id(1))]
    assert_moved(sealed, 1, 2)
    assert about_the_log(sealed.findings()) == []


def test_a_review_may_move_on_and_back_again(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)))
    sealed.write(under(LATER, review(2, text=TEXT, extra=moved(3))) + under(EARLIER, review(3, text=TEXT)))
    assert codes(sealed.seal()) == []
    assert_moved(sealed, 1, 2)
    assert_moved(sealed, 2, 3)
    sealed.moderate(1, PUBLISHED)
    sealed.edit(f"content/reviews/{LATER}/{review_id(2)}.yaml", review_id(3), review_id(1))
    assert [kind for kind, _ in steps(sealed.seal())] == ["decision", "decision"]
    assert_moved(sealed, 2, 1)


def test_stars_without_a_text_move_although_the_copy_was_sealed_before(sealed):
    sealed.write(review(1) + under(LATER, review(2)))
    sealed.seal()
    sealed.moderate(1, moved(2))
    assert codes(sealed.seal()) == []
    assert_moved(sealed, 1, 2)


def test_a_waiting_opening_of_the_copy_gives_way_to_the_originals_text(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT)))
    path = f"content/reviews/{LATER}/{review_id(2)}.yaml"
    parsed = parse_review((sealed.root / path).read_bytes(), path)
    salts = iter(bytes([number]) * 16 for number in range(1, 99))
    waiting = commit_review(parsed, provider=LATER, logged="2026-01", salts=lambda: next(salts))
    place = sealed.root / f"log/openings/{LATER}.jsonl"
    place.parent.mkdir(parents=True)
    place.write_bytes(format_opening(waiting) + b"\n")
    assert codes(sealed.seal()) == []
    assert_moved(sealed, 1, 2)
    assert len(place.read_bytes().splitlines()) == 1


OTHERS = {
    "unknown": ("", "SRC003", "and there is no such review"),
    "same provider": (review(2, text=TEXT), "INT111", "is under the same provider"),
    "rating": (under(LATER, review(2, text=TEXT, rating=4)), "INT111", "its rating is another than that of"),
    "text": (under(EARLIER, review(2, text=TEXT.replace("kind", "rude"))), "INT111", "segment 2 is not as logged"),
    "less text": (under(LATER, review(2, text="Dr. Li was kind.")), "INT111", "which is no copy: segment"),
    "no text": (under(LATER, review(2)), "INT111", "which is no copy: segment 0"),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("first", [False, True])
def test_what_is_no_copy_is_refused_and_not_entered(sealed, name, first):
    archive, code, message = OTHERS[name]
    sealed.write(review(1, text=TEXT))
    if first:
        sealed.seal()
    sealed.moderate(1, moved(2))
    sealed.write(archive)
    result = sealed.seal()
    assert codes(result) == [code]
    (finding,) = result.findings
    assert (finding.path, message in finding.message) == (sealed.file(1), True), finding.message
    assert finding.hint
    assert sealed.state(1).state == ("published" if first else "pending")
    assert review_id(2) not in sealed.openings()
    assert sealed.log().replay.conflicts == []
    assert codes(sealed.seal()) == [code]


def test_a_copy_whose_name_is_misspelt_waits_until_it_is_mended(sealed):
    sealed.write(review(1, text=TEXT))
    sealed.seal()
    sealed.moderate(1, moved(9))
    sealed.write(under(LATER, review(2, text=TEXT)) + under(LATER, review(3, text="Another.")))
    result = sealed.seal()
    assert codes(result) == ["SRC003"]
    assert "no other new review with these words is entered" in result.findings[0].hint
    assert sorted(sealed.openings()) == [review_id(1), review_id(3)]
    sealed.edit(sealed.file(1), review_id(9), review_id(2))
    assert codes(sealed.seal()) == []
    assert_moved(sealed, 1, 2)


def test_the_same_once_mended_is_entered(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT, rating=4)))
    assert codes(sealed.seal()) == ["INT111"]
    sealed.edit(f"content/reviews/{LATER}/{review_id(2)}.yaml", "rating: 4", "rating: 5")
    assert codes(sealed.seal()) == []
    assert_moved(sealed, 1, 2)


@pytest.mark.parametrize(
    ("text", "message"), [(TEXT, "which was sealed before it was named"), (f"{TEXT} Really.", "which is no copy: ")]
)
def test_a_copy_that_was_sealed_with_a_text_of_its_own_is_refused(sealed, text, message):
    sealed.write(review(1, text=TEXT) + under(LATER, review(2, text=text)))
    sealed.seal()
    sealed.moderate(1, moved(2))
    result = sealed.seal()
    assert (codes(result), result.steps) == (["INT111"], ())
    assert message in result.findings[0].message
    assert "take moved_to out" in result.findings[0].hint


@pytest.mark.parametrize("reason", ["abusive", "duplicate-submission"])
def test_another_reason_has_no_copy(sealed, reason):
    sealed.write(review(1, text=TEXT, extra=moved(2, reason)) + under(LATER, review(2, text=TEXT)))
    result = sealed.seal()
    assert codes(result) == ["SRC002"]
    assert f"moved_to is for the reason wrong-provider, found {reason}" in result.findings[0].message
    sealed.moderate(1, f"moderation: {{status: published, by: compliance, moved_to: {review_id(2)}}}")
    assert codes(sealed.seal()) == ["SRC002"]


def test_a_second_original_cannot_name_the_same_copy(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(3)) + under(EARLIER, review(2, text=TEXT, extra=moved(3))))
    sealed.write(under(LATER, review(3, text=TEXT)))
    result = sealed.seal()
    assert codes(result) == ["INT111"]
    assert_moved(sealed, 2, 3)
    assert sealed.state(1).state == "pending"


def test_two_that_name_each_other_are_refused(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT, extra=moved(1))))
    result = sealed.seal()
    assert codes(result) == ["INT111"]
    assert "back to itself" in result.findings[0].message
    assert "review" not in sealed.kinds()


def test_one_new_id_under_two_providers_is_entered_once(sealed):
    sealed.write(review(1, text=TEXT) + under(LATER, review(1, text=TEXT)))
    assert codes(sealed.seal()) == ["SRC004"]
    assert len([entry for entry in sealed.entries() if isinstance(entry, ReviewEntry)]) == 1


def test_a_decision_about_an_erased_copy_stands_and_the_file_may_keep_or_drop_its_name(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT)))
    sealed.seal()
    leaf = sealed.openings()[review_id(2)].index
    done = erase(sealed.root, review_id(2), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    assert done.related == (review_id(1),)
    assert sealed.seal() == sealed.seal(dry_run=True)
    assert sealed.state(1).moved_to == leaf
    sealed.build()
    sealed.write(under(EARLIER, review(5, text=TEXT)))
    assert steps(sealed.seal()) == [("review", review_id(5)), ("decision", review_id(5))]
    sealed.moderate(1, moved(2).replace(f", moved_to: {review_id(2)}", ""))
    assert steps(sealed.seal()) == [("decision", review_id(1))]
    assert sealed.state(1).moved_to is None


def test_the_erasure_of_an_original_names_its_copy_which_still_has_the_words(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT)))
    sealed.seal()
    done = erase(sealed.root, review_id(1), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    assert done.related == (review_id(2),)
    assert codes(sealed.seal()) == []
    assert "was kind" in sealed.build().text(f"providers/{LATER}/index.html")


def test_a_file_that_is_made_again_names_the_copy(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT)))
    sealed.seal()
    (sealed.root / sealed.file(1)).unlink()
    assert restore(sealed.root, review_id(1)).made
    assert f"moved_to: {review_id(2)}" in (sealed.root / sealed.file(1)).read_text()
    assert sealed.seal().steps == ()
    erase(sealed.root, review_id(2), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    (sealed.root / sealed.file(1)).unlink()
    restore(sealed.root, review_id(1))
    assert "moved_to" not in (sealed.root / sealed.file(1)).read_text()


def test_the_decision_entry_has_the_leaf_and_no_id(sealed):
    sealed.write(review(1, text=TEXT, extra=moved(2)) + under(LATER, review(2, text=TEXT)))
    sealed.seal()
    (decision,) = [one for one in sealed.entries() if isinstance(one, DecisionEntry) and one.action == "withhold"]
    assert decision.moved_to == sealed.openings()[review_id(2)].index
    tiles = sealed.everything("log/tile")
    assert review_id(2).encode() not in tiles
