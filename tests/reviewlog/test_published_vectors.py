"""The published vectors: what the code makes now, and true by hashes and JSON alone.

Below the first tests nothing of `site_gen` is used: this is what somebody writes who has the specification only.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from site_gen.reviewlog.entries import Entry, parse_entry
from site_gen.reviewlog.openings import parse_opening, verify_opening
from site_gen.reviewlog.policy import parse_policy
from site_gen.reviewlog.proof import parse_entry_proof, verify_entry_proof
from site_gen.reviewlog.published import parse_openings
from site_gen.verify.claims import SAYS
from site_gen.verify.settings import SiteFile

SPEC = Path(__file__).parents[2] / "docs" / "spec"
VECTORS = SPEC / "vectors"
PUBLIC = (
    "id", "author", "title", "language", "experienced", "location", "aspects", "verification", "incentive",
    "relationship", "completeness",
)  # fmt: skip
PRIVATE = ("received_at", "authorization", "source_id", "contact")
NOT_COUNTED = ("unrelated", "wrong-provider", "believed-fake", "duplicate-submission", "author-withdrew")


def load(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_bytes())


def make_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_vectors", VECTORS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spec_examples() -> list[dict[str, Any]]:
    blocks = re.findall(r"```json\n(.*?)```", (SPEC / "review-log.md").read_text(encoding="utf-8"), re.DOTALL)
    return [json.loads(block) for block in blocks]


def canonical(value: Any) -> bytes:
    """RFC 8785 for objects with ASCII keys, and without fractions."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# What the code makes.


def test_the_published_vectors_are_what_the_code_makes_now():
    made = make_module().make_files()
    assert made == {path.name: path.read_bytes() for path in VECTORS.glob("*.json")}


def test_the_code_reads_the_openings_and_proofs_of_the_vectors():
    for one in load("openings")["private"]:
        verify_opening(parse_opening(one["line"].encode()))
    files = load("published")["files"]
    parse_openings(unb64(files["openings/ines-valdes.json"]))
    checkpoint = load("checkpoint")
    proof = parse_entry_proof(checkpoint["tlog_proof_of_entry_6"].encode())
    policy = parse_policy(checkpoint["policy"].encode())
    accepted = verify_entry_proof(proof, entry=entries()[6], policy=policy)
    assert [(one.witness.name, one.seconds) for one in accepted.cosigned] == [(b"w1", checkpoint["cosigned_at"])]


def test_every_example_of_an_entry_in_the_specification_is_an_entry():
    examples = [example for example in spec_examples() if "type" in example]
    for example in examples:
        parse_entry(canonical(example))
    types = {entry.__struct_config__.tag for entry in Entry.__args__}
    assert {example["type"] for example in examples} == types


def test_the_examples_of_the_specification_are_those_of_the_vectors():
    in_vectors = [one["json"] for one in load("entries")["entries"]]
    examples = [example for example in spec_examples() if "type" in example and example["type"] != "key"]
    assert [example for example in examples if example not in in_vectors] == []


def test_the_files_shown_in_the_specification_have_the_keys_of_the_real_ones():
    shown = {example["v"]: example for example in spec_examples() if "type" not in example and "v" in example}
    assert shown["site-gen.site/1"].keys() == set(SiteFile.__struct_fields__)
    real = load("published")["openings"]
    assert shown["site-gen.openings/1"].keys() == real.keys()
    assert shown["site-gen.openings/1"]["reviews"][0].keys() == real["reviews"][0].keys()


def test_the_specification_names_every_claim_in_the_words_of_the_report():
    text = " ".join((SPEC / "review-log.md").read_text(encoding="utf-8").split())
    stated = re.findall(r"\*\*([^*]+)\*\* \[`([a-z-]+)`\]", text)
    assert {name: says.lower() for says, name in stated} == {str(claim): says.lower() for claim, says in SAYS.items()}


# What follows from the definitions, by hashes and JSON alone.


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def open_disclosure(text: str) -> list[Any]:
    opened: list[Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    assert b64url(canonical(opened)) == text
    return opened


def digest(disclosure: str) -> str:
    return b64url(sha256(disclosure.encode("ascii")))


def entries() -> list[bytes]:
    return [unb64(one["entry"]) for one in load("entries")["entries"]]


def leaves() -> list[bytes]:
    return [sha256(b"\x00" + entry) for entry in entries()]


def split(count: int) -> int:
    half = 1
    while half * 2 < count:
        half *= 2
    return half


def root(hashes: list[bytes]) -> bytes:
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"")
    middle = split(len(hashes))
    return sha256(b"\x01" + root(hashes[:middle]) + root(hashes[middle:]))


def inclusion(index: int, hashes: list[bytes]) -> list[bytes]:
    if len(hashes) == 1:
        return []
    middle = split(len(hashes))
    if index < middle:
        return [*inclusion(index, hashes[:middle]), root(hashes[middle:])]
    return [*inclusion(index - middle, hashes[middle:]), root(hashes[:middle])]


def consistency(old: int, hashes: list[bytes], *, known: bool = True) -> list[bytes]:
    if old == len(hashes):
        return [] if known else [root(hashes)]
    middle = split(len(hashes))
    if old <= middle:
        return [*consistency(old, hashes[:middle], known=known), root(hashes[middle:])]
    return [*consistency(old - middle, hashes[middle:], known=False), root(hashes[:middle])]


def test_entries_are_canonical_and_hash_to_their_leaves():
    for one, leaf in zip(load("entries")["entries"], leaves(), strict=True):
        assert canonical(one["json"]) == unb64(one["entry"])
        assert b64(leaf) == one["leaf_hash"]


def test_the_tree_has_the_stated_roots_and_proofs():
    tree, all_leaves = load("tree"), leaves()
    assert tree["leaf_hashes"] == [b64(leaf) for leaf in all_leaves]
    assert tree["roots"] == [{"size": size, "root": b64(root(all_leaves[:size]))} for size in range(13)]
    for one in tree["inclusion"]:
        assert one["proof"] == [b64(part) for part in inclusion(one["index"], all_leaves[: one["size"]])]
    for one in tree["consistency"]:
        assert one["proof"] == [b64(part) for part in consistency(one["old"], all_leaves[: one["new"]])]
    assert len(tree["inclusion"]) == len(tree["consistency"]) == 12 * 13 // 2


def naive_path(level: str, index: int, width: int) -> str:
    digits = str(index)
    groups = re.findall("...", digits.zfill(-(-len(digits) // 3) * 3))
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def naive_tiles(size: int) -> list[str]:
    levels = [("entries", size)]
    count, number = size, 0
    while count:
        levels.append((str(number), count))
        count, number = count // 256, number + 1
    return [
        naive_path(level, first // 256, min(256, count - first))
        for level, count in levels
        for first in range(0, count, 256)
    ]


def test_tiles_lie_at_the_stated_paths():
    tree = load("tree")
    for one in tree["tile_paths"]:
        assert one["path"] == naive_path("0", one["index"], 256)
    for one in tree["tiles_of_size"]:
        paths = naive_tiles(one["size"])
        assert one["count"] == len(paths)
        if "paths" in one:
            assert one["paths"] == paths
        else:
            assert one["partial"] == [path for path in paths if ".p/" in path]
            assert one["last"] == paths[-1]


def test_the_published_tiles_hold_hashes_and_entries():
    files = load("published")["files"]
    assert unb64(files["tile/0/000.p/12"]) == b"".join(leaves())
    bundle = b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries())
    assert unb64(files["tile/entries/000.p/12"]) == bundle
    assert sorted(path for path in files if path.startswith("tile/")) == sorted(naive_tiles(12))


def vkey(name: str, kind: int, seed: bytes) -> tuple[bytes, str]:
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    typed = bytes([kind]) + public
    key_id = sha256(name.encode() + b"\n" + typed)[:4]
    return key_id, f"{name}+{key_id.hex()}+{b64(typed)}"


def verify(key: str, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(unb64(key.split("+", 2)[2])[1:]).verify(signature, message)


def test_the_checkpoint_says_size_and_root_and_both_keys_signed_it():
    vectors = load("checkpoint")
    text, lines = vectors["cosigned_checkpoint"].split("\n\n")
    text += "\n"
    assert text == f"clinic.example/review-log\n12\n{b64(root(leaves()))}\n"
    log_line, witness_line = lines.rstrip("\n").split("\n")
    assert vectors["checkpoint"] == f"{text}\n{log_line}\n"
    assert load("published")["files"]["checkpoint"] == b64(vectors["checkpoint"].encode())

    key_id, key = vkey("clinic.example/review-log", 1, unb64(vectors["log_seed"]))
    assert key == vectors["log_vkey"]
    dash, name, encoded = log_line.split(" ")
    blob = unb64(encoded)
    assert (dash, name, blob[:4]) == ("—", "clinic.example/review-log", key_id)
    verify(key, blob[4:], text.encode())

    key_id, key = vkey("witness.example/w1", 4, unb64(vectors["cosigner_seed"]))
    assert key == vectors["cosigner_vkey"]
    dash, name, encoded = witness_line.split(" ")
    blob = unb64(encoded)
    seconds = int.from_bytes(blob[4:12], "big")
    assert (dash, name, blob[:4], seconds) == ("—", "witness.example/w1", key_id, vectors["cosigned_at"])
    verify(key, blob[12:], f"cosignature/v1\ntime {seconds}\n{text}".encode())


def test_private_keys_have_the_form_of_go():
    vectors = load("checkpoint")
    for name, kind, who in (("clinic.example/review-log", 1, "log"), ("witness.example/w1", 4, "cosigner")):
        seed = unb64(vectors[f"{who}_seed"])
        key_id, _key = vkey(name, kind, seed)
        expected = f"PRIVATE+KEY+{name}+{key_id.hex()}+{b64(bytes([kind]) + seed)}"
        assert vectors[f"{who}_private_key"] == expected


def test_the_proof_file_leads_from_the_review_to_the_signed_root():
    vectors = load("checkpoint")
    head, note = vectors["tlog_proof_of_entry_6"].split("\n\n", 1)
    proof = "\n".join(b64(part) for part in inclusion(6, leaves()))
    assert head == f"c2sp.org/tlog-proof@v1\nindex 6\n{proof}"
    assert note == vectors["cosigned_checkpoint"]


def test_private_openings_open_their_entries_completely():
    salts = []
    for one in load("openings")["private"]:
        line = json.loads(one["line"])
        assert canonical(line) == one["line"].encode()
        assert line["index"] == one["index"]
        assert unb64(line["entry"]) == entries()[one["index"]]
        entry = json.loads(unb64(line["entry"]))
        assert sorted(line["fields"]) == sorted(PUBLIC + PRIVATE)
        assert len(entry["_sd"]) == 16
        assert entry["_sd"] == sorted(entry["_sd"])
        decoy = set(entry["_sd"])
        for name, disclosure in line["fields"].items():
            salt, opened, value = open_disclosure(disclosure)
            assert (opened, value) == (name, one["values"][name])
            decoy.remove(digest(disclosure))
            salts.append(salt)
        assert len(decoy) == 1
        segments = [open_disclosure(segment) for segment in line.get("segments", [])]
        assert [digest(segment) for segment in line.get("segments", [])] == [x["..."] for x in entry.get("text", [])]
        assert [text for _salt, text in segments] == one["segments"]
        salts += [salt for salt, _text in segments]
    assert len(set(salts)) == len(salts) == 2 * 15 + 5
    assert {len(base64.urlsafe_b64decode(salt + "==")) for salt in salts} == {16}


def test_the_text_is_its_segments_with_spanish_and_emoji():
    segments = load("openings")["private"][0]["segments"]
    assert len(segments) == 5
    assert "Peñalver" in segments[3]
    assert "👩🏽\u200d⚕️" in "".join(segments)


def test_the_import_commits_to_its_export():
    vectors = load("openings")
    salt, name, value = open_disclosure(vectors["export_disclosure"])
    assert (len(salt), name, value) == (22, "sha256", sha256(unb64(vectors["export_base64"])).hex())
    assert json.loads(entries()[5])["_sd"] == [digest(vectors["export_disclosure"])]


def test_published_openings_show_what_the_decision_lets_show_and_nothing_else():
    published, log = load("published"), [json.loads(entry) for entry in entries()]
    assert canonical(published["openings"]) == unb64(published["files"]["openings/ines-valdes.json"])
    assert (published["openings"]["provider"], published["openings"]["size"]) == ("ines-valdes", 10)
    (review,) = published["openings"]["reviews"]
    entry, decision, reply = log[review["index"]], log[review["decision"]], log[review["reply"]["index"]]
    assert unb64(review["leaf"]) == entries()[review["index"]]
    assert (decision["subject"], decision["action"]) == (review["index"], "publish")
    assert decision["leaf"] == b64url(leaves()[review["index"]])

    hidden_fields = [one["field"] for one in decision["hidden_fields"]]
    assert sorted(review["fields"]) == sorted(name for name in PUBLIC if name not in hidden_fields)
    for name, disclosure in review["fields"].items():
        assert open_disclosure(disclosure)[1] == name
        assert digest(disclosure) in entry["_sd"]

    hidden = [one["segment"] for one in decision["hidden"]]
    assert sorted(map(int, review["segments"])) == [place for place in range(5) if place not in hidden]
    for place, disclosure in review["segments"].items():
        assert digest(disclosure) == entry["text"][int(place)]["..."]

    _salt, name, value = open_disclosure(review["reply"]["disclosure"])
    assert name == "reply"
    assert value.keys() == {"text", "published_on", "role", "outcome"}
    assert reply["_sd"] == [digest(review["reply"]["disclosure"])]
    assert reply["subject"] == review["index"]


def test_policies_and_wordings_lie_under_the_hashes_that_the_log_names():
    files, log = load("published")["files"], [json.loads(entry) for entry in entries()]
    for path in (f"policies/{log[2]['sha256']}.md", f"wording/{log[4]['wording']}.txt"):
        assert sha256(unb64(files[path])).hex() in path
    assert {entry["policy"] for entry in log if entry["type"] == "decision"} == {log[2]["sha256"]}


def naive_states(size: int) -> dict[str, str]:
    states = {}
    for index, entry in enumerate(map(json.loads, entries()[:size])):
        if entry["type"] == "review":
            states[str(index)] = "pending"
        elif entry["type"] == "decision":
            states[str(entry["subject"])] = {"publish": "published", "withhold": "withheld"}[entry["action"]]
        elif entry["type"] == "erasure":
            states[str(entry["subject"])] = "erased"
    return states


@pytest.mark.parametrize("place", range(11))
def test_states_counts_and_average_follow_from_the_entries(place: int):
    vectors = load("states")
    stated = vectors["sizes"][place]
    log = [json.loads(entry) for entry in entries()[: stated["size"]]]
    states = naive_states(stated["size"])
    decisions = {str(entry["subject"]): entry for entry in log if entry["type"] == "decision"}
    assert stated["size"] == place + 2
    assert stated["states"] == states
    assert stated["conflicts"] == []
    assert stated["received"] == len(states)
    published = [index for index, state in states.items() if state == "published"]
    marked = [index for index in published if decisions[index].get("hidden") or decisions[index].get("hidden_fields")]
    assert (stated["shown"], stated["hidden"]) == (len(published) - len(marked), len(marked))
    assert stated["review_count"] == sum("text" in log[int(index)] for index in published)
    for name in ("pending", "erased"):
        assert stated[name] == list(states.values()).count(name)
    withheld = [decisions[index]["reason"] for index, state in states.items() if state == "withheld"]
    assert stated["withheld"] == {reason: withheld.count(reason) for reason in sorted(withheld)}
    counted = [
        log[int(index)]["rating"]["value"]
        for index, state in states.items()
        if state == "published" or (state == "withheld" and decisions[index]["reason"] not in NOT_COUNTED)
    ]
    assert stated["rating_count"] == len(counted)
    mean = Fraction(sum(counted), len(counted)) if counted else None
    assert stated["mean"] == (None if mean is None else str(mean))
    assert stated["average"] == (None if mean is None else f"{int(mean * 10) / 10:.1f}")


def test_nothing_sealed_stands_in_an_entry():
    plain = b"\n".join(entries()).decode()
    for one in load("openings")["private"]:
        for value in (*one["segments"], *(one["values"][name] for name in ("id", "author", "title", *PRIVATE))):
            assert value is None or not isinstance(value, str) or value not in plain
