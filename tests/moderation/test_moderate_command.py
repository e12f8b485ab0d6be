"""`site-gen moderate` without a terminal: for scripts and CI."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from deciding import TEXT, WAITS, bytes_of, covered, path_of, waiting

from conftest import review, review_id
from site_gen.cli import main
from site_gen.cli.moderate import command
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review
from site_gen.model.reasons import NEVER_A_REASON, REASONS
from site_gen.model.review import FTC_REASONS


@pytest.fixture
def run(monkeypatch, capsys):
    """Give a function that runs the command in a folder, and gives exit code, stdout and stderr."""
    monkeypatch.delenv("SITE_GEN_ROLE", raising=False)

    def call(folder, *arguments):
        code = main.run(["-C", str(folder.root), "moderate", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def moderation_of(folder, number):
    return parse_review(bytes_of(folder, number), path_of(number)).moderation


def test_the_list_shows_what_waits_in_order_and_changes_nothing(site, run):
    folder = site(waiting(1, rating=2, text=TEXT) + waiting(2, rating=None) + review(3))
    before = bytes_of(folder, 1)
    code, out, _ = run(folder, "--list")
    assert code == 0
    assert out.splitlines()[0].startswith("r-000000000001  ana-diaz, website-form, waiting ")
    assert out.splitlines()[0].endswith("rated 2 of 5")
    assert out.splitlines()[1].endswith("no rating")
    assert out.splitlines()[2].startswith("2 reviews waiting, 2 for more than 14 days")
    assert bytes_of(folder, 1) == before


def test_the_list_as_json_has_everything_that_a_screen_shows(site, run):
    code, out, _ = run(site(waiting(1, rating=2, text=TEXT)), "--list", "--format", "json")
    listed = json.loads(out)
    assert (code, listed["schema"]) == (0, 1)
    (one,) = listed["reviews"]
    assert "".join(segment["text"] for segment in one["segments"]) == TEXT
    assert (one["id"], one["rating"]) == (review_id(1), "2 of 5")


def test_the_list_keeps_hidden_ratings_hidden_in_every_format(site, run):
    folder = site(waiting(1, rating=2, extra="aspects: {listens: 1}"))
    folder.edit("site.yaml", "covered_entity", "reviews: {hide_rating_until_decided: true}\ncovered_entity")
    for arguments in (["--list"], ["--list", "--format", "json"], [review_id(1)]):
        _, out, _ = run(folder, *arguments)
        assert "2 of 5" not in out
        assert "listens 1" not in out


def test_a_file_that_does_not_load_is_a_finding_of_the_list(site, run):
    folder = site(waiting(1) + waiting(2))
    folder.edit(path_of(1), "rating: 5", "rating: 9")
    code, out, _ = run(folder, "--list")
    assert code == 1
    assert out.startswith(f"{path_of(1)}:3:9: SRC002 wrong-type")
    assert "1 review waiting" in out


def test_what_keeps_reviews_from_publication_is_listed(tmp_path, run):
    folder = covered(tmp_path, review(1, extra=WAITS) + waiting(2))
    (folder.root / "content/policies/review-policy.md").unlink()
    _, out, _ = run(folder, "--list")
    assert "  may not be published: shown without an authorization\n" in out
    assert "a decision is made under a published policy" in out


def test_one_review_is_shown_with_the_numbers_of_its_parts(site, run):
    folder = site(waiting(1, text=TEXT, extra="author: Leo"))
    code, out, _ = run(folder, review_id(1))
    assert code == 0
    assert out.startswith("r-000000000001: pending, about Dr. Ana Diaz, DDS, website-form\n")
    assert "   7 Chen\n" in out
    assert "author: Leo\n" in out
    run(folder, review_id(1), "--publish", "--hide", "7=third-party-privacy", "--role", "compliance")
    assert "   7 Chen  (hidden: third-party-privacy)\n" in run(folder, review_id(1))[1]


def test_a_script_publishes_with_parts_hidden(site, run):
    folder = site(waiting(1, text=TEXT, extra="author: Leo"))
    parts = ["--hide", "7=third-party-privacy", "--hide", "4=third-party-privacy", "--hide-field", "author=abusive"]
    code, out, err = run(folder, review_id(1), "--publish", *parts, "--role", "compliance")
    assert (code, out) == (0, "published r-000000000001 (rated 5 of 5) with 3 hidden\n")
    assert "build, which shows what was decided" in err
    moderation = moderation_of(folder, 1)
    assert [(one.segment, one.reason) for one in moderation.hidden] == [
        (4, "third-party-privacy"),
        (7, "third-party-privacy"),
    ]
    assert [(one.field, one.reason) for one in moderation.hidden_fields] == [("author", "abusive")]


def test_a_script_withholds_tells_and_takes_back(site, run, monkeypatch):
    folder = site(waiting(1))
    monkeypatch.setenv("SITE_GEN_ROLE", "compliance")
    code, out, _ = run(folder, review_id(1), "--withhold", "abusive")
    assert (code, out) == (0, "withheld r-000000000001 (rated 5 of 5) for abusive\n")
    again = run(folder, review_id(1), "--withhold", "abusive")
    assert again == (0, "nothing to do: r-000000000001 is withheld\n", "")
    code, out, _ = run(folder, review_id(1), "--told", "2026-03-12")
    assert out == "wrote down that the author of r-000000000001 was told on 2026-03-12\n"
    assert str(moderation_of(folder, 1).author_told_on) == "2026-03-12"
    assert run(folder, review_id(1), "--pending")[1] == "pending r-000000000001 (rated 5 of 5)\n"
    assert moderation_of(folder, 1).status == "pending"
    run(folder, review_id(1), "--withhold", "abusive", "--told", "2026-03-13")
    assert str(moderation_of(folder, 1).author_told_on) == "2026-03-13"


def test_a_script_learns_no_rating_that_is_hidden_until_the_decision(site, run):
    folder = site(waiting(1, rating=2) + waiting(2, rating=2, moderation="# nothing decided"))
    with (folder.root / "site.yaml").open("a") as file:
        file.write("reviews: {hide_rating_until_decided: true}\n")
    for number in (1, 2):
        before, ident = bytes_of(folder, number), review_id(number)
        assert run(folder, ident, "--pending", "--role", "compliance")[1] == f"nothing to do: {ident} is pending\n"
        assert bytes_of(folder, number) == before
        assert run(folder, ident, "--publish", "--role", "compliance")[1] == f"published {ident}\n"
        assert run(folder, ident, "--pending", "--role", "compliance")[1] == f"pending {ident}\n"


def test_a_script_may_seal_at_once(tmp_path, run):
    folder = covered(tmp_path, waiting(1))
    key = ["--seal", "--key-file", str(folder.key_file)]
    code, out, err = run(folder, review_id(1), "--publish", "--role", "compliance", *key)
    assert code == 0
    assert "decision   r-000000000001: publish" in out
    assert "signed the log at" in out
    assert "next:" not in err
    assert folder.state(1).action == "publish"


def test_a_batch_publishes_by_the_rule_and_says_what_it_left(site, run):
    folder = site(waiting(1, text="Kind.") + waiting(2, text="Dr. Chen was kind."))
    folder.edit("site.yaml", "covered_entity", "reviews: {publish_by_rule: {sources: [website-form]}}\ncovered_entity")
    code, out, _ = run(folder, "--batch", "--dry-run")
    assert (code, out) == (
        0,
        "would publish r-000000000001\nwould publish 1 review by rule\n"
        "left 1 to people: something in it looks like a name, a date or a number\n",
    )
    assert moderation_of(folder, 1).status == "pending"
    code, out, _ = run(folder, "--batch", "--role", "office")
    assert out.startswith("published r-000000000001\npublished 1 review by rule\n")
    assert moderation_of(folder, 1).by == "office"


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        ([], "moderate without an id needs a terminal", "site-gen moderate ID --publish decides without a terminal"),
        (["r-000000000009", "--publish", "--role", "x"], "no review r-000000000009", "did you mean r-000000000001?"),
        (["r-000000000001", "--withhold", "abusiv", "--role", "x"], "no reason abusiv", "did you mean abusive?"),
        (["r-000000000001", "--withhold", "rude", "--role", "x"], "no reason rude", "moderate --reasons lists them"),
        (["r-000000000001", "--publish"], "who decides?", "--role ROLE or SITE_GEN_ROLE"),
        (["r-000000000001", "--publish", "--role", "The Boss"], '"The Boss" is no role', "such as compliance"),
        (["--publish"], "--publish needs the id of a review", "--list shows the ids"),
        (["r-000000000001", "--publish", "--pending"], "--publish and --pending are different", "one of them"),
        (["r-000000000001", "--publish", "--hide", "1"], "--hide 1, expected N=REASON", "--hide 2=third-party-privacy"),
        (["r-000000000001", "--publish", "--hide", "x=abusive"], "--hide x=abusive, expected N=REASON", "such as"),
        (["r-000000000001", "--publish", "--hide", "99=abusive", "--role", "x"], "has no segment 99", "segments 0 to"),
        (["r-000000000001", "--publish", "--hide-field", "author"], "--hide-field author, expected NAME=", "such as"),
        (["r-000000000001", "--publish", "--hide-field", "stars=abusive"], "no field stars", "author, title"),
        (["r-000000000001", "--withhold", "abusive", "--hide", "1=abusive"], "--hide and --hide-field go with", ""),
        (["r-000000000001", "--publish", "--told", "2026-03-12"], "--told is for withheld reviews", ""),
        (["r-000000000001", "--withhold", "abusive", "--told", "soon"], "--told soon is not a date", "YYYY-MM-DD"),
        (["r-000000000001", "--told", "2026-03-12"], "is pending, only authors of withheld ones", ""),
        (["r-000000000001", "--publish", "--moved-to", "r-1"], "--moved-to goes with --withhold wrong-provider", ""),
        (["--list", "--batch"], "--list and --batch do not go together", "--help"),
        (["r-000000000001", "--list"], "--list and r-000000000001 do not go together", "--help"),
        (["--list", "--dry-run"], "--dry-run goes with --batch", ""),
        (["--reasons", "--format", "json"], "--format goes with --list", ""),
        (["--batch", "--role", "x"], "site.yaml has no rule for publishing in a batch", "publish_by_rule"),
        (["--publsh"], "no such option", "--help"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_a_way_out_and_writes_nothing(site, run, arguments, error, hint):
    folder = site(waiting(1, text=TEXT))
    before = bytes_of(folder, 1)
    code, out, err = run(folder, *arguments)
    assert (code, out) == (2, "")
    assert error in err
    assert hint in err
    assert "Traceback" not in err
    assert bytes_of(folder, 1) == before


def test_outside_of_a_site_it_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["--list"], obj=tmp_path)
    assert isinstance(result.exception, SiteGenError)
    assert "no site.yaml" in result.exception.message


def test_every_reason_is_explained_once_and_those_of_the_ftc_are_named(site, run):
    _, out, _ = run(site(), "--reasons")
    assert out.rstrip().endswith(NEVER_A_REASON)
    for reason in REASONS:
        assert f"{reason.code}\n  {reason.says}" in out
        assert ("16 CFR 465.7(b)" in reason.line) == (reason.code in FTC_REASONS)
    assert len({reason.code for reason in REASONS}) == len(REASONS) == 13


def test_publishing_says_what_readers_still_see_that_looks_like_an_identifier(site, run):
    folder = site(waiting(1, text=TEXT) + waiting(2, text="Kind."))
    publish = ("--publish", "--role", "compliance")
    _, _, err = run(folder, review_id(1), *publish, "--hide", "9=third-party-privacy")
    assert '! still visible, looks like an identifier: "March 3, 2026", "Chen"\n' in err
    assert "312-555-0142" not in err
    assert "still visible" not in run(folder, review_id(2), *publish)[2]
    assert "still visible" not in run(folder, review_id(1), "--withhold", "abusive", "--role", "compliance")[2]
