"""Review files for whoever decides and answers: found by id, and changed in one step or not at all.

A file is read with its bytes and written only if they are still the ones that were read, so that nobody overwrites what
a colleague, an editor or `git pull` put there meanwhile.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import msgspec

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review, read_file
from site_gen.load.edit import DECISIONS, Editable, edit_review
from site_gen.load.folder import list_files, list_folders
from site_gen.load.yaml_reader import read_plain
from site_gen.model.review import Review
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.write.lock import waiting_lock
from site_gen.write.log_folder import replace_durably

REVIEWS = "content/reviews"
_LOCK = ".site-gen/reviews.lock"
_ID = re.compile(r"r-[a-z0-9]{12}")


class ChangedMeanwhileError(SiteGenError):
    """A review file is not the one any more that somebody had before the eyes."""


class ReviewFile(msgspec.Struct, frozen=True, dict=True):
    """A review file as it was read: its path in the site, its bytes and what they mean."""

    path: str
    data: bytes
    review: Review

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file in hexadecimal: what a decision was made on."""
        return hashlib.sha256(self.data).hexdigest()


def review_paths(root: Path) -> Iterator[str]:
    """Give the path of every review file, in order of providers and names; what cannot be a review is passed over."""
    for provider in list_folders(root, REVIEWS)[0]:
        for stamp in list_files(root, f"{REVIEWS}/{provider}", ".yaml", slugs=False).files:
            yield stamp.path


def read_review_file(root: Path, path: str) -> ReviewFile:
    """Read one review file.

    Raises:
        SiteGenError: it is missing or does not load.
    """
    data = read_file(root, path)
    review = parse_review(data, path)
    if isinstance(review, list):
        first = review[0]
        raise SiteGenError(f"{path}:{first.line}: {first.message}", hint=first.hint or "mend the file first")
    return ReviewFile(path, data, review)


def find_review_file(root: Path, review_id: str) -> ReviewFile:
    """Read the file of a review by its id, whatever the file is called.

    Raises:
        SiteGenError: there is none, there are two, or it does not load.
    """
    path = find_review_path(root, review_id)
    if path is None:
        near = difflib.get_close_matches(review_id, map(_name, review_paths(root)), n=1)
        hint = f"did you mean {near[0]}?" if near else "ids begin with r- and stand in the files of content/reviews"
        raise SiteGenError(f"no review {review_id}", hint=hint)
    return read_review_file(root, path)


def find_review_path(root: Path, review_id: str) -> str | None:
    """Give the path of a review's file by its id, whatever it is called and whether it loads or not.

    Raises:
        SiteGenError: there are two.
    """
    refuse_no_site(root)
    paths = list(review_paths(root))
    found = [path for path in paths if _name(path) == review_id]
    if not found and _ID.fullmatch(review_id):
        found = [path for path in paths if says_it_is(read_file(root, path), review_id)]
    if len(found) > 1:
        raise SiteGenError(f"review {review_id} is in {' and in '.join(found)}", hint="one id is one review")
    return found[0] if found else None


def save_review(root: Path, file: ReviewFile, wanted: Review, *, keys: Sequence[Editable] = DECISIONS) -> ReviewFile:
    """Write what was decided or answered into a review file, whole or not at all, and give the file as it is now.

    Nothing but `keys` changes in it (see `load.edit`).

    Raises:
        ChangedMeanwhileError: the file is not the one that was read.
        SiteGenError: it cannot be edited so, or may not be written.
    """
    edited = ReviewFile(file.path, edit_review(file.data, wanted, keys=keys), wanted)
    _replace(root, file, edited)
    return edited


def put_back(root: Path, now: ReviewFile, before: ReviewFile) -> None:
    """Undo `save_review`: the file gets exactly the bytes that it had `before`, if it still is as it is `now`.

    Raises:
        ChangedMeanwhileError: somebody changed the file since.
        SiteGenError: it may not be written.
    """
    _replace(root, now, before)


def _replace(root: Path, old: ReviewFile, new: ReviewFile) -> None:
    with reviews_locked(root):
        if read_file(root, old.path) != old.data:
            raise ChangedMeanwhileError(
                f"{old.path} was changed meanwhile, nothing was written", hint="look at the review again, then decide"
            )
        if new.data != old.data:
            replace_durably(root / old.path, new.data)


@contextmanager
def reviews_locked(root: Path) -> Iterator[None]:
    """Hold the one lock under which review files are changed; whoever comes second waits.

    Raises:
        UnreadableError: there is no site here.
        UnwritableError: nothing may be written here.
    """
    refuse_no_site(root)
    with waiting_lock(root / _LOCK):
        yield


def says_it_is(data: bytes, review_id: str) -> bool:
    """Tell whether a file has the id of a review as its own; what only names it in a text is somebody else's."""
    if review_id.encode() not in data:
        return False
    value = read_plain(data)
    if isinstance(value, dict):
        return value.get("id") == review_id
    line = rf"^(?:\{{\s*|- )?['\"]?id['\"]?[ \t]*:[ \t]*['\"]?{review_id}\b"
    return re.search(line.encode(), data, re.MULTILINE) is not None


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")
