"""Makes the test vectors of the review log: one small log, with everything that follows from it.

    python docs/spec/vectors/make.py

Writes the JSON files beside this one; two runs give equal bytes. Everything in them is invented, and salts and keys
come from fixed texts: a real log takes both from a source of randomness.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from site_gen.check.rule import SealedReview
from site_gen.model.policy import REVIEW_POLICY
from site_gen.model.review import Authorization, HiddenField, HiddenSegment, Review
from site_gen.model.standing import Gone
from site_gen.pipeline.logged import Logged, published_openings
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.commitment import ReplyContent, commit_export, commit_reply, commit_review, sealed_values
from site_gen.reviewlog.disclosure import Salts, encode_base64url
from site_gen.reviewlog.edge import EMPTY_EDGE, grow
from site_gen.reviewlog.entries import (
    DecisionEntry,
    DisplayEntry,
    Entry,
    ErasureEntry,
    GenesisEntry,
    InvitationEntry,
    PolicyEntry,
    ProviderEntry,
    format_entry,
)
from site_gen.reviewlog.merkle import leaf_hash, root_of
from site_gen.reviewlog.note import Note, format_note
from site_gen.reviewlog.openings import Opening, format_opening, opened_segments, place_opening
from site_gen.reviewlog.proof import EntryProof, format_entry_proof
from site_gen.reviewlog.prove import prove_consistency, prove_inclusion
from site_gen.reviewlog.replay import replay_entries
from site_gen.reviewlog.sign import SigningKey, cosign, format_signing_key, sign_checkpoint
from site_gen.reviewlog.states import Replay
from site_gen.reviewlog.stored import hash_reader
from site_gen.reviewlog.tally import tally_providers
from site_gen.reviewlog.tiles import Tile, tile_path, tiles_of
from site_gen.reviewlog.vkey import SignatureType, format_vkey

ORIGIN = "clinic.example/review-log"
COSIGNER = "witness.example/w1"
COSIGNED_AT = 1_780_272_000
PROVIDER = "ines-valdes"
AS_OF = "2026-06"
POLICY = b"# How we handle reviews\n\nWe show every review. We never withhold one for its opinion.\n"
WORDING = "How was your visit? / ¿Cómo fue su visita?\n".encode()
EXPORT = b"id,stars,text\n"
SEGMENTS = (
    "La espera fue larga, casi una hora. 🙄\n",
    "La ",
    "Dra. ",
    "Nuria Peñalver",
    " escuchó con paciencia y explicó todo dos veces 👩🏽‍⚕️, thank you!",
)
SIZES = (0, 1, 2, 255, 256, 257, 512, 70_000, 65_536, 16_777_217)
INDEXES = (0, 5, 999, 1_000, 1_234_067, 123_456_789_012)


def made(purpose: str) -> bytes:
    """Give 32 bytes that are always the same: in place of randomness."""
    return hashlib.sha256(f"site-gen review log vectors: {purpose}".encode()).digest()


def fixed_salts() -> Salts:
    """Give one salt after another, always the same ones."""
    numbers = itertools.count()
    return lambda: made(f"salt {next(numbers)}")[:16]


LOG_KEY = SigningKey(ORIGIN, SignatureType.NOTE, made("log key"))
WITNESS_KEY = SigningKey(COSIGNER, SignatureType.COSIGNATURE, made("cosigner key"))


def worded_review() -> Review:
    """Give the review with a text, which is published with parts hidden."""
    return Review(
        path="content/reviews/ines-valdes/r-q4w7zmk2xtbn.yaml",
        id="r-q4w7zmk2xtbn",
        provider=PROVIDER,
        rating=4,
        aspects={"wait-time": 2, "listens": 5},
        title="Muy atenta, pero tarde ⏰",
        text="".join(SEGMENTS),
        author="La hija de Nuria",
        language="es",
        experienced="2026-03",
        received_at=datetime.datetime(2026, 3, 18, 22, 5, tzinfo=datetime.UTC),
        source="website-form",
        source_id="sub_0001",
        method="invited-all",
        verification="visit-match",
        batch="b-77qdm2k3v9xa",
        import_="i-hs5tbdwm3kfy",
        incentive="none",
        contact="nuria@mail.example",
        authorization=Authorization(
            basis="signed",
            reference="auth-2026-031",
            version="web-2",
            scope=("website",),
            signed_on=datetime.date(2026, 3, 18),
            by="patient",
        ),
    )


def bare_review() -> Review:
    """Give the review of stars only, which is withheld, and then erased."""
    return Review(
        path="content/reviews/ines-valdes/r-8cjv5ndp6hga.yaml",
        id="r-8cjv5ndp6hga",
        provider=PROVIDER,
        rating=1,
        received_at=datetime.datetime(2026, 3, 20, 9, 30, tzinfo=datetime.UTC),
        source="website-form",
        source_id="sub_0002",
        method="invited-all",
        batch="b-77qdm2k3v9xa",
        import_="i-hs5tbdwm3kfy",
    )


class VectorLog:
    """The log of the vectors, from its first entry to its last."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.openings: dict[int, Opening] = {}
        self.export = ""
        self._salts = fixed_salts()
        self._settings()
        worded, bare = self._review(worded_review(), SEGMENTS), self._review(bare_review(), ())
        self._decide(
            worded,
            "2026-03",
            action="publish",
            hidden=(HiddenSegment(segment=3, reason="third-party-privacy"),),
            hidden_fields=(HiddenField(field="author", reason="third-party-privacy"),),
        )
        self._reply(worded)
        self._decide(bare, "2026-04", action="withhold", reason="clearly-false")
        self._add(ErasureEntry(logged="2026-05", subject=bare, reason="erasure"))

    def _add(self, entry: Entry) -> int:
        self.entries.append(format_entry(entry))
        return len(self.entries) - 1

    def _settings(self) -> None:
        self._add(GenesisEntry(logged="2026-02", origin=ORIGIN))
        self._add(ProviderEntry(logged="2026-02", id=PROVIDER, slug=PROVIDER, status="active"))
        self._add(PolicyEntry(logged="2026-02", name=REVIEW_POLICY, sha256=hashlib.sha256(POLICY).hexdigest()))
        self._add(DisplayEntry(logged="2026-02", window_months=24, minimum_ratings=1, received_precision="month"))
        self._add(
            InvitationEntry(
                logged="2026-03",
                batch="b-77qdm2k3v9xa",
                channel="email",
                month="2026-02",
                selection="all-visits",
                eligible=40,
                invited=40,
                incentive="none",
                wording=hashlib.sha256(WORDING).hexdigest(),
            )
        )
        entry, self.export = commit_export(
            import_id="i-hs5tbdwm3kfy",
            source="website-form",
            file_format="csv",
            rows=2,
            ratings={"4": 1, "1": 1},
            source_total=2,
            export_sha256=hashlib.sha256(EXPORT).hexdigest(),
            logged="2026-03",
            salts=self._salts,
        )
        self._add(entry)

    def _review(self, review: Review, segments: tuple[str, ...]) -> int:
        index = len(self.entries)
        opening = commit_review(review, provider=PROVIDER, logged="2026-03", salts=self._salts, segments=segments)
        self.openings[index] = place_opening(opening, index=index, logged="2026-03")
        self.entries.append(opening.entry)
        return index

    def _decide(self, subject: int, logged: str, **fields: Any) -> None:
        self._add(
            DecisionEntry(
                logged=logged,
                subject=subject,
                leaf=encode_base64url(leaf_hash(self.entries[subject])),
                policy=hashlib.sha256(POLICY).hexdigest(),
                role="compliance",
                **fields,
            )
        )

    def _reply(self, subject: int) -> None:
        content = ReplyContent(
            text="Gracias. Llámenos, por favor: 312-555-0142.",
            published_on=datetime.date(2026, 3, 25),
            role="office-manager",
            outcome="change-planned",
        )
        entry, disclosure = commit_reply(content, subject=subject, logged="2026-03", salts=self._salts)
        self._add(entry)
        opening = self.openings[subject]
        self.openings[subject] = msgspec.structs.replace(opening, replies=(disclosure,))


def make_files() -> dict[str, bytes]:
    """Give every file of vectors by name."""
    log = VectorLog()
    tiles: dict[str, bytes] = {}
    grow(EMPTY_EDGE, log.entries, lambda tile, data: tiles.update({tile_path(tile): data}))
    size = len(log.entries)
    checkpoint = Checkpoint(ORIGIN, size, root_of(map(leaf_hash, log.entries)))
    note = sign_checkpoint(checkpoint, [LOG_KEY])
    return {
        "entries.json": _file(_entries(log)),
        "tree.json": _file(_tree(log, tiles)),
        "checkpoint.json": _file(_checkpoint(note, log, tiles)),
        "openings.json": _file(_openings(log)),
        "published.json": _file(_published(log, tiles, format_note(note))),
        "states.json": _file(_states(log)),
    }


def _entries(log: VectorLog) -> dict[str, Any]:
    return {
        "entries": [
            {"index": index, "entry": _base64(data), "json": json.loads(data), "leaf_hash": _base64(leaf_hash(data))}
            for index, data in enumerate(log.entries)
        ]
    }


def _tree(log: VectorLog, tiles: Mapping[str, bytes]) -> dict[str, Any]:
    size = len(log.entries)
    leaves = [leaf_hash(entry) for entry in log.entries]
    reader = hash_reader(size, lambda tile: tiles[tile_path(tile)])
    return {
        "leaf_hashes": [_base64(leaf) for leaf in leaves],
        "roots": [{"size": end, "root": _base64(root_of(leaves[:end]))} for end in range(size + 1)],
        "inclusion": [
            {"index": index, "size": end, "proof": [_base64(one) for one in prove_inclusion(index, end, reader)]}
            for end in range(1, size + 1)
            for index in range(end)
        ],
        "consistency": [
            {"old": old, "new": new, "proof": [_base64(one) for one in prove_consistency(old, new, reader)]}
            for new in range(1, size + 1)
            for old in range(1, new + 1)
        ],
        "tile_paths": [{"index": index, "path": tile_path(Tile(0, index))} for index in INDEXES],
        "tiles_of_size": [
            {"size": end, **_first_and_last([tile_path(tile) for tile in tiles_of(end)])} for end in SIZES
        ],
    }


def _first_and_last(paths: list[str]) -> dict[str, Any]:
    """Give all paths where there are few, else how many, and those of partial tiles and of the highest level."""
    if len(paths) <= 12:
        return {"count": len(paths), "paths": paths}
    return {"count": len(paths), "partial": [path for path in paths if ".p/" in path], "last": paths[-1]}


def _checkpoint(note: Note, log: VectorLog, tiles: Mapping[str, bytes]) -> dict[str, Any]:
    size = len(log.entries)
    proof = prove_inclusion(6, size, hash_reader(size, lambda tile: tiles[tile_path(tile)]))
    cosigned = Note(note.text, (*note.signatures, cosign(note.text, WITNESS_KEY, seconds=COSIGNED_AT)))
    log_vkey, witness_vkey = format_vkey(LOG_KEY.verifier), format_vkey(WITNESS_KEY.verifier)
    return {
        "warning": "These private keys are public. They sign nothing but these vectors.",
        "origin": ORIGIN,
        "log_seed": _base64(LOG_KEY.seed),
        "log_private_key": format_signing_key(LOG_KEY),
        "log_vkey": log_vkey,
        "cosigner_seed": _base64(WITNESS_KEY.seed),
        "cosigner_private_key": format_signing_key(WITNESS_KEY),
        "cosigner_vkey": witness_vkey,
        "cosigned_at": COSIGNED_AT,
        "checkpoint": format_note(note).decode(),
        "cosigned_checkpoint": format_note(cosigned).decode(),
        "policy": f"log {log_vkey}\nwitness w1 {witness_vkey}\nquorum w1\n",
        "tlog_proof_of_entry_6": format_entry_proof(EntryProof(6, proof, cosigned)).decode(),
    }


def _openings(log: VectorLog) -> dict[str, Any]:
    reviews = {6: worded_review(), 7: bare_review()}
    return {
        "export_disclosure": log.export,
        "export_base64": _base64(EXPORT),
        "private": [
            {
                "index": index,
                "is_destroyed_by": {6: None, 7: 11}[index],
                "line": format_opening(opening).decode(),
                "values": sealed_values(reviews[index]),
                "segments": list(opened_segments(opening)),
            }
            for index, opening in log.openings.items()
        ],
    }


def _published(log: VectorLog, tiles: Mapping[str, bytes], checkpoint: bytes) -> dict[str, Any]:
    replay = replay_entries(log.entries)
    sealed = SealedReview(worded_review(), log.openings[6], replay.reviews[6])
    openings = published_openings(PROVIDER, Logged((), Gone(received=1), (sealed,), ()))
    files = {
        "checkpoint": checkpoint,
        f"openings/{PROVIDER}.json": openings,
        f"policies/{hashlib.sha256(POLICY).hexdigest()}.md": POLICY,
        f"wording/{hashlib.sha256(WORDING).hexdigest()}.txt": WORDING,
        **tiles,
    }
    return {
        "openings": json.loads(openings),
        "files": {path: _base64(data) for path, data in sorted(files.items())},
    }


def _states(log: VectorLog) -> dict[str, Any]:
    return {
        "as_of": AS_OF,
        "sizes": [
            {"size": size, **_standing(replay_entries(log.entries[:size]))} for size in range(2, len(log.entries) + 1)
        ],
    }


def _standing(replay: Replay) -> dict[str, Any]:
    tally = tally_providers(replay, AS_OF)[PROVIDER]
    return {
        "states": {str(index): str(review.state) for index, review in replay.reviews.items()},
        "conflicts": [conflict.message for conflict in replay.conflicts],
        "received": tally.received,
        "shown": tally.shown,
        "hidden": tally.hidden,
        "pending": tally.pending,
        "withheld": tally.withheld,
        "erased": tally.erased,
        "review_count": tally.review_count,
        "rating_count": tally.rating_count,
        "mean": None if tally.mean is None else str(tally.mean),
        "average": None if tally.tenths is None else f"{tally.tenths // 10}.{tally.tenths % 10}",
    }


def _file(content: Mapping[str, Any]) -> bytes:
    about = {"license": "CC0-1.0", "note": "Everything in this file is invented. Made by make.py."}
    return (json.dumps({**about, **content}, ensure_ascii=False, indent=1) + "\n").encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


if __name__ == "__main__":
    for _name, _data in make_files().items():
        (Path(__file__).parent / _name).write_bytes(_data)
