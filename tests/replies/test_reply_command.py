"""`site-gen reply` and `site-gen respond` as they are typed: what is written, what is said, the exit code."""

from __future__ import annotations

import io
import json
import sys

import pytest
from replies.answering import FRENCH, NOW, SAFE, UNSAFE, path_of, prepared, replied, reply_of, review_of, reviewed

from conftest import review_id
from site_gen.cli.main import run

ID = review_id(1)


@pytest.fixture
def say(capsys, monkeypatch):
    """Run a command at a site; give exit code, stdout and stderr."""
    monkeypatch.delenv("SITE_GEN_ROLE", raising=False)

    def said(folder, *arguments):
        code = run(["-C", str(folder.root), *map(str, arguments)])
        return code, *capsys.readouterr()

    return said


def test_a_script_takes_a_reply_all_the_way(site, say):
    folder = site(prepared() + reviewed(rating=2, text="Rude."))
    folder.edit("site.yaml", "covered_entity", "replies: {cooling_off_hours: 0}\ncovered_entity")
    code, out, err = say(folder, "reply", ID, "--response", "staff-conduct", "--submit", "--role", "office")
    assert (code, out) == (0, f"saved {ID} as a draft\n{ID}: cooling off\n")
    assert "it can be approved now" in err
    assert reply_of(folder).response == "staff-conduct"
    assert "Dr. Ana Diaz, General dentistry" in reply_of(folder).text
    code, _, err = say(folder, "reply", ID, "--approve", "--role", "office")
    assert code == 2
    assert "needs a second role" in err
    assert say(folder, "reply", ID, "--approve", "--role", "compliance")[0] == 0
    code, out, err = say(folder, "reply", ID, "--publish")
    assert (code, out) == (0, f"{ID}: published\n")
    assert "build" in err
    assert say(folder, "reply", ID, "--outcome", "change-made")[1] == f"{ID}: what came of it is change-made\n"
    assert reply_of(folder).outcome == "change-made"
    assert (
        say(folder, "reply", ID, "--remove")[1]
        == f"{ID}: removed; it is public until that is sealed, built and deployed\n"
    )
    assert review_of(folder).reply is None


def test_a_text_in_a_language_that_no_rule_reads_is_said_to_be_unread(site, say, tmp_path):
    folder = site(reviewed(rating=5))
    (tmp_path / "text").write_text(FRENCH, encoding="utf-8")
    code, out, _ = say(folder, "reply", ID, "--text", tmp_path / "text", "--role", "office")
    unread = "no rule read this text for RPL701, RPL702, RPL703, RPL704, RPL705, RPL706, RPL707: it is in a language"
    assert (code, unread in out) == (0, True)
    assert unread in say(folder, "reply", ID)[1]
    assert json.loads(say(folder, "reply", ID, "--format", "json")[1])["unread"].startswith(unread)
    assert say(folder, "reply", ID, "--submit")[0] == 0


def test_the_role_may_come_from_the_environment(site, say, monkeypatch):
    folder = site(prepared() + reviewed(rating=5))
    code, _, err = say(folder, "reply", ID, "--response", "thanks")
    assert (code, review_of(folder).reply) == (2, None)
    assert "who writes this?" in err
    monkeypatch.setenv("SITE_GEN_ROLE", "office")
    assert say(folder, "reply", ID, "--response", "thanks")[0] == 0
    assert reply_of(folder).written_by == "office"


def test_a_text_comes_from_a_file_or_from_input_and_is_read_by_the_rules_at_once(site, say, tmp_path, monkeypatch):
    folder = site(reviewed(rating=2))
    (tmp_path / "text").write_text(UNSAFE, encoding="utf-8")
    code, out, _ = say(folder, "reply", ID, "--text", tmp_path / "text", "--role", "office")
    assert code == 0
    assert "error RPL701: the reply confirms that the author is a patient" in out
    assert "no rule read" not in out
    code, _, err = say(folder, "reply", ID, "--submit")
    assert code == 2
    assert "not handed on: RPL701" in err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAFE.encode())))
    code, out, _ = say(folder, "reply", ID, "--text", "-", "--submit", "--role", "office")
    assert code == 0
    assert "RPL" not in out
    assert reply_of(folder).status == "cooling-off"


def test_a_spanish_version_can_be_asked_for(site, say):
    folder = site(prepared() + reviewed(rating=5, text="Great."))
    folder.edit("site.yaml", "covered_entity", "languages: [en, es]\ncovered_entity")
    assert say(folder, "reply", ID, "--response", "thanks", "--language", "es", "--role", "office")[0] == 0
    assert "Gracias" in reply_of(folder).text
    code, _, err = say(folder, "reply", ID, "--response", "thanks", "--language", "fr", "--role", "office")
    assert code == 2
    assert "thanks has no version in fr" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--submit"], "--submit needs the id of a review"),
        (["--outcome", "none"], "--outcome needs the id of a review"),
        ([ID, "--submit", "--approve"], "--submit and --approve are different steps"),
        ([ID, "--response", "thanks", "--text", "-"], "are two texts"),
        ([ID, "--response", "thanks", "--publish"], "--publish does not go with a new text"),
        ([ID, "--submit", "--format", "json"], "--format is for showing"),
        ([ID, "--outcome", "all-good"], "no outcome all-good"),
        ([ID, "--text", "/nowhere", "--role", "office"], "--text: there is no file /nowhere"),
        ([ID, "--response", "nothing", "--role", "office"], "no response nothing"),
        (["r-00000000000x", "--submit"], "no review r-00000000000x"),
        ([ID, "--approve", "--role", "The Office"], "is no role"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(site, say, arguments, message):
    folder = site(prepared() + reviewed(rating=2, extra=replied("draft")))
    before = (folder.root / path_of()).read_bytes()
    code, _, err = say(folder, "reply", *arguments)
    assert code == 2
    assert message in err
    assert (folder.root / path_of()).read_bytes() == before


def test_a_review_is_shown_with_its_reply_what_rules_say_and_proposals(site, say):
    folder = site(prepared() + reviewed(rating=2, text="Rude.", extra=replied("draft", text=UNSAFE)))
    code, out, _ = say(folder, "reply", ID)
    assert code == 0
    for part in ("rated 2 of 5", "Rude.", "draft by office", UNSAFE, "error RPL701", "1. How people were met"):
        assert part in out
    code, out, _ = say(folder, "reply", ID, "--format", "json")
    data = json.loads(out)
    assert (data["schema"], data["stage"], data["is_low"]) == (1, "draft", True)
    assert {one["action"] for one in data["steps"] if not one["message"]} == {"write", "outcome", "remove"}


def test_a_reply_to_a_review_elsewhere_is_written_out_and_never_sealed(site, say):
    folder = site(reviewed(rating=2, source="yelp", moderation="", extra=replied("cooling-off")))
    code, out, err = say(folder, "reply", ID, "--approve", "--role", "compliance")
    assert code == 0
    assert f"paste this on yelp, then --posted:\n\n{SAFE}" in out
    assert "--posted" in err
    assert say(folder, "reply", ID, "--publish")[0] == 2
    assert say(folder, "reply", ID, "--posted")[1] == f"{ID}: marked as posted\n"
    assert "take it down on yelp, too" in say(folder, "reply", ID, "--remove")[1]


def test_without_an_id_what_waits_is_listed_the_worst_first(site, say, monkeypatch):
    monkeypatch.setattr("site_gen.cli.report_replies.now", lambda: NOW)
    archive = reviewed(1, rating=5, month="2026-11") + reviewed(2, rating=1, month="2026-11")
    code, out, _ = say(site(archive), "reply")
    assert code == 0
    assert [line[:14] for line in out.splitlines()[:2]] == [review_id(2), review_id(1)]
    assert "2 replies wait" in out
    assert json.loads(say(site(archive), "reply", "--format", "json")[1])["total"]["received"] == 2


def test_respond_prints_text_to_paste(site, say):
    folder = site(prepared())
    code, out, err = say(folder, "respond", "Do you take my insurance?")
    assert code == 0
    assert "1. Room for new patients (new-patients, en)" in out
    assert "Dr. Ana Diaz" in err
    assert "911" not in out


def test_respond_says_whom_to_call_first_in_an_emergency(site, say):
    folder = site(prepared())
    folder.edit("site.yaml", "covered_entity", "jurisdiction: UK\ncovered_entity")
    for file in ("emergency.md", "clinical-question.md", "emergency.es.md", "clinical-question.es.md"):
        folder.edit(f"content/responses/{file}", "911", "999")
    code, out, err = say(folder, "respond", "I have chest pain")
    assert code == 0
    assert out.startswith("If this may be an emergency, call 999 now.\n")
    assert '"chest pain"' in err


def test_respond_fails_where_there_is_nothing_to_say(site, say):
    code, out, _ = say(site(), "respond", "Do you take my insurance?")
    assert (code, out) == (1, "no prepared response can be proposed\n")
    code, out, _ = say(site(prepared()), "respond", "Hello?", "--format", "json")
    assert (code, json.loads(out)["schema"]) == (0, 1)


HIDING = (
    "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance, "
    "hidden: [{segment: 1, reason: third-party-privacy}], "
    "hidden_fields: [{field: title, reason: abusive}, {field: author, reason: author-withdrew}]}"
)
SECRET = reviewed(
    rating=2,
    text="So rude. The bill of Leo was wrong.",
    extra="author: Maria K.\ntitle: Zoe was late",
    moderation=HIDING,
)


def test_hidden_words_are_shown_covered_and_nothing_is_proposed_by_them(site, say):
    folder = site(prepared() + SECRET)
    _, out, _ = say(folder, "reply", ID)
    assert "▇▇▇ abusive ▇▇▇\nSo rude. ▇▇▇ third-party-privacy ▇▇▇\nauthor ▇▇▇ author-withdrew ▇▇▇\n" in out
    assert '(staff-conduct, en): it says "rude"' in out
    data = json.loads(say(folder, "reply", ID, "--format", "json")[1])
    assert data["hidden_fields"] == {"title": "abusive", "author": "author-withdrew"}
    for said in (out, json.dumps(data, ensure_ascii=False)):
        for word in ("Leo", "bill of", "Zoe", "Maria", 'says "late"', 'says "bill'):
            assert word not in said


def test_a_review_of_which_nothing_is_hidden_is_shown_whole(site, say):
    folder = site(prepared() + reviewed(rating=2, text="So rude. The bill of Leo was wrong.", extra="title: Late"))
    _, out, _ = say(folder, "reply", ID)
    assert "\nLate\nSo rude. The bill of Leo was wrong.\n" in out
    assert "▇" not in out


def test_a_rating_on_another_scale_is_shown_as_it_was_given(site, say, monkeypatch):
    monkeypatch.setattr("site_gen.cli.report_replies.now", lambda: NOW)
    folder = site(reviewed(rating="{value: 2, best: 10}", text="Rude.", month="2026-11"))
    assert "  2 of 10, " in say(folder, "reply")[1]
    assert "rated 2 of 10, " in say(folder, "reply", ID)[1]
    assert "  2 of 10, " in say(folder, "report", "replies")[1]
    page, table = (
        (folder.root / "reports/replies" / name).read_text("utf-8") for name in ("replies.html", "replies.csv")
    )
    assert '<td class="number">2 of 10</td>' in page
    assert ",1.44," in table
    assert table.splitlines()[1].endswith(",2 of 10")
    assert "1.44444" not in page + table


@pytest.mark.parametrize("language", ["en", "es"])
def test_responses_in_other_languages_are_not_counted_as_left_out(site, say, language):
    folder = site(prepared() + reviewed(rating=2, text="Rude.", extra=f"language: {language}"))
    folder.edit("site.yaml", "covered_entity", "languages: [en, es]\ncovered_entity")
    folder.edit("content/responses/sorry.md", "approved_on: 2026-11-10", "approved_on: 2999-11-10")
    assert ("1 response not proposed: not approved" in say(folder, "reply", ID)[2]) == (language == "en")


@pytest.mark.parametrize(("text", "is_refused"), [(UNSAFE, True), (SAFE, False)])
def test_only_a_draft_that_can_be_handed_on_is_said_to_be_ready_for_it(site, say, text, is_refused):
    folder = site(reviewed(rating=2, extra=replied("draft", text=text)))
    code, _, err = say(folder, "reply", ID, "--outcome", "change-planned")
    assert code == 0
    assert ("rules refuse it as it is: RPL701" in err) == is_refused
    assert (f"reply {ID} --text FILE" in err) == is_refused
    assert ("--submit" in err) == (not is_refused)


def test_a_response_that_nobody_approved_says_how_it_is_approved(site, say):
    folder = site(prepared() + reviewed(rating=2, text="Rude."))
    folder.edit("content/responses/sorry.md", "approved_on: 2026-11-10", "approved_on: 2999-11-10")
    code, _, err = say(folder, "reply", ID, "--response", "sorry", "--role", "office")
    assert code == 2
    assert "nobody has approved the response sorry" in err
    assert "content/responses/sorry.md" in err
    assert "write approved_by and approved_on" in say(folder, "reply", ID)[2]
    code, _, err = say(folder, "reply", ID, "--response", "sory", "--role", "office")
    assert (code, "did you mean sorry?" in err) == (2, True)


def test_an_expired_response_says_so(site, say):
    folder = site(prepared() + reviewed(rating=2, text="Rude."))
    folder.edit(
        "content/responses/sorry.md", "approved_on: 2026-11-10", "approved_on: 2020-11-10\nexpires_on: 2021-11-10"
    )
    code, _, err = say(folder, "reply", ID, "--response", "sorry", "--role", "office")
    assert (code, "the response sorry may not be used: expired" in err) == (2, True)
