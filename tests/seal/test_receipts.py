"""Receipts: what `verify --receipt` proves, what it refuses, and the note that goes with one."""

from __future__ import annotations

import base64
import json

import pytest
from sealing import EXPORT, IMPORT, MANIFEST, PUBLISHED, SealedSite, make_key

from conftest import AS_OF, review, review_id
from site_gen.cli.main import run
from site_gen.pipeline.keys import verifier_text
from site_gen.pipeline.receipt import make_receipt
from site_gen.pipeline.receipt_note import receipt_note

TEXT = "I waited 50 minutes. Ana was kind."


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    monkeypatch.delenv("SITE_GEN_LOG_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    site = SealedSite(tmp_path / "site")
    author = f"author: Walt Sample\n{PUBLISHED}"
    site.write(review(1, rating=4, text=TEXT, extra=author) + review(2, text="Fine.") + MANIFEST)
    with (site.root / "site.yaml").open("a") as file:
        file.write("contact: {complaints: 'mailto:office@harbor.example'}\n")
    site.seal()
    return site


@pytest.fixture
def say(sealed, capsys):
    def said(*arguments):
        code = run(["-C", str(sealed.root), *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said


def key_of(sealed):
    return sealed.settings().key


def with_extra(data: bytes, change) -> bytes:
    """Give a receipt whose extra data was changed."""
    lines = data.split(b"\n")
    value = json.loads(base64.b64decode(lines[1].removeprefix(b"extra ")))
    change(value)
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    lines[1] = b"extra " + base64.b64encode(text)
    return b"\n".join(lines)


def test_a_receipt_with_the_text_proves_place_and_words(sealed, say):
    assert say("log", "prove", review_id(1), "--with-text", "--out", "a.tlog-proof")[0] == 0
    code, out, _ = say("verify", "--receipt", "a.tlog-proof", "--key", key_of(sealed))
    assert code == 0
    leaf = sealed.state(1).index
    assert f"proven: entry {leaf} is in the log harbor.example/review-log, signed at {sealed.log().size} entries" in out
    assert "a review of ana-diaz, received 2026-03 from website-form, logged 2026-11\n" in out
    assert "author: Walt Sample\n" in out
    assert f"proven: these are the words that were sealed\n  {TEXT}\n" in out
    assert "not checked: whether it is shown now" in out


def test_a_receipt_without_the_text_says_that_no_words_are_proven(sealed, say):
    say("log", "prove", review_id(1))
    code, out, _ = say("verify", "--receipt", f"{review_id(1)}.tlog-proof", "--key", key_of(sealed))
    assert code == 0
    assert "not checked: which words were sealed" in out
    assert TEXT not in out
    assert "Walt" not in out


def test_a_receipt_of_an_import_opens_the_hash_of_its_export(sealed, say):
    import hashlib

    say("log", "prove", IMPORT, "--out", "i.tlog-proof")
    code, out, _ = say("verify", "--receipt", "i.tlog-proof", "--key", key_of(sealed), "--format", "json")
    value = json.loads(out)
    assert code == 0
    assert value["fields"] == {"sha256": hashlib.sha256(EXPORT).hexdigest()}
    assert value["entry"]["import"] == IMPORT


def test_another_logs_key_proves_nothing(sealed, say, tmp_path):
    say("log", "prove", review_id(1), "--out", "a.tlog-proof")
    other, _file = make_key(tmp_path / "other", "harbor.example/review-log")
    code, out, _ = say("verify", "--receipt", "a.tlog-proof", "--key", verifier_text(other))
    assert code == 1
    assert out.startswith("FAILED: ")


def test_without_a_key_nothing_is_checked(say):
    say("log", "prove", review_id(1), "--out", "a.tlog-proof")
    code, _, err = say("verify", "--receipt", "a.tlog-proof")
    assert code == 2
    assert "checked with the log's verifier key" in err


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value["segments"].reverse(),
        lambda value: value["segments"].pop(),
        lambda value: value["segments"].append(value["segments"][0]),
        lambda value: value["fields"].update(author=value["fields"]["title"]),
        lambda value: value.update(entry=value["entry"][:-4] + "AAAA"),
        lambda value: value.update(v="site-gen.receipt/2"),
        lambda value: value.update(more=1),
    ],
    ids=["segments reversed", "a segment less", "a segment more", "another field", "another entry", "form", "more"],
)
def test_a_receipt_that_was_changed_fails(sealed, say, tmp_path, change):
    data = make_receipt(sealed.root, review_id(1), with_text=True).data
    (tmp_path / "same.tlog-proof").write_bytes(with_extra(data, lambda value: None))
    assert say("verify", "--receipt", "same.tlog-proof", "--key", key_of(sealed))[0] == 0
    (tmp_path / "changed.tlog-proof").write_bytes(with_extra(data, change))
    code, out, _ = say("verify", "--receipt", "changed.tlog-proof", "--key", key_of(sealed))
    assert code == 1
    assert out.startswith("FAILED: ")


def test_the_words_of_another_review_do_not_pass_as_those_of_this_one(sealed, say, tmp_path):
    one, two = (make_receipt(sealed.root, review_id(number), with_text=True).data for number in (1, 2))
    stolen = json.loads(base64.b64decode(two.split(b"\n")[1].removeprefix(b"extra ")))
    (tmp_path / "mixed.tlog-proof").write_bytes(
        with_extra(one, lambda value: value.update(segments=stolen["segments"]))
    )
    assert say("verify", "--receipt", "mixed.tlog-proof", "--key", key_of(sealed))[0] == 1


def test_any_other_file_is_no_receipt(sealed, say, tmp_path):
    (tmp_path / "x").write_bytes(b"\xff\x00 what")
    assert say("verify", "--receipt", "x", "--key", key_of(sealed))[0] == 1
    assert say("verify", "--receipt", "missing", "--key", key_of(sealed))[0] == 2
    assert say("verify", "--key", key_of(sealed))[0] == 2
    assert say("verify", ".", "--receipt", "x", "--key", key_of(sealed))[0] == 2


def test_what_a_receipt_says_of_a_terminal_is_only_text(sealed, say):
    sealed.write(review(3, text="Red \x1b[31m?".replace("\x1b", "\\x1b"), extra=f"author: Mo\n{PUBLISHED}"))
    sealed.seal()
    say("log", "prove", review_id(3), "--with-text", "--out", "a.tlog-proof")
    assert "\x1b" not in say("verify", "--receipt", "a.tlog-proof", "--key", key_of(sealed))[1]


@pytest.mark.parametrize(
    ("language", "month", "place"),
    [("en", "in March 2026", "entry number {}"), ("es", "en marzo de 2026", "entrada número {}")],
)
def test_the_note_says_what_was_received_where_it_is_and_how_to_check_it(sealed, language, month, place):
    text = receipt_note(sealed.root, review_id(1), "a.tlog-proof", language=language, with_text=True)
    flat = " ".join(text.split())
    assert month in flat
    assert place.format(sealed.state(1).index) in flat
    assert f'\n   site-gen verify --receipt a.tlog-proof --key "{key_of(sealed)}"\n' in text
    assert f'\n   site-gen verify https://harbor.example/ --key "{key_of(sealed)}"\n' in text
    assert "office@harbor.example" in flat
    assert "mailto:" not in flat
    assert "$" not in text


@pytest.mark.parametrize(
    ("language", "sealed_words", "sent_words", "compared"),
    [
        ("en", "Which words were sealed", "Which words you sent", "If nobody compares, nobody sees it"),
        ("es", "Qué palabras quedaron selladas", "Qué palabras envió", "Si nadie compara, nadie lo ve"),
    ],
)
def test_the_note_claims_no_more_than_a_receipt_proves(sealed, language, sealed_words, sent_words, compared):
    text = receipt_note(sealed.root, review_id(1), "a.tlog-proof", language=language, with_text=True)
    flat = " ".join(text.split())
    assert sealed_words in flat
    assert sent_words not in flat
    assert compared in flat


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_note_holds_nothing_about_the_author_or_the_care(sealed, language):
    for with_text in (True, False):
        text = receipt_note(sealed.root, review_id(1), "a.tlog-proof", language=language, with_text=with_text)
        assert not [
            word for word in ("Walt", "Sample", "Ana", "ana-diaz", "Diaz", "waited", review_id(1)) if word in text
        ]


def test_the_note_is_in_the_sites_language_and_lies_beside_the_receipt(sealed, say, tmp_path):
    code, out, _ = say("log", "prove", review_id(1), "--note", "--out", "a.tlog-proof")
    assert (code, out) == (0, "wrote a.tlog-proof\nwrote a.txt\n")
    assert (tmp_path / "a.txt").read_text().startswith("About the review that you sent to Harbor Dental\n")
    assert max(map(len, (tmp_path / "a.txt").read_text().splitlines())) < 200
    with (sealed.root / "site.yaml").open("a") as file:
        file.write("languages: [es, en]\n")
    say("log", "prove", review_id(1), "--note", "--out", "b.tlog-proof")
    assert (tmp_path / "b.txt").read_text().startswith("Sobre la reseña")


def test_a_note_that_is_there_stays_and_no_receipt_is_left_without_it(say, tmp_path):
    (tmp_path / "a.txt").write_text("mine")
    code, _, err = say("log", "prove", review_id(1), "--note", "--out", "a.tlog-proof")
    assert code == 2
    assert "a.txt" in err
    assert not (tmp_path / "a.tlog-proof").exists()
    assert (tmp_path / "a.txt").read_text() == "mine"


def test_a_note_needs_a_review_a_known_language_and_somebody_to_write_to(sealed, say):
    assert "goes to the author of a review" in say("log", "prove", IMPORT, "--note")[2]
    assert "no note in the language fr" in say("log", "prove", review_id(1), "--note", "--language", "fr")[2]
    assert "is that of --note" in say("log", "prove", review_id(1), "--language", "es")[2]
    sealed.edit("site.yaml", "contact: {complaints: 'mailto:office@harbor.example'}\n", "")
    assert "names nobody whom an author can write to" in say("log", "prove", review_id(1), "--note")[2]


def test_a_note_of_a_site_that_logs_years_says_the_year(sealed):
    sealed.write(review(4, text="Fine again."))
    with (sealed.root / "site.yaml").open("a") as file:
        file.write("reviews: {received_precision: year}\n")
    sealed.seal(as_of=AS_OF)
    assert "from you in 2026." in " ".join(
        receipt_note(sealed.root, review_id(4), "a.tlog-proof", language="en", with_text=False).split()
    )
