"""`site-gen log` and the options of `site-gen seal` as they are typed: what comes out, and the exit code."""

from __future__ import annotations

import datetime
import http.server
import json
import re
import shutil
import threading

import pytest
from sealing import SealedSite

from conftest import AS_OF, review, review_id
from site_gen.cli.main import run
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.scaffold import init_site
from site_gen.reviewlog.disclosure import decode_base64url, parse_segment, verify_digest
from site_gen.reviewlog.entries import ReviewEntry, parse_entry
from site_gen.reviewlog.note import add_signatures, check_signatures, format_note, parse_note, parse_signatures
from site_gen.reviewlog.policy import policy_of
from site_gen.reviewlog.proof import parse_entry_proof, verify_entry_proof
from site_gen.reviewlog.sign import cosign, generate_signing_key
from site_gen.reviewlog.vkey import SignatureType, format_vkey, parse_vkey
from site_gen.reviewlog.witness import parse_add_checkpoint


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("SITE_GEN_LOG_KEY", raising=False)
    site = SealedSite(tmp_path / "site")
    monkeypatch.setenv("SITE_GEN_LOG_KEY_FILE", str(site.key_file))
    site.write(review(1, text="Good. Really."))
    site.seal()
    return site


@pytest.fixture
def say(sealed, capsys):
    """Run a command in the site; give exit code, stdout and stderr."""

    def said(*arguments):
        code = run(["-C", str(sealed.root), *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return said


def test_show_counts_entries_and_reviews(say):
    code, out, _ = say("log", "show")
    assert code == 0
    assert "size       6\n" in out
    assert "entries    1 decision, 1 display, 1 genesis, 1 policy, 1 provider, 1 review\n" in out
    assert "reviews    1 published\n" in out


def test_show_one_review_and_every_entry(say):
    _, out, _ = say("log", "show", review_id(1))
    assert out.startswith(f"{review_id(1)}: published, about ana-diaz\nleaf 4, hash ")
    assert "decision   subject 4, action publish" in out
    _, out, _ = say("log", "show", "--entries")
    assert [line.split()[2] for line in out.splitlines()] == [
        "genesis", "display", "policy", "provider", "review", "decision",
    ]  # fmt: skip
    code, _, err = say("log", "show", "r-nothinghere0")
    assert code == 2
    assert "no review r-nothinghere0 in the log" in err


def test_a_receipt_proves_the_entry_and_with_text_the_words(sealed, say, tmp_path):
    file = tmp_path / "receipt.tlog-proof"
    assert say("log", "prove", review_id(1), "--with-text", "--out", file)[0] == 0
    proof = parse_entry_proof(file.read_bytes())
    extra = json.loads(proof.extra)
    entry = decode_base64url(extra["entry"], "entry")
    accepted = verify_entry_proof(proof, entry=entry, policy=policy_of([parse_vkey(sealed.settings().key)]))
    assert (proof.index, accepted.checkpoint.size) == (4, 6)
    parsed = parse_entry(entry)
    assert isinstance(parsed, ReviewEntry)
    for disclosure, place in zip(extra["segments"], parsed.text, strict=True):
        verify_digest(disclosure, place.digest, "segment")
    assert "".join(parse_segment(one).text for one in extra["segments"]) == "Good. Really."
    assert not {"contact", "received_at"} & extra["fields"].keys()
    assert say("log", "prove", review_id(1), "--out", file)[0] == 2
    assert say("log", "prove", review_id(1), "--out", tmp_path / "short")[0] == 0
    assert b"segments" not in parse_entry_proof((tmp_path / "short").read_bytes()).extra


def test_diff_tells_grown_equal_shrunk_and_forked(sealed, say, tmp_path):
    old = tmp_path / "old"
    old.write_bytes((sealed.root / "log/checkpoint").read_bytes())
    new = sealed.root / "log/checkpoint"
    assert say("log", "diff", old, new)[:2] == (0, "equal: both have 6 entries and the same root\n")
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    assert say("log", "diff", old, new)[:2] == (0, "grown by 2: from 6 to 8 entries, nothing changed\n")
    code, out, _ = say("log", "diff", new, old)
    assert (code, out) == (1, "shrunk by 2: NEW is the older one, with 6 of 8 entries\n")
    other = SealedSite.__new__(SealedSite)
    other.root, other.keys = sealed.root.parent / "other", sealed.keys
    other.write(review(3, text="Another."))
    (other.root / "site.yaml").write_text((sealed.root / "site.yaml").read_text())
    for folder in ("content/providers", "content/policies", "content/locations"):
        for path in (sealed.root / folder).iterdir():
            (other.root / folder).mkdir(parents=True, exist_ok=True)
            (other.root / folder / path.name).write_bytes(path.read_bytes())
    other.seal()
    code, out, _ = say("log", "diff", other.root / "log/checkpoint", new)
    assert code == 1
    assert out.startswith("forked: OLD, of 6 entries, is not part of the log here")
    assert say("log", "diff", other.root / "log/checkpoint", old)[1].startswith("forked: two different logs of 6")
    code, _, err = say("log", "diff", tmp_path / "nowhere", new)
    assert (code, "name a file that is there" in err) == (2, True)
    assert say("log", "diff", tmp_path / "none", new)[0] == 2


def test_seal_speaks_about_restoring_erasing_and_rotating(sealed, say, tmp_path):
    sealed.edit(sealed.file(1), "Good", "Great")
    assert "wrote content/reviews/ana-diaz" in say("seal", "--restore", review_id(1))[1]
    assert "is as it was sealed" in say("seal", "--restore", review_id(1))[1]
    code, _, err = say("seal", "--erase", review_id(1))
    assert code == 2
    assert "--erase and --reason go together" in err
    code, _, err = say("seal", "--all-versions")
    assert code == 2
    assert "--all-versions goes with --erase" in err
    assert say("seal", "--erase", review_id(1), "--restore", review_id(1), "--reason", "erasure")[0] == 2
    assert "would log the erasure" in say("seal", "--erase", review_id(1), "--reason", "erasure", "--dry-run")[1]
    code, out, err = say("seal", "--erase", review_id(1), "--reason", "erasure", "--as-of", "2026-11-24")
    assert (code, out) == (0, f"erased {review_id(1)} (leaf 4), signed the log at 7 entries\n")
    assert "Git history" in err
    code, out, _ = say("seal", "--rotate", tmp_path / "new.key", "--as-of", "2026-11-24")
    assert code == 0
    assert "signed the log at 8 entries with both keys" in out


@pytest.mark.parametrize("what", [(), ("--erase", review_id(1), "--reason", "erasure"), ("--rotate", "new.key")])
def test_nothing_is_sealed_under_a_date_that_has_not_come(sealed, say, what):
    before = (sealed.root / "log/checkpoint").read_bytes()
    sealed.write(review(2, text="Fine."))
    ahead = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3)).date()
    code, out, err = say("seal", *what, "--as-of", str(ahead))
    assert (code, out, f"--as-of {ahead} lies ahead" in err) == (2, "", True)
    assert (sealed.root / "log/checkpoint").read_bytes() == before


def test_erasing_says_which_output_still_has_the_words_and_what_to_do(sealed, say, tmp_path, monkeypatch):
    monkeypatch.chdir(sealed.root)
    erase_it = ("seal", "--erase", review_id(1), "--reason", "erasure", "--as-of", "2026-11-24")
    assert "not touched: whatever was built before and the published site still hold" in say(*erase_it, "--dry-run")[2]
    page = sealed.build().folder / "providers/ana-diaz/index.html"
    other = tmp_path / "other"
    sealed.build(out=other)
    err = say(*erase_it)[2]
    assert f"not touched: {other}/, public/ and the published site still hold what they show of it\n" in err
    assert re.search(rf"now run .+ build --out {other} and .+ build, and deploy what that writes\n", err)
    assert "Good. Really." in page.read_text()
    sealed.build()
    assert "Good. Really." not in page.read_text()


def test_the_key_comes_from_the_environment(sealed, say, monkeypatch):
    sealed.write(review(2, text="Fine."))
    monkeypatch.delenv("SITE_GEN_LOG_KEY_FILE")
    code, _, err = say("seal")
    assert code == 2
    assert "no key for harbor.example/review-log" in err
    monkeypatch.setenv("SITE_GEN_LOG_KEY", sealed.key_file.read_text())
    assert say("seal")[0] == 0


def test_a_key_that_the_environment_names_inside_the_sites_repository_is_refused(sealed, say):
    sealed.write(review(2, text="Fine."))
    (sealed.root.parent / ".git").mkdir()
    code, _, err = say("seal")
    assert code == 2
    assert f"lies inside the Git repository {sealed.root.parent.resolve()}, as the site does" in err
    assert "hint: move it out" in err


class Host:
    """A web server on this machine that says what a test wants."""

    def __init__(self):
        outer = self
        self.files, self.posted, self.answer = {}, [], lambda body: (500, b"")

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                data = outer.files.get(self.path)
                self._say(404 if data is None else 200, data or b"")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.posted.append((self.path, body))
                self._say(*outer.answer(body))

            def _say(self, status, data):
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def host(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = Host()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_seal_compares_with_the_published_site(sealed, say, host):
    code, _, err = say("seal", "--live", host.url)
    assert code == 2
    assert "no checkpoint at" in err
    host.files["/review-log/checkpoint"] = (sealed.root / "log/checkpoint").read_bytes()
    assert say("seal", "--live", host.url)[0] == 0
    assert say("seal", "--live", f"{host.url}review-log/checkpoint")[0] == 0
    old = {path: path.read_bytes() for path in (sealed.root / "log").rglob("*") if path.is_file()}
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    host.files["/review-log/checkpoint"] = (sealed.root / "log/checkpoint").read_bytes()
    for path, data in old.items():
        path.write_bytes(data)
    code, _, err = say("seal", "--live", host.url)
    assert code == 2
    assert "6 entries here, 8 were seen before" in err
    host.files["/review-log/checkpoint"] = b"x" * 100_000
    assert say("seal", "--live", host.url)[0] == 2
    assert say("seal", "--live", "ftp://harbor.example")[0] == 2


def test_a_cosigner_signs_growth_only_and_remembers(sealed, say, tmp_path):
    key = tmp_path / "office.key"
    code, vkey, _ = say("log", "cosign", "--key-file", key, "--make-key", "office.example")
    assert code == 0
    assert say("log", "cosign", "--key-file", key, "--make-key", "office.example")[0] == 2
    cosign_it = ("log", "cosign", "--key-file", key, "--log", sealed.root / "log")
    code, _, err = say(*cosign_it)
    assert code == 2
    assert "give it once with --log-key" in err
    code, line, err = say(*cosign_it, "--log-key", sealed.settings().key)
    assert (code, "for the first time" in err) == (0, True)
    note = parse_note((sealed.root / "log/checkpoint").read_bytes())
    signed = add_signatures(note, parse_signatures(line))
    assert check_signatures(signed, [parse_vkey(vkey.strip())])
    old = {path: path.read_bytes() for path in (sealed.root / "log").rglob("*") if path.is_file()}
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    assert "after 6" in say(*cosign_it)[2]
    code, line, _ = say("log", "cosign", "--key-file", key, sealed.root / "log/checkpoint")
    assert code == 0
    (tmp_path / "line").write_text(line)
    assert "cosigned at 8" in say("log", "witness", "--from", tmp_path / "line", "--witness-key", vkey.strip())[1]
    assert "signed by  harbor.example/review-log, office.example" in say("log", "show")[1]
    assert sealed.seal().steps == ()
    for path, data in old.items():
        path.write_bytes(data)
    code, out, err = say(*cosign_it)
    assert (code, out) == (2, "")
    assert "shrank from 8 entries to 6" in err


def test_an_older_log_is_not_cosigned_and_what_was_seen_last_stays(sealed, say, host, tmp_path):
    key = tmp_path / "office.key"
    vkey = say("log", "cosign", "--key-file", key, "--make-key", "office.example")[1].strip()
    shutil.copytree(sealed.root / "log", tmp_path / "backup")
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    seen = (sealed.root / "log/last-seen").read_bytes()
    shutil.rmtree(sealed.root / "log")
    (tmp_path / "backup").rename(sealed.root / "log")
    old = (sealed.root / "log/checkpoint").read_bytes()
    (sealed.root / "log/last-seen").write_bytes(seen)
    cosigned = say("log", "cosign", "--key-file", key, "--log", sealed.root / "log", "--log-key", sealed.settings().key)
    (tmp_path / "line").write_text(cosigned[1])
    for source in (("--from", tmp_path / "line"), (host.url,)):
        code, _, err = say("log", "witness", *source, "--witness-key", vkey)
        assert (code, "the log has 6 entries here, 8 were seen before" in err) == (2, True)
    assert (sealed.root / "log/last-seen").read_bytes() == seen
    assert (sealed.root / "log/checkpoint").read_bytes() == old
    assert say("seal")[0] == 2


def test_a_cosigner_may_keep_the_key_in_the_folder_in_which_it_works(sealed, tmp_path, monkeypatch, capsys):
    (tmp_path / "office").mkdir()
    monkeypatch.chdir(tmp_path / "office")
    assert run(["log", "cosign", "--key-file", "office.key", "--make-key", "office.example"]) == 0
    shutil.copytree(sealed.root / "log", "copy/log")
    cosign_it = ["log", "cosign", "--log", "copy/log", "--log-key", sealed.settings().key, "--key-file"]
    assert run([*cosign_it, "office.key"]) == 0
    shutil.copy("office.key", "copy/log/office.key")
    assert run([*cosign_it, "copy/log/office.key"]) == 2
    assert "lies inside the site" in capsys.readouterr().err
    (tmp_path / "office/copy/.git").mkdir()
    shutil.copy("office.key", "copy/office.key")
    assert run([*cosign_it, "copy/office.key"]) == 2
    assert "lies inside the Git repository" in capsys.readouterr().err


def test_a_cosigner_refuses_a_fork(sealed, say, tmp_path):
    key = tmp_path / "office.key"
    say("log", "cosign", "--key-file", key, "--make-key", "office.example")
    say("log", "cosign", "--key-file", key, "--log", sealed.root / "log", "--log-key", sealed.settings().key)
    (sealed.root / "log").rename(sealed.root.parent / "first-log")
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    code, out, _ = say("log", "cosign", "--key-file", key, "--log", sealed.root / "log")
    assert (code, out) == (2, "")
    other = format_vkey(generate_signing_key("harbor.example/review-log").verifier)
    code, _, err = say("log", "cosign", "--key-file", key, "--log", sealed.root / "log", "--log-key", other)
    assert code == 2
    assert "another key was remembered" in err


def test_a_witness_on_the_web_is_asked_from_the_size_that_it_remembers(sealed, say, host):
    key = generate_signing_key("witness.example", SignatureType.COSIGNATURE)
    vkey = format_vkey(key.verifier)

    def answer(body):
        request = parse_add_checkpoint(body)
        if request.old_size != 4:
            return 409, b"4\n"
        assert request.proof
        signature = cosign(request.note.text, key, seconds=1_800_000_000)
        lines = format_note(add_signatures(request.note, [signature])).split(b"\n")
        return 200, lines[-2] + b"\n"

    host.answer = answer
    code, out, _ = say("log", "witness", host.url, "--witness-key", vkey)
    assert (code, out) == (0, "cosigned at 6 entries by witness.example\n")
    assert [path for path, _ in host.posted] == ["/add-checkpoint", "/add-checkpoint"]
    note = parse_note((sealed.root / "log/checkpoint").read_bytes())
    assert check_signatures(note, [key.verifier])[0].seconds == 1_800_000_000
    sealed.build()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"\xe2\x80\x94 witness.example AAAAAAAA\n", "not signed by any known key"),
        (200, b"<html>", "note:"),
        (409, b"9\n", "has seen 9 entries, the log here has 6"),
        (409, b"many", "witness answer"),
        (403, b"", "does not know the log's key"),
        (404, b"", "does not know the log"),
        (302, b"", "the witness says 302"),
        (200, b"x" * 50_000, "too long"),
    ],
)
def test_a_witness_that_does_not_sign_changes_nothing(sealed, say, host, status, body, said):
    before = (sealed.root / "log/checkpoint").read_bytes()
    host.answer = lambda _body: (status, body)
    vkey = format_vkey(generate_signing_key("witness.example", SignatureType.COSIGNATURE).verifier)
    code, _, err = say("log", "witness", host.url, "--witness-key", vkey)
    assert code == 2
    assert said in err
    assert (sealed.root / "log/checkpoint").read_bytes() == before


def test_a_witness_needs_a_key_or_a_policy(sealed, say, host, tmp_path):
    assert "no witness's key" in say("log", "witness", host.url)[2]
    policy = tmp_path / "policy"
    vkey = format_vkey(generate_signing_key("witness.example", SignatureType.COSIGNATURE).verifier)
    policy.write_text(f"witness w {vkey}\nquorum none\n")
    assert "the witness says 500" in say("log", "witness", host.url, "--policy", policy)[2]


def test_log_init_begins_a_log_and_leaves_the_rest_of_site_yaml_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("SITE_GEN_LOG_KEY_FILE", raising=False)
    site = SealedSite(tmp_path / "site")
    text = "# mine\n" + (site.root / "site.yaml").read_text().rpartition("log:")[0]
    (site.root / "site.yaml").write_text(text)
    (site.root / ".gitattributes").write_text("*.jpg binary")
    (site.root / "content/policies/review-policy.md").unlink()
    assert run(["-C", str(site.root), "log", "init"]) == 0
    out, err = capsys.readouterr()
    assert "wrote content/policies/review-policy.md" in out
    assert "keep the site's repository private" in err
    assert (site.root / "site.yaml").read_text().startswith(text)
    assert (site.root / ".gitattributes").read_text() == (
        "*.jpg binary\nlog/** -text merge=binary\nlog/private/erased merge=union\ncontent/** -text\n"
    )
    assert site.kinds() == ["genesis", "display", "policy"]
    assert run(["-C", str(site.root), "log", "init"]) == 2
    assert "the site has a log already" in capsys.readouterr().err
    site.write(review(1, text="Good."))
    assert run(["-C", str(site.root), "seal"]) == 0


def test_a_new_origin_moves_the_old_log_aside_and_erasures_reach_it(sealed, say):
    assert say("log", "init", "--new-origin", "harbor.example/review-log")[0] == 2
    assert say("log", "init", "--new-origin", "two words")[0] == 2
    code, _, err = say("log", "init", "--new-origin", "https://harbor.example/second/")
    assert code == 2
    assert "https://harbor.example/second/ is an address, and a log has a name" in err
    assert "hint: name it harbor.example/second\n" in err
    assert (sealed.root / "log/checkpoint").exists()
    code, out, _ = say("log", "init", "--new-origin", "harbor.example/second")
    assert code == 0
    assert "moved the old log to log.1-old/" in out
    assert sealed.settings().origin == "harbor.example/second"
    sealed.keys = sealed.root.parent / "config/site-gen"
    sealed.seal()
    assert sealed.state(1).state == "published"
    for path in sorted(sealed.build().tree()):
        assert "old" not in path
    erase(sealed.root, review_id(1), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    assert b"r-000000000001" not in sealed.everything("log.1-old/openings")
    marks = (sealed.root / "log/private/erased").read_bytes()
    assert say("log", "init", "--new-origin", "harbor.example/third")[0] == 0
    assert (sealed.root / "log/private/erased").read_bytes() == marks


def test_init_twice_with_one_address_gives_two_logs(tmp_path):
    keys = tmp_path / "keys"
    first = init_site(tmp_path / "one", AS_OF, keys)
    second = init_site(tmp_path / "two", AS_OF, keys)
    assert first.log.origin == "my-practice.example/review-log"
    assert second.log.origin == "my-practice.example/review-log-2"
    assert first.log.key_file != second.log.key_file
    assert first.log.sealed.findings == ()
    assert [step.kind for step in second.log.sealed.steps] == [
        "genesis", "display", "policy", "provider", "review", "decision",
    ]  # fmt: skip
