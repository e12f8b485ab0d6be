"""`site-gen log init|show|prove|diff|cosign|witness`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.folders import keys_folder, state_folder
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.errors import SiteGenError


@click.group("log", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """The review log itself: begin one, look into it, prove an entry, compare, witness."""


@command.command(
    "init", epilog="\b\nExamples:\n  site-gen log init\n  site-gen log init --new-origin harbor.example/review-log"
)
@click.option("--new-origin", metavar="NAME", help="Begin another log of this name beside the one that is there.")
@click.option("--as-of", metavar="DATE", help="The date that counts (default: today).")
@click.pass_obj
def init(root: Path, new_origin: str | None, as_of: str | None) -> int:
    """Begin the log of a site: make its key, write the log line into site.yaml, and sign the first entries.

    The next site-gen seal appends people and reviews. --new-origin is for a copied sample and for a stolen key: the old
    log moves to log.1-old/, all reviews are sealed again, and nobody can follow from the old log to the new one.
    """
    from site_gen.cli.build import read_date
    from site_gen.cli.init import tell_about_key
    from site_gen.cli.seal import show
    from site_gen.pipeline.log_init import begin_log

    begun = begin_log(root, keys_folder(), read_date(as_of, root), new_origin=new_origin)
    if begun.aside:
        console.report(f"moved the old log to {begun.aside}/; it is not published, and still holds every review")
    for file in begun.files:
        console.report(f"wrote {file}")
    code = show(root, begun.sealed, dry_run=False)
    console.report(f"the log is {begun.origin}, its key {begun.key}")
    tell_about_key(begun.key_file)
    console.note(f"next: {console.call(root)}seal")
    return code


@command.command(
    "show",
    epilog="\b\nExamples:\n  site-gen log show\n  site-gen log show r-k3v9m2qd7xwa\n  site-gen log show --entries",
)
@click.argument("review", required=False, metavar="[ID]")
@click.option("--entries", is_flag=True, help="List every entry.")
@click.pass_obj
def show_log(root: Path, review: str | None, entries: bool) -> None:
    """Show the log in numbers, one review with all that was decided about it, or every entry."""
    from site_gen.pipeline.log_tools import list_entries, overview, review_history

    if review is not None:
        history = review_history(root, review)
        state = history.sealed.state
        console.report(f"{review}: {state.state}, about {history.sealed.provider}")
        console.report(f"leaf {state.index}, hash {state.leaf.hex()}, {state.segments} segments")
        listed = history.entries
    elif entries:
        listed = list_entries(root)
    else:
        seen = overview(root)
        console.report(f"log        {seen.settings.origin}")
        console.report(f"key        {seen.settings.key}")
        for previous in seen.settings.previous_keys:
            console.report(f"before     {previous.key}, signs until {previous.until}")
        console.report(f"size       {seen.checkpoint.size:,}")
        console.report(f"root       {seen.checkpoint.root.hex()}")
        console.report(f"signed by  {', '.join(seen.signatures)}")
        console.report(f"entries    {_counts(seen.types)}")
        console.report(f"reviews    {_counts(seen.states) or 'none'}")
        if seen.conflicts:
            console.report(f"conflicts  {seen.conflicts:,}: site-gen build lists them")
        return
    for one in listed:
        console.report(f"{one.leaf:>6} {one.logged} {one.kind:<10} {one.about}")


@command.command(
    "prove",
    epilog="\b\nExamples:\n  site-gen log prove r-k3v9m2qd7xwa --with-text --out receipt.tlog-proof\n"
    "  site-gen log prove r-k3v9m2qd7xwa --with-text --note --language es\n"
    "  site-gen log prove i-m2k3v9xa77qd",
)
@click.argument("ident", metavar="ID")
@click.option("--out", metavar="FILE", help="Where to write it (default: ID.tlog-proof in this folder).")
@click.option("--with-text", is_flag=True, help="Add the text and what else may be published, for the author.")
@click.option("--note", is_flag=True, help="Write a letter to its author, too: what it proves, how to check it.")
@click.option("--language", metavar="TAG", help="The language of --note: en or es (default: the site's).")
@click.pass_obj
def prove(root: Path, ident: str, out: str | None, with_text: bool, note: bool, language: str | None) -> None:
    """Write a receipt (C2SP tlog-proof) that a review, or an import, is in the log.

    It proves, offline and with the log's verifier key, that this entry stands at this place of the log that was signed.
    With --with-text it also proves which words were sealed. It does not prove that the review is still shown. That of
    an import opens the SHA-256 of its export, for an auditor who has that file. site-gen verify --receipt checks it.
    """
    from site_gen.pipeline.receipt import make_receipt, write_receipt
    from site_gen.pipeline.receipt_note import receipt_note

    if language is not None and not note:
        raise SiteGenError("--language is that of --note", hint="add --note")
    receipt = make_receipt(root, ident, with_text=with_text)
    file = Path(out or f"{ident}.tlog-proof")
    letter = receipt_note(root, ident, file.name, language=language, with_text=with_text) if note else None
    for written in write_receipt(file, receipt.data, letter):
        console.report(f"wrote {written}")
    if receipt.export_sha256:
        console.report(f"it opens the SHA-256 of the export: {receipt.export_sha256}")


@command.command("diff", epilog="\b\nExample:\n  site-gen log diff checkpoint-of-march log/checkpoint")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.pass_obj
def diff(root: Path, old: Path, new: Path) -> int:
    """Say whether checkpoint NEW continues checkpoint OLD: grown, equal, shrunk, or forked (exit code 1)."""
    from site_gen.pipeline.log_tools import compare

    difference = compare(root, old, new)
    console.report(difference.message)
    return 0 if difference.kind in ("grown", "equal") else EXIT_FINDINGS


@command.command(
    "cosign",
    epilog="\b\nExamples:\n  site-gen log cosign --key-file ~/keys/office.key --make-key compliance.harbor.example\n"
    "  site-gen log cosign --key-file ~/keys/office.key --log site/log --log-key VKEY\n"
    "  site-gen log cosign --key-file ~/keys/office.key public/review-log/checkpoint > cosignature",
)
@click.argument("checkpoint", required=False, type=click.Path(path_type=Path))
@click.option("--key-file", metavar="FILE", required=True, help="Your own cosigner's key, not the log's.")
@click.option("--log", "folder", metavar="DIR", type=click.Path(path_type=Path), help="The folder of the log.")
@click.option("--log-key", metavar="VKEY", help="The log's verifier key: needed once, then remembered.")
@click.option("--make-key", metavar="NAME", help="Make FILE with a new key of this name, and sign nothing.")
def cosign(
    checkpoint: Path | None, key_file: str, folder: Path | None, log_key: str | None, make_key: str | None
) -> None:
    """Be a witness: sign that a log only grew since you signed it last, and print the signature line.

    CHECKPOINT lies in the folder of a log, with its tiles beside it: log/ of a site, or review-log/ of a published one.
    What was signed is kept in your state folder; a log that is smaller or was changed since is refused.
    """
    from site_gen.pipeline.cosign import cosign_log, make_cosigner

    file = Path(key_file).expanduser()
    if make_key is not None:
        console.report(make_cosigner(file, make_key))
        console.note("give this verifier key to whoever checks the log; the private key stays here")
        return
    if (checkpoint is None) == (folder is None):
        raise SiteGenError("expected CHECKPOINT or --log DIR", hint="site-gen log cosign --help shows how it is used")
    if checkpoint is not None and checkpoint.name != "checkpoint":
        raise SiteGenError(
            f"{checkpoint} is not named checkpoint", hint="it lies in the log's folder, beside the tiles"
        )
    place = folder or (checkpoint or Path()).parent
    now = int(datetime.datetime.now(datetime.UTC).timestamp())  # noqa: TID251 - the clock is read in cli
    done = cosign_log(place, key_file=file, log_key=log_key, state=state_folder(), seconds=now)
    console.report(done.lines.rstrip("\n"))
    since = "for the first time" if done.before is None else f"after {done.before.size:,}"
    console.note(f"cosigned {done.checkpoint.origin} at {done.checkpoint.size:,} entries, {since}")


@command.command(
    "witness",
    epilog="\b\nExamples:\n  site-gen log witness https://witness.example --witness-key VKEY\n"
    "  site-gen log witness --from cosignature --policy policy.txt",
)
@click.argument("url", required=False)
@click.option(
    "--from", "source", metavar="FILE", type=click.Path(path_type=Path), help="Lines from log cosign instead."
)
@click.option("--witness-key", metavar="VKEY", multiple=True, help="The witness's verifier key.")
@click.option("--policy", metavar="FILE", type=click.Path(path_type=Path), help="A trust policy that names witnesses.")
@click.pass_obj
def witness(
    root: Path, url: str | None, source: Path | None, witness_key: tuple[str, ...], policy: Path | None
) -> None:
    """Have the log cosigned (C2SP tlog-witness) and put the signatures that hold under log/checkpoint.

    The next seal signs a larger log, so this comes after sealing and before building.
    """
    from site_gen.pipeline.log_tools import read_checkpoint_file
    from site_gen.pipeline.witness import add_cosignatures, ask_witness, witness_keys

    if (url is None) == (source is None):
        raise SiteGenError("expected URL or --from FILE", hint="site-gen log witness --help shows how it is used")
    keys = witness_keys(witness_key, None if policy is None else read_checkpoint_file(policy))
    if source is not None:
        done = add_cosignatures(root, read_checkpoint_file(source), keys)
    else:
        done = ask_witness(root, url or "", keys)
    console.report(f"cosigned at {done.size:,} entries by {', '.join(done.names)}")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())
