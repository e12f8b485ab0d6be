r"""A page or post that gives medical advice names who reviewed it, and when. Else it is left out. An alert gives none.

Why: Readers act on what a clinic writes. Somebody who may answer for it has read it, and readers can see how old it
is.

Fails:
    file:
      content/pages/fever.md: |
        ---
        title: Fever
        description: What to do.
        nav: 1
        ---
        Take ibuprofen every six hours.

Fails:
    site: {languages: [es]}
    file:
      content/pages/fiebre.md: |
        ---
        title: Fiebre
        description: Qué hacer.
        nav: 1
        reviewed_by: Dra. Ana Diaz
        ---
        Para la fiebre de los niños: tome ibuprofeno cada seis horas.

Fails:
    file:
      content/posts/fever.md: |
        ---
        title: Fever
        summary: What to do.
        status: approved
        key_facts: [Take ibuprofen every six hours.]
        ---
        Our nurses answer until eight.

Fails:
    says: warning
    file:
      content/channels.yaml: |
        channels: [{id: page, name: Our page, platform: facebook}]
      content/posts/fever.md: |
        ---
        title: Fever
        summary: When to call.
        channels: [page]
        texts: {page: Take ibuprofen every six hours.}
        ---
        Our nurses answer until eight.

Fails:
    site: {languages: [en, es]}
    file:
      content/posts/fever.md: |
        ---
        title: Fever
        summary: What to do.
        status: approved
        reviewed_by: Dr. Ana Diaz
        reviewed_on: 2026-05-04
        ---
        Take ibuprofen every six hours.
      content/posts/fever.es.md: |
        ---
        title: Fiebre
        summary: Qué hacer con la fiebre de los niños.
        ---
        Para la fiebre de los niños: tome ibuprofeno cada seis horas.

Fails:
    file:
      content/pages/fever.md: |
        ---
        title: Fever
        description: Take ibuprofen every six hours.
        nav: 1
        ---
        Our nurses answer until eight.

Fails:
    file:
      content/pages/fever.md: |
        ---
        title: Fever
        description: What to do.
        nav: 1
        ---
        | Fever | What to do |
        |---|---|
        | 39 °C | Take ibuprofen every six hours. |

Fails:
    file:
      content/posts/fever.md: |
        ---
        title: Fever
        summary: What to do.
        status: approved
        call_to_action: {label: Take ibuprofen every six hours., url: /find/}
        ---
        Our nurses answer until eight.

Fails:
    says: warning
    file:
      content/alerts/flu.yaml: |
        title: Flu in town
        text: Take ibuprofen every six hours.
        severity: notice
        scope: all
        starts_at: 2026-11-20T09:00:00-06:00
        ends_at: 2026-12-20T09:00:00-06:00
        source: {name: County Health, url: "https://county.example/flu"}
        approved_by: compliance
        approved_on: 2026-11-20

Passes:
    file:
      content/posts/fever.md: |
        ---
        title: Fever
        summary: What to do.
        status: approved
        reviewed_by: Dr. Ana Diaz
        reviewed_on: 2026-05-04
        ---
        Take ibuprofen every six hours.
      content/posts/flu.md: |
        ---
        title: Flu shots
        summary: Walk in on Saturdays. No appointment is needed.
        status: approved
        ---
        A flu shot takes five minutes. Ask us which one is right for you.

Passes:
    file:
      content/pages/fever.md: |
        ---
        title: Fever
        description: What to do.
        nav: 1
        reviewed_by: Dr. Ana Diaz
        reviewed_on: 2026-05-04
        ---
        Take ibuprofen every six hours.

Passes:
    file:
      content/pages/fever.md: |
        ---
        title: Fever
        description: When to call.
        nav: 1
        ---
        Most people with a fever get well without medicine. A high fever can make a child sleepy. In an emergency, call
        911. Our nurses answer until eight.

Limits: Advice is found by the words that RPL705 knows, and like there, advice that names no medicine, dose, condition
or specialist is not seen. That the page is left out does not mend links to it: those in other texts are broken then,
and PAG851 stops the build as for any dead link. Of a draft it is a warning, since it goes nowhere yet, and ideas are
not looked at. In an alert advice is a warning, since an alert that is missing can do more harm. A translation is a
text of its own, for which somebody who reads the language answers in its own file. Review policies are not looked at,
nor are biographies.

Basis: The standard of care of the provider's own profession; the National Library of Medicine's guidance on judging
health pages, which asks who reviewed one and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.posts import all_of, is_written, joined, original_of, part_with
from site_gen.check.replies import ReplyText, listed, read_text, unread
from site_gen.check.rule import Around, Issue, Key, Rule, Said, Unchecked
from site_gen.check.texts import is_policy, plain_whole, words_of
from site_gen.findings import Severity
from site_gen.model.alert import Alert
from site_gen.model.page import Page
from site_gen.model.post import Post
from site_gen.model.summary import ProviderSummary

_STOPS = ".!?;:… "
"""What can stand before the first word of a sentence."""
_HINT = "have it reviewed, and say by whom and when: reviewed_by and reviewed_on; until then it is left out"


def _in_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if is_policy(page) or (page.reviewed_by is not None and page.reviewed_on is not None):
        return
    read_as = read_text(words_of(page), page.language)
    yield from unread(read_as or Unchecked(f"pages in the language {page.language} are not read"), "the page")
    if quotes := _advice_in(read_as):
        message = f"the page gives medical advice that nobody reviewed: {listed(quotes)}"
        yield Issue(message=message, at=("title",), hint=_HINT)


def _in_post(post: Post, around: Around) -> Said:
    if (post.reviewed_by is not None and post.reviewed_on is not None) or not is_written(post, around):
        return
    parts = all_of(post)
    read_as = read_text(plain_whole(joined(parts)), post.language)
    yield from unread(read_as or Unchecked(f"posts in the language {post.language} are not read"), "the post")
    if quotes := _advice_in(read_as):
        is_ready = original_of(post, around).is_ready
        yield Issue(
            message=f"the post gives medical advice that nobody reviewed: {listed(quotes)}",
            at=part_with(parts, quotes[0]).at,
            hint=_HINT,
            severity=None if is_ready else Severity.WARNING,
        )


def _in_alert(alert: Alert, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    """Warn only: an alert that is missing can do more harm than one that says too much."""
    if alert.is_over_on(around.as_of, around.site.time_zone):
        return
    for language, at, words in _texts_of(alert, around.site.default_language):
        read_as = read_text(words, language)
        yield from unread(read_as or Unchecked(f"alerts in the language {language} are not read"), "the alert")
        if quotes := _advice_in(read_as):
            yield Issue(
                message=f"the alert gives medical advice: {listed(quotes)}",
                at=at,
                hint="say what happened and whom to call, or have whoever is its source say it",
                severity=Severity.WARNING,
            )


def _texts_of(alert: Alert, language: str) -> Iterator[tuple[str, Key, str]]:
    yield language, ("text",), f"{alert.title}\n\n{alert.text}"
    for tag, translation in alert.i18n.items():
        yield tag, ("i18n", tag), "\n\n".join(filter(None, (translation.title, translation.text)))


def _advice_in(read_as: ReplyText | None) -> list[str]:
    return [quote.lstrip(_STOPS) for quote in read_as.says("advises")] if read_as is not None else []


RULE = Rule(
    code="CNT904",
    name="unreviewed-advice",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    own_page=_in_page,
    post=_in_post,
    alert=_in_alert,
)
