"""What the preview adds to pages on their way out: the reload script, and the findings.

Nothing of it is ever in a file of the output. It needs no inline code, so that pages keep their strict policy.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence

from site_gen.findings import count_of
from site_gen.serve.view import Problem, View

STYLE_PATH = "/livereload.css"
SCRIPT_PATH = "/livereload.js"
SOCKET_PATH = "/livereload"

_MOST_SHOWN = 50
_END_OF_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY = re.compile(rb"""<body\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)

STYLE = """\
#site-gen-findings, #site-gen-findings * { all: revert; box-sizing: border-box; }
#site-gen-findings *::before, #site-gen-findings *::after { content: none; }
#site-gen-findings {
  position: fixed; inset: 0 0 auto; z-index: 2147483647; max-height: 60vh; overflow: auto; margin: 0;
  padding: .75rem 1rem; border-bottom: .25rem solid #b3261e; background: #fff; color: #1b1b1b; text-align: left;
  font: 1rem/1.5 system-ui, sans-serif; box-shadow: 0 .25rem 1rem #0006;
}
#site-gen-findings summary { font-weight: 700; color: #8c1d18; cursor: pointer; }
#site-gen-findings ol { margin: .5rem 0 0; padding: 0; list-style: none; }
#site-gen-findings li { margin: 0; padding: .5rem 0; border-top: 1px solid #d9d9d9; overflow-wrap: anywhere; }
#site-gen-findings li > * { display: block; margin: 0; }
#site-gen-findings code { font: 600 .95em/1.5 ui-monospace, monospace; }
#site-gen-findings b { display: inline; color: #8c1d18; }
#site-gen-findings .hint { color: #4d4d4d; }
#site-gen-findings .message { white-space: pre-wrap; }
#site-gen-findings.folded {
  inset: auto 1rem 5.5rem auto; max-width: min(40rem, calc(100vw - 2rem)); padding: .5rem .75rem;
  border: 1px solid #7a5200; border-radius: .5rem;
}
#site-gen-findings.folded :is(summary, b) { color: #7a5200; }
#site-gen-findings.alone { position: static; max-height: none; border: 0; box-shadow: none; }
@media print { #site-gen-findings { display: none; } }
"""
"""The stylesheet of `STYLE_PATH`."""


def script_tag(host: str, port: int, state: str) -> bytes:
    """Give the element that connects a page with the preview and says of which `state` it was made."""
    source = f"{SCRIPT_PATH}?host={host}&port={port}&snipver={state}"
    return f'<script src="{html.escape(source)}" async></script>'.encode()


def shown_findings(view: View) -> bytes:
    """Give the findings of a view as an element that lies over a page; nothing where there are none."""
    if view.problems:
        return banner(view.problems)
    return badge(view.remarks) if view.remarks else b""


def banner(problems: Sequence[Problem]) -> bytes:
    """Give what blocks the build as an element that lies over the top of a page and can be folded."""
    title = f"This is the last good build: {count_of(len(problems), 'finding')} to mend"
    return _over(title, problems, "", " open")


def badge(remarks: Sequence[Problem]) -> bytes:
    """Give what blocks nothing as a folded element in a corner of a page."""
    counts = Counter(remark.severity for remark in remarks)
    title = ", ".join(count_of(counts[name], name) for name in ("error", "warning", "notice") if counts[name])
    return _over(title, remarks, ' class="folded"', "")


def _over(title: str, problems: Sequence[Problem], kind: str, state: str) -> bytes:
    return (
        f'<link rel="stylesheet" href="{STYLE_PATH}">'
        f'<section id="site-gen-findings"{kind} lang="en" dir="ltr" aria-label="Findings"><details{state}>'
        f"<summary>{title}</summary>{_items(problems)}</details></section>"
    ).encode()


def findings_page(problems: Sequence[Problem], script: bytes) -> bytes:
    """Give a page of findings alone, for as long as there is no good build to show."""
    title = f"Nothing to show yet: {count_of(len(problems), 'finding')} to mend"
    head = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<link rel="stylesheet" href="{STYLE_PATH}">\n'
    )
    body = (
        f'\n</head>\n<body>\n<main id="site-gen-findings" class="alone">\n<h1>{title}</h1>\n'
        "<p>The page appears by itself once the build goes through.</p>\n"
        f"{_items(problems)}\n</main>\n</body>\n</html>\n"
    )
    return head.encode() + script + body.encode()


def inject(page: bytes, script: bytes, shown: bytes) -> bytes:
    """Give a page with the reload script, and with what is `shown` over it."""
    end = _END_OF_HEAD.search(page)
    at = end.start() if end else 0
    body = _BODY.search(page, at)
    start = body.end() if body else at
    if end is None:
        return page[:start] + shown + page[start:] + script
    return page[:at] + script + page[at:start] + shown + page[start:]


def _items(problems: Sequence[Problem]) -> str:
    items = "".join(f"<li>{_item(problem)}</li>" for problem in problems[:_MOST_SHOWN])
    rest = len(problems) - _MOST_SHOWN
    more = f"<li>and {rest} more, which the terminal shows</li>" if rest > 0 else ""
    return f"<ol>{items}{more}</ol>"


def _item(problem: Problem) -> str:
    place, code, name, message, hint, severity = (html.escape(text) for text in problem)
    where = f"<code>{place}</code>: " if place else ""
    named = f" {name}" if name else ""
    named += f" ({severity})" if severity != "error" else ""
    advice = f'<p class="hint">hint: {hint}</p>' if hint else ""
    return f'<p>{where}<b>{code}</b>{named}</p><p class="message">{message}</p>{advice}'
