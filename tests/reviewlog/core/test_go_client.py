"""Go's sumdb packages read our log: a second implementation that shares no code with this one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from core_helpers import LOG_KEY, NEXT_LOG_KEY, ORIGIN, OTHER_KEY, WITNESS_KEYS, log_in_memory, reader, signed

from site_gen.reviewlog.checkpoint import Checkpoint, open_checkpoint
from site_gen.reviewlog.merkle import leaf_hash, root_of
from site_gen.reviewlog.note import add_signatures, format_note
from site_gen.reviewlog.proof import EntryProof, format_entry_proof
from site_gen.reviewlog.prove import prove_inclusion, root_at
from site_gen.reviewlog.sign import cosign, parse_signing_key, sign_checkpoint
from site_gen.reviewlog.stored import hash_reader
from site_gen.reviewlog.tiles import tile_path
from site_gen.reviewlog.vkey import format_vkey

REPOSITORY = Path(__file__).parents[3]
PROGRAM = Path(__file__).parent / "go" / "main.go"
GOPATH = Path("/usr/share/gocode")
PACKAGES = ["golang-go", "golang-golang-x-mod-dev"]
SECONDS = 1_700_000_000
VKEY = format_vkey(LOG_KEY.verifier)
WITNESS = WITNESS_KEYS[0]
SIZES = [1, 2, 255, 256, 257, 1000, 65_536, 65_793]


def is_go_there() -> bool:
    return shutil.which("go") is not None and (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir()


def install_go() -> str:
    """Install Debian's Go and say what hindered it."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "needs root and apt-get"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", *arguments], env=environment, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            return f"apt-get {arguments[0]} failed: {done.stderr.strip()[-200:]}"
    return ""


@pytest.fixture(scope="module")
def readlog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program, built; the tests are skipped where Go is neither installed nor may be."""
    if not is_go_there():
        hindrance = install_go()
        if not is_go_there():
            reason = f"{' and '.join(PACKAGES)} are not installed: {hindrance or 'not where Debian puts them'}"
            if os.environ.get("CI") == "true" and not hindrance.startswith("needs"):
                pytest.fail(reason)
            pytest.skip(reason)
    folder = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GOPATH),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    built = subprocess.run(
        ["go", "build", "-o", str(folder / "readlog"), str(PROGRAM)], env=environment, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return folder / "readlog"


def entry(number: int) -> bytes:
    return b'{"number":%d}' % number if number % 7 else b""


def checkpoint_at(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, root_of(leaf_hash(entry(number)) for number in range(size)))


def publish(folder: Path, size: int) -> dict[str, bytes]:
    """Write a log as it is published, and give its files."""
    files, edge = log_in_memory([entry(number) for number in range(size)])
    note = signed(Checkpoint(ORIGIN, size, edge.root), LOG_KEY, NEXT_LOG_KEY)
    files["checkpoint"] = format_note(add_signatures(note, [cosign(note.text, WITNESS, seconds=SECONDS)]))
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return files


def run(readlog: Path, folder: Path, *arguments: str, vkey: str = VKEY) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(readlog), str(folder), vkey, *arguments], capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("size", SIZES)
def test_go_reads_a_log_of_this_size(readlog: Path, tmp_path: Path, size: int):
    publish(tmp_path, size)
    done = run(readlog, tmp_path, "-witness", format_vkey(WITNESS.verifier))
    assert done.stderr == ""
    assert done.stdout == f"checkpoint of size {size}\ncosigned at {SECONDS}\n{size} entries\n"


@pytest.mark.parametrize("key", [LOG_KEY, NEXT_LOG_KEY])
def test_go_opens_the_checkpoint_of_a_rotation_with_either_key(readlog: Path, tmp_path: Path, key):
    publish(tmp_path, 3)
    assert run(readlog, tmp_path, vkey=format_vkey(key.verifier)).returncode == 0


@pytest.mark.parametrize(("old", "new"), [(1, 2), (1, 300), (255, 256), (256, 257), (300, 300), (257, 65_793)])
def test_go_proves_that_a_log_extends_an_older_checkpoint(readlog: Path, tmp_path: Path, old: int, new: int):
    publish(tmp_path / "log", new)
    (tmp_path / "old").write_bytes(format_note(signed(checkpoint_at(old))))
    done = run(readlog, tmp_path / "log", "-old", str(tmp_path / "old"))
    assert done.stdout.endswith(f"extends size {old}\n"), done.stderr


@pytest.mark.parametrize("index", [0, 255, 256, 299])
def test_go_checks_our_proof_of_an_entry(readlog: Path, tmp_path: Path, index: int):
    files = publish(tmp_path / "log", 300)
    proof = prove_inclusion(index, 300, hash_reader(300, reader(files)))
    data = format_entry_proof(EntryProof(index, proof, signed(checkpoint_at(300))))
    (tmp_path / "proof").write_bytes(data)
    done = run(readlog, tmp_path / "log", "-proof", str(tmp_path / "proof"))
    assert done.stdout.endswith(f"proof of entry {index}\n"), done.stderr


def test_go_refuses_a_log_that_does_not_extend_the_older_checkpoint(readlog: Path, tmp_path: Path):
    publish(tmp_path / "log", 300)
    (tmp_path / "old").write_bytes(format_note(signed(Checkpoint(ORIGIN, 200, checkpoint_at(199).root))))
    done = run(readlog, tmp_path / "log", "-old", str(tmp_path / "old"))
    assert (done.returncode, done.stdout.endswith("300 entries\n")) == (1, True)


def test_go_refuses_the_key_of_another_log(readlog: Path, tmp_path: Path):
    publish(tmp_path, 3)
    assert run(readlog, tmp_path, vkey=format_vkey(OTHER_KEY.verifier)).returncode == 1


def test_go_refuses_a_log_in_which_a_bit_of_any_file_was_changed(readlog: Path, tmp_path: Path):
    for path, data in publish(tmp_path, 300).items():
        spoilt = bytearray(data)
        spoilt[data.index(b"\n300\n") + 1 if path == "checkpoint" else len(data) // 2] ^= 1
        (tmp_path / path).write_bytes(spoilt)
        assert run(readlog, tmp_path).returncode == 1, path
        (tmp_path / path).write_bytes(data)
    assert run(readlog, tmp_path).returncode == 0


def test_go_reads_the_log_of_the_sample_site_and_that_it_extends_an_earlier_state(readlog: Path, tmp_path: Path):
    folder = REPOSITORY / "log"
    key = parse_signing_key((REPOSITORY / "docs/guide/demonstration.key").read_text(encoding="utf-8").strip())
    now = open_checkpoint((folder / "checkpoint").read_bytes(), [key.verifier])
    hashes = hash_reader(now.size, lambda tile: (folder / tile_path(tile)).read_bytes())
    earlier = Checkpoint(now.origin, now.size // 2, root_at(now.size // 2, hashes))
    (tmp_path / "old").write_bytes(format_note(sign_checkpoint(earlier, [key])))
    done = run(readlog, folder, "-old", str(tmp_path / "old"), vkey=format_vkey(key.verifier))
    assert done.stderr == ""
    assert f"{now.size} entries\n" in done.stdout
    assert done.stdout.endswith(f"extends size {earlier.size}\n")
