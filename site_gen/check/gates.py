"""Which findings stop the pages, and which leave out a reply, a prepared response, an alert, a post, an owner's page.

Other errors only fail the command; pictures and films with an error of their own are left out, too.

A reply that is sealed is history: it stays on the page until its removal is sealed, since a page shows what the log
says. There, the gate stands before the log: `seal` takes in no reply with an error.
"""

from __future__ import annotations

from site_gen.findings import Finding, Report, Severity

_FAMILIES = ("SRC", "DIS", "EMB", "NAP", "PAG")
_CODES = frozenset({*(f"INT{number}" for number in range(101, 108)), "INT109", "INT112", "INT119", "INT120"})
_ON_REPLIES = ("RPL", "POL962")
_ON_LEFT_OUT = ("MED", "ALR", "CNT", "CAL", "RSP", "POL962")


def blocks_pages(finding: Finding) -> bool:
    """Tell whether nothing may be published while this finding stands."""
    if finding.severity is not Severity.ERROR:
        return False
    return finding.code.startswith(_FAMILIES) or finding.code in _CODES


def is_on_left_out(finding: Finding) -> bool:
    """Tell whether the pages can go out although an error stands, and should: what it is about was left out of them.

    POL962 leaves out neither alerts nor what is in the log already (ADR 33), and keeps nothing else back for it. A
    reply with an error of RPL may be in the log, and so on its page: that is for people to look at first. A post or a
    prepared response with one, which is of no review, is left out.
    """
    if finding.severity is not Severity.ERROR:
        return False
    is_on_own_words = finding.code.startswith("RPL") and not finding.review
    return is_on_own_words or finding.code.startswith(_ON_LEFT_OUT)


def may_be_published(report: Report) -> bool:
    """Tell whether an output may be published: all errors of its report are about what was left out of it."""
    return all(map(is_on_left_out, report.errors))


def leaves_out_reply(finding: Finding) -> bool:
    """Tell whether the reply to the finding's review may not be published while it stands."""
    return finding.severity is Severity.ERROR and finding.code.startswith(_ON_REPLIES)


def leaves_out_page(finding: Finding) -> bool:
    """Tell whether the owner's page that the finding is about may not be published while it stands."""
    return finding.severity is Severity.ERROR and finding.code.startswith("CNT")


def leaves_out_alert(finding: Finding) -> bool:
    """Tell whether the alert that the finding is about may stand on no page while it stands."""
    return finding.severity is Severity.ERROR and finding.code.startswith("ALR")


def leaves_out_media(finding: Finding) -> bool:
    """Tell whether the picture or film that the finding is about may stand on no page while it stands."""
    return finding.severity is Severity.ERROR and finding.code.startswith("MED")


def leaves_out_post(finding: Finding) -> bool:
    """Tell whether the post that the finding is about may go out nowhere while it stands."""
    return finding.severity is Severity.ERROR and finding.code.startswith(("CNT", "CAL", "MED", *_ON_REPLIES))


def leaves_out_response(finding: Finding) -> bool:
    """Tell whether the prepared response that the finding is about may not be offered while it stands."""
    return finding.severity is Severity.ERROR and finding.code.startswith(("RSP", *_ON_REPLIES))
