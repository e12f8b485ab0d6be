"""Keys, salts, hidden words and contact data are in no output, report, log or message of any command, broken or not."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import shutil
import stat
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from seal.sealing import PENDING, SealedSite, secrets_of

from conftest import review, review_id
from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.reviewlog.disclosure import decode_base64url
from site_gen.reviewlog.openings import PRIVATE_NAMES, SEALED_NAMES
from site_gen.reviewlog.segments import split_text
from site_gen.reviewlog.sign import parse_signing_key

DECIDED = "decided_at: 2026-03-12T12:00:00Z, by: compliance"
SEGMENT = (
    "Our neighbor Roberta Quimby{n}, r.quimby{n}@quimbymail.example, 312-555-0147, wasnâ€™t seen by Dr. Diaz{n}\u200b."
)
TEXT = f"The hygienist was kind. {SEGMENT} Parking is hard in winter."
COVERED = tuple(range(1, len(split_text(TEXT)) - 1))
"""All but the first and the last sentence."""
WITHHELD = "moderation: {status: withheld, reason: abusive, " + DECIDED + "}"
HIDDEN = (
    "moderation: {status: published, hidden: ["
    + ", ".join(f"{{segment: {one}, reason: third-party-privacy}}" for one in COVERED)
    + "], "
    "hidden_fields: [{field: author, reason: third-party-privacy}, {field: title, reason: third-party-privacy}], "
    + DECIDED
    + "}"
)
REPLY = (
    "reply: {status: draft, written_by: office-manager, written_at: 2026-03-20T12:00:00Z, "
    "text: 'Roberta Quimby{n} was our patient, call 312-555-0147.'}"
)
PERSONAL = (
    'title: "Quimby{n} and I"\nauthor: "Marge Zabrinsk{n}"\ncontact: marge{n}@quimbymail.example\n'
    "source_id: sub_SECRET{n}\nexperienced: 2026-02\nrelationship: none"
)
STATES = {1: HIDDEN, 2: WITHHELD, 3: PENDING, 4: HIDDEN, 5: WITHHELD, 6: PENDING}
NEEDLES = ("Quimby", "quimby", "Zabrinsk", "@quimbymail.example", "sub_SECRET", "Diaz1", "Diaz2", "555-0147", "5550147")
"""Parts of what no command may say."""
BROKEN = {
    "a line that stands too far left": ("text:", "Quimby2 said: no"),
    "an alias": ("text:", "title: *Quimby2\ntext:"),
    "a tag": ("text:", "reply: !Quimby2 x\ntext:"),
    "a contact that is a number": ("contact:", "contact: 3125550147 #"),
    "words in place of stars": ("rating:", "rating: Quimby2 has it #"),
    "an unknown key": ("title:", "Quimby2 told me: x\ntitle:"),
    "a key twice": ("title:", "Quimby2 x: 1\nQuimby2 x: 2\ntitle:"),
    "a control character": ("title:", '"Quimby2 \\x07": x\ntitle:'),
    "an open quote": ("title:", 'title: "Quimby2 #'),
    "a stray quote": ("title:", "title: 'Quimby2's' #"),
    "another colon": ("title:", "title: Quimby2: x: #"),
}
"""How a person breaks a file: what is put in the place of the beginning of a line."""
FORMS = ("text", "json", "sarif", "junit", "github")
COMMANDS = (
    *(("check", "--full", "--format", form) for form in FORMS),
    ("build", "--full"),
    ("seal", "--dry-run"),
    ("seal",),
    ("report", "compliance"),
    ("report", "transparency"),
    ("report", "replies"),
    ("report", "calendar"),
    ("report", "channels"),
    ("report", "today"),
    ("report", "team"),
    ("report", "pictures"),
    ("report", "visuals"),
    ("report", "cards"),
    ("log", "show"),
    ("log", "show", review_id(1)),
    ("log", "show", review_id(2)),
    ("list", "due"),
    ("next-change",),
    ("policy", "coverage"),
    ("reply",),
    ("calendar", "log"),
    ("deploy", "folder"),
    ("verify", "public"),
    ("verify", "public", "--format", "json"),
    ("seal", "--erase", review_id(6), "--reason", "erasure", "--dry-run"),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> SealedSite:
    """Give a site with reviews in every state that is not shown in full, twice, so that rules about many speak, too."""
    site = SealedSite(tmp_path_factory.mktemp("secrets") / "site")
    target = site.root.parent / "deployed"
    with (site.root / "site.yaml").open("a") as file:
        file.write(f"deploy: {{folder: {{to: folder, path: {target}}}}}\n")
    for number, state in STATES.items():
        reply = f"\n{REPLY}" if number in (1, 4) else ""
        extra = f"{PERSONAL}\n{state}{reply}".replace("{n}", str(number))
        site.write(review(number, rating=number % 5 + 1, text=TEXT.replace("{n}", str(number)), extra=extra))
    shown = review(7, text="Shown entirely. No secret here.", extra=f"moderation: {{status: published, {DECIDED}}}")
    site.write(shown + review(8, text=TEXT.replace("{n}", "8"), extra=f"{PERSONAL}\n{PENDING}".replace("{n}", "8")))
    assert site.seal().checkpoint is not None
    return site


def forms_of(secret: bytes) -> Iterator[bytes]:
    """Give how bytes or words are written down: as they are, in hexadecimal, base64, base64url, and all escapes."""
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        text = secret.decode("latin-1")
    percent = quote(secret, safe="")
    yield from (secret, secret.hex().encode(), secret.hex().upper().encode())
    yield from (base64.b64encode(secret).rstrip(b"="), base64.urlsafe_b64encode(secret).rstrip(b"="))
    for one in (
        percent,
        re.sub("%..", lambda found: found[0].lower(), percent),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        repr(secret)[2:-1],
        html.escape(text),
        html.escape(text, quote=False),
        html.escape(text).encode("ascii", "xmlcharrefreplace").decode(),
        re.sub("([,;])", r"\\\1", text),
    ):
        yield one.encode()


def needles_of(site: SealedSite) -> set[bytes]:
    """Give everything that must be nowhere: seed of the key, salts of what is not shown, words."""
    key = parse_signing_key(site.key_file.read_text().strip())
    found = {key.seed, bytes((key.type,)) + key.seed}
    for ident, opening in site.openings().items():
        number = int(ident[2:])
        if number == 7:
            names, places = tuple(PRIVATE_NAMES), ()
        elif number in (1, 4):
            names, places = (*PRIVATE_NAMES, "author", "title"), COVERED
        else:
            names, places = SEALED_NAMES, tuple(range(len(opening.segments)))
        found |= secrets_of(opening, names, places) - {b"The hygienist was kind.", b"Parking is hard in winter."}
    known = re.compile(rb"r-[0-9]{12}|2026-.*")  # ids are public, and an instant is found by its disclosure
    kept = {one for one in found if len(one) > 8 and not known.fullmatch(one)}
    return {form for one in kept for form in forms_of(one)} | {one.encode() for one in NEEDLES}


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def spilled(data: bytes, needles: set[bytes]) -> list[bytes]:
    """Give the needles in bytes, unpacked if need be, and in what looks like base64 in them, two levels deep."""
    layers = [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data]
    for _ in range(2):
        opened = []
        for one in {*re.findall(rb"[A-Za-z0-9_-]{20,}|[A-Za-z0-9+/]{20,}", layers[-1])}:
            try:
                opened.append(decode_base64url(one.translate(_URL_SAFE).decode(), "x"))
            except SiteGenError:
                continue
        layers.append(b"\n".join(opened))
    whole = b"\n".join(layers)
    return sorted(one for one in needles if one in whole)


def said_by(site: SealedSite, capfd: pytest.CaptureFixture[str], *arguments: str) -> bytes:
    """Run a command on the site by its key; give all it said."""
    keyed = ["--key-file", str(site.key_file)] if arguments[0] == "seal" else []
    typed = [str(site.root / one) if one == "public" else one for one in arguments]
    code = run(["-C", str(site.root), *typed, *keyed])
    said = capfd.readouterr()
    assert code in (0, 1, 2)
    assert "Traceback" not in said.err
    return f"{said.out}\n{said.err}".encode()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_says_a_secret(kept, capfd, arguments):
    said = said_by(kept, capfd, *arguments)
    assert len(said) > 1
    assert spilled(said, needles_of(kept)) == []


def test_no_file_that_leaves_the_site_holds_a_secret(kept, capfd):
    """Looks at everything but content, log and cache: output, reports, exports, and what was deployed."""
    for arguments in (("build",), ("report", "compliance"), ("report", "replies"), ("deploy", "folder")):
        said_by(kept, capfd, *arguments)
    inside = {"content", "log", ".site-gen", "site.yaml"}
    files = [path for path in kept.root.parent.rglob("*") if path.is_file() and kept.keys not in path.parents]
    files = [
        path
        for path in files
        if not (path.is_relative_to(kept.root) and path.relative_to(kept.root).parts[0] in inside)
    ]
    needles = needles_of(kept)
    assert len(files) > 40
    assert any("deployed" in path.parts for path in files)
    assert {path.name: found for path in files if (found := spilled(path.read_bytes(), needles))} == {}


def test_no_file_of_the_cache_holds_a_secret_and_nobody_else_may_look_into_it(kept, capfd):
    """What the cache remembers of a build: words that are shown, numbers for those that are not."""
    cache = kept.root / ".site-gen"
    shutil.rmtree(cache, ignore_errors=True)
    cache.mkdir(mode=0o755)  # as older versions made it
    for arguments in (("build",), ("check",), ("seal",), ("report", "compliance"), ("deploy", "folder"), ("build",)):
        said_by(kept, capfd, *arguments)
    needles = needles_of(kept)
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert {"build.msgpack", "log.states", "unchanged.msgpack", "media.msgpack"} <= {path.name for path in files}
    assert {path.name: found for path in files if (found := spilled(path.read_bytes(), needles))} == {}
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("secret", [b"\xff\x00'salt\n", "na\u00efve, <b>\u200b;".encode()])
@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: b"x" + one + b"y",
        lambda one: one.hex().encode(),
        lambda one: base64.b64encode(one),
        lambda one: base64.urlsafe_b64encode(b"before " + one + b" and behind"),
        lambda one: base64.b64encode(b"before \xff\xfe" + one + b" and behind"),
        lambda one: gzip.compress(one),
        lambda one: quote(one).encode(),
        lambda one: repr(one).encode(),
    ],
)
def test_the_search_finds_a_secret_however_it_is_written(secret, wrapped):
    assert spilled(wrapped(secret), set(forms_of(secret))) != []


def test_the_search_finds_what_is_there(kept):
    found = spilled(kept.everything("log/openings"), needles_of(kept))
    assert len(found) > 50
    assert b"sub_SECRET" in found


@pytest.fixture
def broken(kept, tmp_path):
    """Give a copy of the site, to be broken."""
    shutil.copytree(kept.root, tmp_path / "site", ignore=shutil.ignore_patterns("public", ".site-gen"))
    site = SealedSite.__new__(SealedSite)
    site.root, site.keys, site.key_file = tmp_path / "site", kept.keys, kept.key_file
    return site


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("how", BROKEN)
def test_no_message_about_a_broken_file_repeats_its_words(broken, kept, capfd, how, form):
    start, instead = BROKEN[how]
    place = broken.root / broken.file(2)
    text = place.read_text()
    place.write_text(re.sub(rf"^{start}", lambda _: instead, text, count=1, flags=re.MULTILINE))
    assert place.read_text() != text
    said = said_by(broken, capfd, "check", "--format", form)
    assert b"SRC00" in said
    assert spilled(said, needles_of(kept)) == []
    if form == "text":
        assert spilled(said_by(broken, capfd, "seal"), needles_of(kept)) == []
        assert spilled(said_by(broken, capfd, "log", "show", review_id(2)), needles_of(kept)) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_message_about_a_changed_text_repeats_what_is_hidden(broken, kept, capfd, number):
    place = broken.root / broken.file(number)
    place.write_text(place.read_text().replace("The hygienist was kind. ", ""))
    for arguments in (("check",), ("check", "--format", "json"), ("seal",)):
        said = said_by(broken, capfd, *arguments)
        assert arguments == ("seal",) or b"INT102" in said
        assert spilled(said, needles_of(kept)) == [], arguments


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_no_message_about_a_broken_log_repeats_its_secrets(broken, kept, capfd, cut):
    place = broken.root / "log/openings/ana-diaz.jsonl"
    data = place.read_bytes()
    place.write_bytes(data[: int(len(data) * cut)] + b"!" + data[int(len(data) * cut) + 1 :])
    for arguments in (("check",), ("build",), ("seal",), ("log", "show", review_id(2))):
        assert spilled(said_by(broken, capfd, *arguments), needles_of(kept)) == [], arguments


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key.replace("PRIVATE", "PRIVAT"),
        lambda key: key.replace("harbor", "other"),
        lambda key: re.sub(r"\+[0-9a-f]{8}\+", "+00000000+", key),
        lambda key: key[:-3],
        lambda key: f"{key} {key[40:]}",
        lambda key: key.replace("+", " "),
    ],
    ids=["no key", "another name", "another id", "cut", "twice", "in pieces"],
)
def test_a_wrong_key_is_not_repeated(broken, kept, capfd, monkeypatch, change):
    wrong = change(kept.key_file.read_text().strip())
    broken.write(review(9, text="New.", extra=PENDING))
    monkeypatch.setenv("SITE_GEN_LOG_KEY", wrong)
    assert run(["-C", str(broken.root), "seal"]) == 2
    said = capfd.readouterr()
    encoded = kept.key_file.read_text().strip().split("+", 4)[4]
    assert spilled(f"{said.out}{said.err}".encode(), needles_of(kept)) == []
    assert encoded[:16] not in said.err
    place = broken.root.parent / "wrong.key"
    place.write_text(wrong)
    monkeypatch.delenv("SITE_GEN_LOG_KEY")
    assert run(["-C", str(broken.root), "seal", "--key-file", str(place)]) == 2
    assert encoded[:16] not in capfd.readouterr().err
