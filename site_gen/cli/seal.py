"""`site-gen seal`."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli import console
from site_gen.cli.folders import key_source, output_folder
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.pipeline.erase import Erasure
    from site_gen.pipeline.seal import SealResult

_MOST_SHOWN = 40
_MOST_COMMITS = 10
_GUIDE = "docs/guide/erasure.md shows how to clean history, backups and search engines"


@click.command(
    "seal",
    epilog="\b\nExamples:\n  site-gen seal --dry-run\n  site-gen seal --live https://harbor.example\n"
    "  site-gen seal --restore r-k3v9m2qd7xwa\n  site-gen seal --erase r-k3v9m2qd7xwa --reason erasure\n"
    "  site-gen seal --rotate ~/keys/harbor-2027.key",
)
@click.option("--dry-run", is_flag=True, help="Say exactly what would be appended, and append nothing.")
@click.option("--key-file", metavar="FILE", multiple=True, help="The log's private key (default: among your keys).")
@click.option("--live", metavar="URL", help="The published site: refuse if the log here does not continue its log.")
@click.option("--as-of", metavar="DATE", help="The date that counts (default: today); entries carry its month.")
@click.option("--restore", metavar="ID", help="Write a review's file back as it was sealed, and seal nothing.")
@click.option("--erase", metavar="ID", help="Log the end of a review and destroy everything that opens it.")
@click.option(
    "--reason", type=click.Choice(["erasure", "authorization-revoked"]), help="Why --erase: its author's request."
)
@click.option("--all-versions", is_flag=True, help="With --erase: all that the author made of it, sealed or waiting.")
@click.option("--rotate", metavar="FILE", help="Replace the log's key by the one in FILE, which is made if missing.")
@click.pass_obj
def command(
    root: Path,
    dry_run: bool,
    key_file: tuple[str, ...],
    live: str | None,
    as_of: str | None,
    restore: str | None,
    erase: str | None,
    reason: str | None,
    all_versions: bool,
    rotate: str | None,
) -> int:
    """Append what is new in content/ to the review log and sign it: reviews, decisions, replies, batches, policies.

    The private key comes from --key-file, SITE_GEN_LOG_KEY (the key itself), SITE_GEN_LOG_KEY_FILE, or your keys. What
    is appended can never be taken out again. A log that does not continue the one seen last is refused.
    """
    from site_gen.cli.build import read_date
    from site_gen.pipeline.seal import SealOptions, seal

    if sum(option is not None for option in (restore, erase, rotate)) > 1:
        raise SiteGenError("--restore, --erase and --rotate are three different things", hint="give one of them")
    if (erase is None) != (reason is None):
        raise SiteGenError("--erase and --reason go together", hint="such as --erase r-k3v9m2qd7xwa --reason erasure")
    if all_versions and erase is None:
        raise SiteGenError("--all-versions goes with --erase")
    if dry_run and (restore or rotate):
        raise SiteGenError("--dry-run goes with sealing and --erase")
    if restore is not None:
        return _restore(root, restore)
    day = read_date(as_of, root)
    if day > read_date(None, root) + datetime.timedelta(days=1):
        hint = "leave --as-of out; what is sealed under a date that has not come stays there for good"
        raise SiteGenError(f"--as-of {day} lies ahead", hint=hint)
    published = _fetch(live)
    if erase is not None:
        return _erase(root, erase, reason, day, key_file, published, dry_run, all_versions)
    if rotate is not None:
        return _rotate(root, Path(rotate).expanduser(), day, key_file, published)
    options = SealOptions(root=root, as_of=day, key=key_source(key_file), dry_run=dry_run, live=published)
    return show(root, seal(options), dry_run=dry_run)


def show(root: Path, result: SealResult, *, dry_run: bool) -> int:
    """Write what a seal did; give the exit code."""
    from site_gen.pipeline.seal import has_errors
    from site_gen.report.text import format_finding

    for review in result.finished:
        console.report(f"destroyed what was left of {review}, whose erasure is in the log")
    for finding in result.findings:
        console.report(format_finding(finding, console.paint).rstrip("\n"))
    for step in result.steps[:_MOST_SHOWN]:
        console.report(f"{step.kind:<10} {step.about}: {step.says}")
    total = sum(result.counts.values())
    if total > _MOST_SHOWN:
        rest = Counter(result.counts) - Counter(step.kind for step in result.steps[:_MOST_SHOWN])
        console.report("and " + ", ".join(f"{count:,} × {kind}" for kind, count in sorted(rest.items())))
    _tell_withdrawn(root, result, dry_run=dry_run)
    if dry_run:
        console.report(f"would append {total:,} to the log")
    elif result.checkpoint is not None:
        console.report(f"appended {total:,}, signed the log at {result.checkpoint.size:,} entries")
    elif not result.findings:
        console.report(f"nothing new: the log has {result.size:,} entries")
    for review in result.public[:_MOST_SHOWN]:
        console.report(f"{review}: its authorization has ended, and the text is still public: mend this first")
    if (more := len(result.public) - _MOST_SHOWN) > 0:
        console.report(f"and {more:,} more")
    return EXIT_FINDINGS if has_errors(result.findings) else 0


def _tell_withdrawn(root: Path, result: SealResult, *, dry_run: bool) -> None:
    """Say which texts may not be public any more, and what is still to be done."""
    ended = {"authorization-revoked": "was revoked", "authorization-missing": "ran out"}
    for review, reason in list(result.withdrawn.items())[:_MOST_SHOWN]:
        console.report(f"{'would withdraw' if dry_run else 'withdrew'} {review}: its authorization {ended[reason]}")
    if (more := len(result.withdrawn) - _MOST_SHOWN) > 0:
        console.report(f"and {more:,} more")
    if result.withdrawn and not dry_run:
        console.note(f"they are public until the site is built and deployed: {console.call(root)}build, now")


def _fetch(live: str | None) -> bytes | None:
    from site_gen.pipeline.live import fetch_checkpoint

    return None if live is None else fetch_checkpoint(live)


def _restore(root: Path, review: str) -> int:
    from site_gen.pipeline.restore import restore

    restored = restore(root, review)
    if not restored.changed:
        console.report(f"{restored.path} is as it was sealed")
    elif restored.made:
        console.report(f"made {restored.path} again, with the decision that the log has")
    else:
        console.report(f"wrote {restored.path} as it was sealed; moderation and reply stay")
    return 0


def _erase(
    root: Path,
    review: str,
    reason: Any,
    as_of: datetime.date,
    key_file: tuple[str, ...],
    live: bytes | None,
    dry_run: bool,
    all_versions: bool,
) -> int:
    from site_gen.pipeline.erase import erase

    done = erase(
        root,
        review,
        reason,
        key=key_source(key_file),
        as_of=as_of,
        live=live,
        dry_run=dry_run,
        all_versions=all_versions,
    )
    if dry_run:
        console.report(f"would log the erasure of {review} (leaf {done.leaf}) and destroy its file and opening")
    else:
        console.report(f"erased {review} (leaf {done.leaf}), signed the log at {done.size:,} entries")
    for version in done.others:
        place = "which was not sealed" if version.leaf is None else f"leaf {version.leaf}"
        console.report(f"{'would erase' if dry_run else 'erased'} {version.id}, another version of it ({place})")
    for copy in done.copies:
        console.report(f"{'would destroy' if dry_run else 'destroyed'} {copy}, a copy of its file")
    for other in done.related:
        console.report(f"{other} is a copy of the same author's review, or what it is a copy of, and still there")
    _tell_what_stays(root, done)
    _tell_history(root, done.review, done.words)
    for version in done.others:
        _tell_history(root, version.id, version.words)
    console.note(f"backups and other copies keep what they held as well: {_GUIDE}")
    return 0


def _tell_what_stays(root: Path, done: Erasure) -> None:
    """Say what an erasure did not reach in built folders and on the published site, and how to."""
    from site_gen.cli.build import shown
    from site_gen.pipeline.history import find_copies, find_receipts

    usual = output_folder(root)
    folders = sorted({folder for folder in (done.built, usual) if folder and folder.is_dir()})
    for review in (done.review, *(version.id for version in done.others)):
        for receipt in find_receipts((root, Path.cwd()), review):
            console.report(f"{os.path.relpath(receipt)} is a receipt of {review} or a letter about it: delete it")
        for folder, files in find_copies(folders, review, done.provider, done.slug).items():
            console.report(f"{shown(folder)} still holds {review} in {len(files):,} files, such as {files[0]}")
    built = ", ".join(map(shown, folders)) or "whatever was built before"
    builds = [f"{console.call(root)}build{'' if one == usual else f' --out {one}'}" for one in folders or [usual]]
    console.note(f"not touched: {built} and the published site still hold what they show of it")
    console.note(f"now run {' and '.join(builds)}, and deploy what that writes")
    console.note(f"then have search engines and caches forget {done.address} and the pages of reviews below it")


def _tell_history(root: Path, review: str, words: str) -> None:
    """Say which commits of the repository still hold the review, and where they are."""
    from site_gen.pipeline.history import find_commits

    history = find_commits(root, review, words)
    if history.problem:
        search = f"git log --all --oneline -S{review}"
        console.note(f"not looked at: Git history, since {history.problem}; in every clone, {search} finds it")
        return
    if not history.commits:
        more = ", as far as it is here" if history.is_partial else ""
        console.report(f"no commit of this repository holds {review}{more}")
        return
    console.report(f"Git history still holds {review}: it comes or goes in {_commits(len(history.commits))}")
    for commit in history.commits[-_MOST_COMMITS:]:
        more = f" and {len(commit.files) - 3} more" if len(commit.files) > 3 else ""
        console.report(f"  {commit.name[:12]} {commit.on} {', '.join(commit.files[:3])}{more}")
    if len(history.commits) > _MOST_COMMITS:
        console.report(f"  and {len(history.commits) - _MOST_COMMITS:,} newer ones")
    if history.refs:
        console.report(f"  reached from {', '.join(history.refs)}")
    if history.remotes:
        console.report(f"  and whatever was pushed to {', '.join(history.remotes)}")
    if history.is_partial:
        console.report("  this clone does not have, or did not show, the whole history")


def _commits(count: int) -> str:
    return "1 commit" if count == 1 else f"{count:,} commits"


def _rotate(root: Path, file: Path, as_of: datetime.date, key_file: tuple[str, ...], live: bytes | None) -> int:
    from site_gen.pipeline.rotate import rotate

    done = rotate(root, file, key=key_source(key_file), as_of=as_of, live=live)
    if done.made:
        console.report(f"made the private key {file}")
    console.report(f"logged the key {done.key}, signed the log at {done.size:,} entries with both keys")
    console.report(f"site.yaml has both; every seal needs both until {done.until}, then the old one can go")
    if not done.is_found:
        console.note("seal finds this key only when it is named: from now on name it and the older one with --key-file")
    console.note("back up the new key and keep it out of the repository; tell your witnesses")
    return 0
