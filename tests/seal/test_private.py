"""What is hidden, withheld, pending or private is nowhere in the output; what is erased is nowhere at all."""

from __future__ import annotations

import json
import re
import threading

import pytest
from sealing import IMPORT, MANIFEST, PENDING, PUBLISHED, REPLY, SealedSite, about_the_log, codes, secrets_of

from conftest import AS_OF, review, review_id
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review
from site_gen.pipeline.erase import erase
from site_gen.pipeline.erased import Said, marks_of, said_content, said_marks
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.restore import restore
from site_gen.pipeline.review_files import reviews_locked
from site_gen.reviewlog.disclosure import decode_base64url, encode_base64url, parse_field
from site_gen.reviewlog.openings import PRIVATE_NAMES, SEALED_NAMES
from site_gen.reviewlog.rating import logged_rating
from site_gen.reviewlog.tally import tally_providers

PERSONAL = "source_id: sub_01HZXQ\ncontact: mk@mail.example\nauthor: Marguerite K.\ntitle: An honest title"
TEXT = "The hygienist was very kind. My neighbor Roberta Quimby waited too. Parking is hard."


@pytest.fixture
def sealed(tmp_path):
    return SealedSite(tmp_path / "site")


def write_all_states(sealed):
    """One review in each state, the first with a segment and the author hidden."""
    hidden = (
        "moderation: {status: published, by: compliance, hidden: [{segment: 1, reason: third-party-privacy}], "
        "hidden_fields: [{field: author, reason: third-party-privacy}]}"
    )
    withheld = "moderation: {status: withheld, by: compliance, reason: abusive}"
    for number, extra in enumerate((hidden, withheld, PENDING), 1):
        text = TEXT.replace("Roberta", f"Roberta{number}").replace("kind", f"kind{number}")
        sealed.write(review(number, text=text, extra=f"{PERSONAL.replace('HZX', f'HZX{number}')}\n{extra}"))
    sealed.write(review(4, text="Shown entirely.", extra=f"{PERSONAL}\n{PUBLISHED}\n{REPLY}") + MANIFEST)
    assert codes(sealed.seal()) == []


def every_layer(data):
    """Give bytes, and what is inside of everything in them that looks like base64url, two levels deep."""
    layers = [data]
    for _ in range(2):
        found = set(re.findall(rb"[A-Za-z0-9_-]{20,}", layers[-1]))
        opened = []
        for one in sorted(found):
            try:
                opened.append(decode_base64url(one.decode(), "x"))
            except SiteGenError:
                continue
        layers.append(b"\n".join(opened))
    return b"\n".join(layers)


def test_nothing_that_is_not_shown_is_anywhere_in_the_output(sealed):
    write_all_states(sealed)
    public = sealed.build()
    data = every_layer(b"\n".join(public.tree().values()))
    openings = sealed.openings()
    shown = openings[review_id(1)]
    places = tuple(one.segment for one in sealed.state(1).hidden)
    assert places
    secrets = secrets_of(shown, (*PRIVATE_NAMES, "author"), places) - secrets_of(shown, ("title",), ())
    for number in (2, 3):
        opening = openings[review_id(number)]
        secrets |= secrets_of(opening, SEALED_NAMES, range(len(opening.segments)))
    secrets |= secrets_of(openings[review_id(4)], PRIVATE_NAMES, ())
    disclosure = (sealed.root / "log/private/imports" / IMPORT).read_text().strip()
    field = parse_field(disclosure)
    secrets |= {disclosure.encode(), field.salt, encode_base64url(field.salt).encode(), str(field.value).encode()}
    common = secrets_of(openings[review_id(4)], ("author", "title"), ()) | {b"Parking is hard.", b"Marguerite K."}
    for secret in sorted(secrets - common):
        assert secret not in data, secret
    assert len(secrets) > 100
    assert "Shown entirely." in public.text("providers/ana-diaz/index.html")


def test_the_search_for_secrets_finds_those_that_are_shown(sealed):
    write_all_states(sealed)
    data = every_layer(b"\n".join(sealed.build().tree().values()))
    opening = sealed.openings()[review_id(4)]
    assert all(secret in data for secret in secrets_of(opening, ("author", "title"), range(1)))


def test_the_output_has_no_files_of_the_private_log(sealed):
    write_all_states(sealed)
    names = set(sealed.build().tree())
    assert not [name for name in names if "private" in name or name.endswith(("jsonl", "last-seen"))]
    openings = json.loads((sealed.root / "public/review-log/openings/ana-diaz.json").read_bytes())
    assert [one["id"] for one in openings["reviews"]] == [review_id(1), review_id(4)]


def _erase(sealed, number, reason="erasure", **changes):
    return erase(sealed.root, review_id(number), reason, key=KeySource(sealed.keys), as_of=AS_OF, **changes)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_erased_review_leaves_no_trace_of_text_or_salts(sealed, number):
    write_all_states(sealed)
    sealed.build()
    opening = sealed.openings()[review_id(number)]
    (sealed.root / f"{sealed.file(number)}~").write_bytes((sealed.root / sealed.file(number)).read_bytes())
    half = sealed.root / "log/openings/.ana-diaz.jsonl.new"
    half.write_bytes((sealed.root / "log/openings/ana-diaz.jsonl").read_bytes())
    others = [one for one in sealed.openings().values() if one.id != opening.id]
    unique = secrets_of(opening, SEALED_NAMES, range(len(opening.segments)))
    for other in others:
        unique -= secrets_of(other, SEALED_NAMES, range(len(other.segments)))
    assert _erase(sealed, number).leaf == opening.index
    public = sealed.build()
    everything = every_layer(sealed.everything())
    for secret in sorted(unique):
        assert secret not in everything, secret
    assert len(unique) > 40
    assert sealed.log().replay.reviews[opening.index].state == "erased"
    assert public.html("providers/ana-diaz/index.html").find(attrs={"data-count": "erased"})["value"] == "1"
    assert sealed.seal().steps == ()


def test_a_review_file_with_another_name_and_copies_of_it_are_erased_with_it(sealed):
    write_all_states(sealed)
    file = sealed.root / sealed.file(1)
    data = file.read_bytes()
    copies = [file.with_name(name) for name in ("a-review.yaml", "conflict.yaml.orig")]
    for copy in copies:
        copy.write_bytes(data)
    file.unlink()
    quoted = sealed.root / sealed.file(2)
    _erase(sealed, 1)
    assert [copy.exists() for copy in copies] == [False, False]
    assert quoted.is_file()
    assert b"Roberta1" not in sealed.everything()


def test_a_review_that_only_names_an_erased_one_in_its_words_stays(sealed):
    write_all_states(sealed)
    erased = review_id(1)
    sealed.write(review(70, text=f"My first one (id: {erased}) has no answer.", extra=PENDING))
    waiting = sealed.root / sealed.file(70)
    broken = waiting.with_name("notes.txt")
    broken.write_text(f"id: {review_id(71)}\ntext: [id: {erased}\n")
    copy = waiting.with_name("half.yaml.orig")
    copy.write_text(f"id: {erased}\ntext: [Roberta1\n")
    _erase(sealed, 1)
    assert (waiting.is_file(), broken.is_file(), copy.is_file()) == (True, True, False)


def test_an_erased_review_that_comes_back_is_refused_by_id_and_by_its_id_at_the_source(sealed):
    write_all_states(sealed)
    file = sealed.root / sealed.file(4)
    text = file.read_text()
    _erase(sealed, 4)
    file.write_text(text)
    assert codes(sealed.seal()) == ["INT112"]
    file.unlink()
    other = sealed.root / sealed.file(9)
    other.write_text(text.replace(review_id(4), review_id(9)))
    assert codes(sealed.seal()) == ["INT112"]
    other.write_text(text.replace(review_id(4), review_id(9)).replace("sub_01HZXQ", "sub_other"))
    assert codes(sealed.seal()) == []


def test_the_marks_are_hmacs_under_a_secret_of_the_site(sealed):
    write_all_states(sealed)
    loaded = parse_review((sealed.root / sealed.file(4)).read_bytes(), sealed.file(4))
    _erase(sealed, 4)
    secret = (sealed.root / "log/private/secret").read_bytes()
    assert len(secret) == 32
    assert (sealed.root / "log/private/secret").stat().st_mode & 0o777 == 0o600
    noted = (sealed.root / "log/private/erased").read_text().split()
    content = said_content(logged_rating(loaded.rating), loaded.title, loaded.text)
    said = said_marks(secret, Said("website-form", loaded.received_at, loaded.author, content, has_id=True))
    assert noted == sorted([*marks_of(secret, review_id(4), "website-form", "sub_01HZXQ"), *said])
    assert len(noted) == 3
    assert review_id(4) not in (sealed.root / "log/private/erased").read_text()


def test_what_is_not_sealed_cannot_be_erased_and_nothing_is_erased_twice(sealed):
    write_all_states(sealed)
    sealed.write(review(8, text="New."))
    with pytest.raises(SiteGenError, match="no review r-000000000008 in the log"):
        _erase(sealed, 8)
    _erase(sealed, 4)
    size = sealed.log().size
    with pytest.raises(SiteGenError, match="was erased"):
        _erase(sealed, 4)
    assert sealed.log().size == size
    with pytest.raises(SiteGenError, match="was erased"):
        restore(sealed.root, review_id(4))


def _meanwhile(sealed, number, work):
    """Save a reply under the lock of review files while `work` waits for it; give the file afterwards."""
    path = sealed.root / sealed.file(number)
    thread = threading.Thread(target=work)
    with reviews_locked(sealed.root):
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it waits"
        path.write_text(path.read_text() + "reply: {status: draft, text: Please call us.}\n")
    thread.join()
    return path.read_text() if path.exists() else None


def test_an_erasure_waits_for_whoever_writes_review_files(sealed):
    sealed.write(review(1, text="Bad.") + review(2, text="Good."))
    sealed.seal()
    assert _meanwhile(sealed, 1, lambda: _erase(sealed, 1)) is None


def test_a_restoration_keeps_the_reply_that_is_saved_meanwhile(sealed):
    sealed.write(review(1, text="Bad."))
    sealed.seal()
    sealed.edit(sealed.file(1), "Bad.", "Good.")
    text = _meanwhile(sealed, 1, lambda: restore(sealed.root, review_id(1)))
    assert "Bad." in text
    assert "Please call us." in text


def test_a_dry_run_erases_nothing(sealed):
    write_all_states(sealed)
    before = sealed.everything("log")
    assert _erase(sealed, 4, dry_run=True).review == review_id(4)
    assert sealed.everything("log") == before
    assert (sealed.root / sealed.file(4)).exists()


def test_the_erasure_of_a_review_that_is_shown_elsewhere_changes_no_number(sealed):
    def on_google(archive):
        return archive.replace("website-form", "google-business-profile").replace("invited-all", "imported")

    sealed.write(review(1, text="Here."))
    sealed.write("".join(on_google(review(number, text=f"There {number}.", extra=PENDING)) for number in (2, 3)))
    assert codes(sealed.seal()) == []

    def counts():
        page = sealed.build().html("providers/ana-diaz/index.html")
        return {one["data-count"]: one["value"] for one in page.find_all(attrs={"data-count": True})}

    before = counts()
    assert (before["received"], before["elsewhere"]) == ("1", "2")
    for number in (3, 2):
        _erase(sealed, number)
        assert sealed.log().replay.reviews[3 + number].state == "elsewhere"
        assert b"There %d." % number not in sealed.everything()
        assert counts() == before
    (tally,) = tally_providers(sealed.log().replay, "2026-11").values()
    assert (tally.received, tally.elsewhere_count, tally.erased) == (1, 2, 0)


def test_an_erased_review_is_gone_from_the_cache_of_builds_and_previews(sealed):
    sealed.write(review(1, text="Something private."))
    sealed.seal()
    cache = sealed.root / ".site-gen"
    sealed.build()
    sealed.write(review(2, text="Another."))
    sealed.seal()
    sealed.build()
    assert b"Something private." in sealed.everything(".site-gen/twin")
    sealed.build(out=cache / "preview")
    assert b"Something private." in sealed.everything(".site-gen/preview")
    assert (cache / "preview-build.msgpack").exists()
    assert _erase(sealed, 1).built == sealed.root / "public"
    assert b"Something private." not in sealed.everything(".site-gen")
    # what pictures are, and how files of the output are called, is no word of anybody
    assert {place.name.partition("-")[0] for place in cache.glob("*.msgpack")} <= {"media.msgpack", "files"}


@pytest.mark.parametrize("number", [1, 2])
def test_one_version_is_not_erased_without_the_others_which_are_named(sealed, number):
    edited = review(2, text="Better.", extra=f"supersedes: {review_id(1)}\n{PUBLISHED}")
    sealed.write(review(1, text="Bad.") + edited + review(3, text="Somebody else."))
    sealed.seal()
    before = sealed.everything()
    with pytest.raises(SiteGenError, match=f"nothing was erased: {review_id(3 - number)}$") as refused:
        _erase(sealed, number)
    assert "--all-versions" in refused.value.hint
    with pytest.raises(SiteGenError, match="nothing was erased"):
        _erase(sealed, number, dry_run=True)
    assert sealed.everything() == before


@pytest.mark.parametrize("number", [1, 2, 3])
def test_all_versions_are_erased_at_once_and_a_review_of_somebody_else_stays(sealed, number):
    second = review(2, text="Better.", extra=f"supersedes: {review_id(1)}\n{PUBLISHED}")
    third = review(3, text="Best of all.", extra=f"supersedes: {review_id(2)}\n{PENDING}")
    sealed.write(review(1, text="Bad.") + second + third + review(4, text="Somebody else."))
    sealed.seal()
    done = _erase(sealed, number, "authorization-revoked", all_versions=True)
    assert {done.review, *(one.id for one in done.others)} == {review_id(1), review_id(2), review_id(3)}
    assert list(sealed.openings()) == [review_id(4)]
    rest = sealed.everything("content") + sealed.everything("log/openings")
    assert not any(word in rest for word in (b"Bad.", b"Better.", b"Best of all."))
    log = sealed.log().replay
    assert [one.state.value for one in log.reviews.values()].count("erased") == 3
    assert log.conflicts == []
    assert sealed.seal().steps == ()
    assert sealed.build()


def test_an_erasure_with_all_versions_of_a_review_that_has_one_is_as_without(sealed):
    sealed.write(review(1, text="Bad.") + review(2, text="Good."))
    sealed.seal()
    assert _erase(sealed, 1, all_versions=True).others == ()
    assert list(sealed.openings()) == [review_id(2)]


def test_a_version_that_is_only_a_file_is_erased_with_the_sealed_one(sealed):
    sealed.write(review(1, text="Bad."))
    sealed.seal()
    sealed.write(review(2, text="Worse words.", extra=f"supersedes: {review_id(1)}\n{PENDING}"))
    sealed.write(review(3, text="Worst words.", extra=f"supersedes: {review_id(2)}\n{PENDING}"))
    with pytest.raises(SiteGenError, match=rf"{review_id(2)} \(not sealed\), {review_id(3)} \(not sealed\)"):
        _erase(sealed, 1)
    assert [one.leaf for one in _erase(sealed, 1, all_versions=True).others] == [None, None]
    assert sealed.openings() == {}
    assert b"Wors" not in sealed.everything("content") + sealed.everything("log")
    assert sealed.log().replay.conflicts == []
    assert [one.erasure is not None for one in sealed.log().replay.reviews.values()] == [True] * 3
    assert about_the_log(sealed.findings()) == []


def test_a_file_that_names_a_version_and_does_not_load_stops_the_erasure(sealed):
    sealed.write(review(1, text="Bad.") + review(2, text="Good."))
    sealed.seal()
    other = sealed.root / sealed.file(3)
    other.write_text("nothing: here\n")
    _erase(sealed, 2)
    other.write_text(f"supersedes: {review_id(1)}\n")
    with pytest.raises(SiteGenError, match="does not load"):
        _erase(sealed, 1, all_versions=True)
    assert review_id(1) in sealed.openings()


def test_what_a_branch_erased_is_ended_and_never_written_back(sealed):
    write_all_states(sealed)
    before = {path: path.read_bytes() for path in (sealed.root / "log").rglob("*") if path.is_file()}
    text = (sealed.root / sealed.file(4)).read_text()
    _erase(sealed, 4)
    for path, data in before.items():  # git checkout --ours log: the marks are of both, the rest is not
        path.write_bytes(data)
    hint = f"site-gen seal --erase {review_id(4)} --reason erasure completes it"
    for back in (None, text, text.replace("Shown entirely.", "Shown entirely?")):
        if back is not None:
            (sealed.root / sealed.file(4)).write_text(back)
        result = sealed.seal()
        assert [(one.code, one.severity.value, one.hint) for one in result.findings] == [("INT101", "error", hint)]
        assert result.steps == ()
        assert hint in [one.hint for one in sealed.findings() if one.code == "INT101"]
        assert "INT112" not in [one.code for one in sealed.findings()]
        assert not sealed.try_build().published
        with pytest.raises(SiteGenError, match="was erased") as refused:
            restore(sealed.root, review_id(4))
        assert refused.value.hint == hint
    _erase(sealed, 4)
    assert codes(sealed.seal()) == []
    assert b"Shown entirely" not in sealed.build().text("providers/ana-diaz/index.html").encode()


def test_nothing_is_decided_about_what_a_branch_erased(sealed):
    write_all_states(sealed)
    before = {path: path.read_bytes() for path in (sealed.root / "log").rglob("*") if path.is_file()}
    text = (sealed.root / sealed.file(3)).read_text()
    _erase(sealed, 3)
    for path, data in before.items():
        path.write_bytes(data)
    (sealed.root / sealed.file(3)).write_text(text.replace(PENDING, PUBLISHED))
    result = sealed.seal()
    assert (codes(result), result.steps) == (["INT101"], ())


def test_the_secret_of_marks_is_made_with_the_log_so_that_branches_share_it(sealed):
    secret = sealed.root / "log/private/secret"
    sealed.seal(dry_run=True)
    assert not secret.exists()
    write_all_states(sealed)
    made = secret.read_bytes()
    _erase(sealed, 4)
    assert secret.read_bytes() == made
