"""Where a plain word exists, biographies, pages and posts use it, or explain the other one.

Why: "Hypertension" is a word of the trade; patients look for "high blood pressure", and who does not know the word
does not ask. Plain words are found, too, by those who search for them.

Fails:
    provider: {bio: She helps people with hypertension and diabetes.}

Fails:
    site: {languages: [es]}
    provider: {bio: "Atiende a personas con cefalea, disnea y vértigo."}

Fails:
    file:
      content/posts/heart.md: |
        ---
        title: Know your numbers
        summary: One reading says little.
        key_facts: [Hypertension often has no signs.]
        ---
        Come in and sit down for five minutes first.

Fails:
    file:
      content/channels.yaml: |
        channels: [{id: page, name: Our page, platform: facebook}]
      content/posts/heart.md: |
        ---
        title: Know your numbers
        summary: High blood pressure (hypertension) often has no signs.
        channels: [page]
        texts: {page: Hypertension often has no signs.}
        ---
        Come in and sit down for five minutes first.

Passes:
    provider:
      bio: She helps people with hypertension (high blood pressure) and diabetes. Hypertension often has no signs.

Passes:
    file:
      content/posts/heart.md: |
        ---
        title: Know your numbers
        summary: High blood pressure (hypertension) often has no signs.
        ---
        Hypertension is easy to measure. Ask at the Hypertension Clinic.

Passes:
    provider:
      specialties: [Cardiac surgery]
      bio: >-
        She is board certified in Cardiovascular Disease, works in cardiac surgery, and teaches at the Hypertension
        Clinic.

Limits: The glossary has about 300 English and 90 Spanish words, which the guide's page "Plain words" lists; what is not
in it is not seen, and a reader of the trade may want the word. One explanation anywhere in the text is enough.
Conditions and procedures of a profile are not judged: they are what people search for. The words that a post has for
one channel stand there alone, and have to explain themselves; ideas are not judged. Other languages have no glossary.

Basis: AHRQ, Health Literacy Universal Precautions Toolkit; CDC, Everyday Words for Public Health Communication.
"""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.check.glossary import glossaries, unexplained
from site_gen.check.posts import is_written, joined, own_words_of, part_with, whole_of
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.check.texts import Text, bios_of, body_of, is_policy, plain
from site_gen.findings import Severity
from site_gen.model.page import Page
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.summary import ProviderSummary

_SHOWN = 5


def _in_bios(provider: Provider, around: Around) -> Said:
    names = (
        *provider.specialties,
        *(name for one in provider.i18n.values() for name in one.specialties or ()),
        *(one.name for one in provider.credentials),
        *(one.degree for one in provider.education),
        *(one.hospital for one in provider.affiliations),
    )
    for text in bios_of(provider, around):
        yield from _plain_words(text, names)


def _in_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if not is_policy(page):
        yield from _plain_words(body_of(page), ())


def _in_post(post: Post, around: Around) -> Said:
    if is_written(post, around):
        parts = whole_of(post)
        yield from _plain_words(Text("the post", post.language, (), joined(parts)), (), parts)
        for text in own_words_of(post):
            yield from _plain_words(text, ())


def _plain_words(text: Text, names: tuple[str, ...], parts: Sequence[Text] = ()) -> Said:
    if text.language.split("-")[0] not in glossaries():
        yield Unchecked(f"there is no glossary here for texts in the language {text.language}")
        return
    terms = unexplained(plain(text.markdown, headings=True), text.language, names)
    if terms:
        shown = ", ".join(f'"{term.found}" is {term.plain}' for term in terms[:_SHOWN])
        more = f", and {len(terms) - _SHOWN} more" if len(terms) > _SHOWN else ""
        yield Issue(
            message=f"{text.what} has words that have a plain one: {shown}{more}",
            at=part_with(parts or (text,), terms[0].found).at,
            hint=f"say it plainly, or both where it stands first: {terms[0].found} ({terms[0].plain})",
        )


RULE = Rule(
    code="CNT903",
    name="jargon",
    severity=Severity.NOTICE,
    since="0.1",
    page=__doc__,
    provider=_in_bios,
    own_page=_in_page,
    post=_in_post,
)
