"""The public files of a site, as tests change them, and what a verification of them says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from conftest import AS_OF
from site_gen.pipeline.verify import VerifyOptions, verify
from site_gen.reviewlog.checkpoint import Checkpoint, open_checkpoint
from site_gen.reviewlog.edge import EMPTY_EDGE, grow
from site_gen.reviewlog.note import format_note
from site_gen.reviewlog.sign import SigningKey, sign_checkpoint
from site_gen.reviewlog.stored import read_entries
from site_gen.reviewlog.tiles import Tile, tile_path
from site_gen.verify.claims import Claim, Outcome, Verdict
from verify.sites import LOG, SealedSite


class Kept:
    """A folder that tests change and that is put back after each, which is quicker than a copy for each."""

    def __init__(self, public: Path) -> None:
        self.public = public
        self.files = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
        self.stamps = {path: path.stat().st_mtime_ns for path in self.files}

    def changed(self) -> list[Path]:
        """Give the paths of files that are new, missing or not as they were."""
        there = {path for path in self.public.rglob("*") if path.is_symlink() or path.is_file()}
        return sorted(path for path in there | self.files.keys() if path not in there or not self._is_as_it_was(path))

    def _is_as_it_was(self, path: Path) -> bool:
        if path.is_symlink() or path not in self.files:
            return False
        return path.stat().st_mtime_ns == self.stamps[path] or path.read_bytes() == self.files[path]

    def put_back(self) -> None:
        for path in self.changed():
            if path.is_symlink() or path.exists():
                path.unlink()
            if path in self.files:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self.files[path])
                self.stamps[path] = path.stat().st_mtime_ns


class Copy:
    """A copy of the public files that a test changes."""

    def __init__(self, public: Path, site: SealedSite, kept: Kept | None = None) -> None:
        self.public, self.site, self.kept = public, site, kept

    def bytes(self, path: str) -> bytes:
        return (self.public / path).read_bytes()

    def write(self, path: str, data: bytes) -> None:
        (self.public / path).write_bytes(data)

    def edit(self, path: str, old: str, new: str, *, all_of_them: bool = True) -> None:
        text = self.bytes(path).decode()
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, -1 if all_of_them else 1).encode())

    def pages(self, provider: str = "ana-diaz") -> list[str]:
        return sorted(
            path.relative_to(self.public).as_posix()
            for path in self.public.rglob("index.html")
            if f"providers/{provider}/" in path.as_posix()
        )

    def edit_pages(self, old: str, new: str, provider: str = "ana-diaz") -> None:
        """Change every page of a provider in every language, words and markup."""
        for path in self.pages(provider):
            self.write(path, self.bytes(path).replace(old.encode(), new.encode()))

    def json(self, path: str) -> Any:
        return json.loads(self.bytes(path))

    def write_json(self, path: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.write(path, text.encode())

    def articles(self, path: str) -> list[str]:
        """Give the text of every review on a page, markup and all."""
        return self.bytes(path).decode().split('<article class="review"')[1:]

    def remove_article(self, review: str) -> None:
        for path in self.pages():
            head, *rest = self.bytes(path).decode().split('<article class="review"')
            kept = []
            for article in rest:
                body, _, after = article.partition("</article>")
                if f'id="review-{review}"' in body:
                    kept.append(after)
                else:
                    kept.append(f'<article class="review"{article}')
            self.write(path, (head + "".join(kept)).encode())

    def entries(self) -> list[bytes]:
        checkpoint = open_checkpoint(self.bytes(f"{LOG}checkpoint"), [self.site.key.verifier])

        def read(tile: Tile) -> bytes:
            return self.bytes(LOG + tile_path(tile))

        return list(read_entries(checkpoint.size, checkpoint.root, read))

    def write_log(self, entries: list[bytes], key: SigningKey | None = None) -> None:
        """Write another log and sign it, as whoever holds the key can."""
        shutil.rmtree(self.public / LOG / "tile")

        def write(tile: Tile, data: bytes) -> None:
            place = self.public / LOG / tile_path(tile)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

        edge = grow(EMPTY_EDGE, entries, write)
        signer = key or self.site.key
        note = sign_checkpoint(Checkpoint(signer.name, edge.size, edge.root), [signer])
        self.write(f"{LOG}checkpoint", format_note(note))

    def verify(self, **changes: Any) -> Verdict:
        options = VerifyOptions(target=str(self.public), today=AS_OF, keys=(self.site.vkey,), jobs=1)
        return verify(options if not changes else _changed(options, changes))

    def failed(self, **changes: Any) -> set[Claim]:
        return failed(self.verify(**changes))


def _changed(options: VerifyOptions, changes: dict[str, Any]) -> VerifyOptions:
    values = {name: getattr(options, name) for name in options.__struct_fields__}
    return VerifyOptions(**{**values, **changes})


def failed(verdict: Verdict) -> set[Claim]:
    return {result.claim for result in verdict.claims if result.outcome is Outcome.FAILED}


def outcomes(verdict: Verdict) -> dict[Claim, Outcome]:
    return {result.claim: result.outcome for result in verdict.claims}
