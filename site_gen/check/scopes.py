"""What a rule has to look at: reports tell from it what was not looked at when something is missing."""

from __future__ import annotations

from site_gen.check.rule import Rule

_DESCRIPTION = frozenset({"code", "name", "severity", "since", "page", "basis"})
_LOG = frozenset({"log", "originals", "sealed"})


def needs_log(rule: Rule) -> bool:
    """Tell whether a rule has nothing to look at as long as there is no review log."""
    scopes = _scopes(rule)
    return bool(scopes) and scopes <= _LOG


def reads_content(rule: Rule) -> bool:
    """Tell whether a rule looks into files of the content, so that one that did not load was not looked at.

    A rule without any scope is about the files that did not load, or about orders in `site.yaml`.
    """
    return bool(_scopes(rule) - {"log"})


def _scopes(rule: Rule) -> frozenset[str]:
    return frozenset(
        name for name in rule.__struct_fields__ if name not in _DESCRIPTION and getattr(rule, name) is not None
    )
