"""`site-gen seal`."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.main import EXIT_FINDINGS

if TYPE_CHECKING:
    from site_gen.pipeline.keys import KeySource
    from site_gen.pipeline.seal import SealResult

_MOST_SHOWN = 40


@click.command(
    "seal",
    epilog="\b\nExamples:\n  site-gen seal --dry-run\n  site-gen seal\n  site-gen seal --key-file ~/keys/harbor.key",
)
@click.option("--dry-run", is_flag=True, help="Say exactly what would be appended, and append nothing.")
@click.option("--key-file", metavar="FILE", help="The log's private key (default: among your keys).")
@click.option("--as-of", metavar="DATE", help="The date that counts (default: today); entries carry its month.")
@click.pass_obj
def command(root: Path, dry_run: bool, key_file: str | None, as_of: str | None) -> int:
    """Append what is new in content/ to the review log and sign it: reviews, decisions, replies, batches, policies.

    The private key comes from --key-file, SITE_GEN_LOG_KEY_FILE, SITE_GEN_LOG_KEY (the key itself), or your keys. What
    is appended can never be taken out again. A log that does not continue the one seen last is refused.
    """
    from site_gen.cli.build import read_date
    from site_gen.pipeline.seal import SealOptions, seal

    options = SealOptions(root=root, as_of=read_date(as_of, root), key=key_source(key_file), dry_run=dry_run)
    return _show(seal(options), dry_run=dry_run)


def key_source(key_file: str | None) -> KeySource:
    """Give what arguments and environment say about the private key."""
    from site_gen.pipeline.keys import KeySource

    environment = os.environ  # noqa: TID251 - cli reads the environment
    named = key_file or environment.get("SITE_GEN_LOG_KEY_FILE")
    config = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return KeySource(
        folder=config / "site-gen",
        file=Path(named).expanduser() if named else None,
        text=None if key_file else environment.get("SITE_GEN_LOG_KEY"),
    )


def _show(result: SealResult, *, dry_run: bool) -> int:
    from site_gen.pipeline.seal import has_errors
    from site_gen.report.text import format_finding

    for finding in result.findings:
        console.report(format_finding(finding, console.paint).rstrip("\n"))
    for step in result.steps[:_MOST_SHOWN]:
        console.report(f"{step.kind:<10} {step.about}: {step.says}")
    if len(result.steps) > _MOST_SHOWN:
        rest = Counter(step.kind for step in result.steps[_MOST_SHOWN:])
        console.report("and " + ", ".join(f"{count:,} × {kind}" for kind, count in sorted(rest.items())))
    if dry_run:
        console.report(f"would append {len(result.steps):,} to the log")
    elif result.checkpoint is not None:
        console.report(f"appended {len(result.steps):,}, signed the log at {result.checkpoint.size:,} entries")
    elif not result.findings:
        console.report(f"nothing new: the log has {result.size:,} entries")
    return EXIT_FINDINGS if has_errors(result.findings) else 0
