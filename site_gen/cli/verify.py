"""`site-gen verify`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.verify.claims import Verdict


@click.command(
    "verify",
    epilog="\b\nExamples:\n  site-gen verify public\n"
    '  site-gen verify https://harbor.example --key "harbor.example/review-log+0a1b2c3d+AQ…"\n'
    "  site-gen verify https://harbor.example --policy trust.txt --since checkpoint-2026-08\n"
    '  site-gen verify --receipt r-k3v9m2qd7xwa.tlog-proof --key "harbor.example/review-log+0a1b2c3d+AQ…"',
)
@click.argument("target", metavar="DIR|URL", required=False)
@click.option("--receipt", metavar="FILE", help="Check a receipt (tlog-proof) instead of a site, offline.")
@click.option("--key", "keys", metavar="VKEY", multiple=True, help="The log's verifier key, from a source you trust.")
@click.option("--policy", metavar="FILE", help="The logs and witnesses that you trust (C2SP tlog-policy).")
@click.option("--since", metavar="CHECKPOINT", help="A checkpoint file that you kept: proves nothing was rewritten.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
def command(
    target: str | None,
    receipt: str | None,
    keys: tuple[str, ...],
    policy: str | None,
    since: str | None,
    form: str,
    jobs: int,
) -> int:
    """Prove a published site from its public files alone: every page against its review log.

    A claim is proven, failed, or not checked, with the reason. Nothing of the site is trusted. Exit code 0: no claim
    failed; 1: one failed; 2: the log could not be read.
    With --receipt it checks the file that somebody was given for a review or an import, and needs no site.
    """
    from site_gen.pipeline.verify import VerifyOptions, verify

    if keys and policy:
        raise SiteGenError("--key and --policy do not go together", hint="put the key into the policy: log VKEY")
    if receipt is not None:
        if target is not None or since is not None:
            raise SiteGenError("--receipt checks a file alone", hint="verify the site in a second command")
        return _receipt(Path(receipt), keys, Path(policy) if policy else None, form)
    if target is None:
        raise SiteGenError("expected DIR or URL, or --receipt FILE", hint="site-gen verify --help shows how it is used")
    options = VerifyOptions(
        target=target,
        today=datetime.datetime.now(datetime.UTC).date(),  # noqa: TID251 - cli reads the clock
        keys=keys,
        policy=Path(policy) if policy else None,
        since=Path(since) if since else None,
        jobs=jobs,
    )
    with console.progress("verifying") as progress:
        verdict = verify(options, progress)
    if not keys and not policy:
        console.note(
            f"{console.NAME}: {console.paint_stderr('warning', 'yellow')}: no key given, so the signature is not "
            "checked; ask the practice, or a witness, for the log's verifier key"
        )
    return _show(verdict, form)


def _receipt(file: Path, keys: tuple[str, ...], policy: Path | None, form: str) -> int:
    from site_gen.pipeline.verify import ReceiptError, verify_receipt
    from site_gen.verify.receipt import format_receipt, receipt_json

    try:
        receipt = verify_receipt(file, keys=keys, policy=policy)
    except ReceiptError as error:
        console.report(f"FAILED: {error.message}")
        return EXIT_FINDINGS
    console.formatted(receipt_json(receipt) if form == "json" else format_receipt(receipt), form)
    return 0


def _show(verdict: Verdict, form: str) -> int:
    from site_gen.verify.report import format_json, format_text

    text = format_json(verdict).decode() if form == "json" else format_text(verdict, console.paint)
    console.formatted(text, form)
    return EXIT_FINDINGS if verdict.is_failed else 0
