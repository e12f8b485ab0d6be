"""`site-gen explain`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from site_gen.cli import console

if TYPE_CHECKING:
    from site_gen.check.page import RulePage
    from site_gen.check.rule import Rule

_WIDTH = 88


@click.command(
    "explain",
    epilog="\b\nExamples:\n  site-gen explain INT102\n  site-gen explain",
)
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Print the page of a rule: what it asks, why, what fails and what passes, its limits and its basis.

    Without CODE all rules are listed.
    """
    from site_gen.check.page import page_of
    from site_gen.check.rules import RULES
    from site_gen.check.select import parse_selection

    if code is None:
        for rule in RULES:
            console.report(f"{console.paint(rule.code, 'bold')} {rule.name} ({rule.severity})")
        return 0
    chosen = parse_selection(code, (rule.code for rule in RULES))
    console.report("\n\n".join(_text(rule, page_of(rule)) for rule in RULES if rule.code in chosen))
    return 0


def _text(rule: Rule, page: RulePage) -> str:
    """Give a rule's page for a terminal."""
    parts = [
        f"{console.paint(rule.code, 'bold')} {rule.name} ({rule.severity}, since {rule.since})",
        _filled(page.summary),
    ]
    parts += [_filled(page.why)] if page.why else []
    parts += [f"fails:\n{textwrap.indent(example.rstrip(), '    ')}" for example in page.fails]
    parts += [f"passes:\n{textwrap.indent(example.rstrip(), '    ')}" for example in page.passes]
    parts += [_filled(f"limits: {page.limits}")] if page.limits else []
    parts += [_filled(f"basis: {page.basis}")] if page.basis else []
    return "\n\n".join(parts)


def _filled(text: str) -> str:
    return "\n\n".join(textwrap.fill(" ".join(part.split()), _WIDTH) for part in text.split("\n\n"))
