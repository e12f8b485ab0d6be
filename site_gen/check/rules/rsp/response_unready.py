"""A prepared response can be used as it is: it says whom to call, somebody approved it, and it has not run out.

Why: Whoever answers in a hurry takes what is there. A response without a name, a specialty and a number sends nobody
anywhere; a slip in a placeholder goes public as it is; and who asks about symptoms may need help at once. One with an
error is not offered.

Fails:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry to read this. Please call the office of {name} at {phone}.

Fails:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry to read this. Please call {practice}, {specialty}, at {phone}.

Fails:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}.

Fails:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.
        {{practise}} reads every review.

Fails:
    says: warning
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2024-03-01
        expires_on: 2026-03-01
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    file:
      content/responses/symptoms.md: |
        ---
        title: Symptoms
        topic: clinical-question
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We cannot answer questions about health here. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    says: warning
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    says: warning
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-11-25
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    file:
      content/responses/symptoms.md: |
        ---
        title: Symptoms
        topic: emergency
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Please do not call 911 about a bill. Please call the office of {name}, {specialty}, at {phone}.

Fails:
    says: notice
    site: {languages: [en, es]}
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.

Passes:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        expires_on: 2026-11-24
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.
        {practice} reads every review.

Passes:
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-11-24
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.

Passes:
    file:
      content/responses/private.md: |
        ---
        title: Private
        topic: privacy
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Please send nothing personal here. Please call the office of {name}, {specialty}, at {phone}.

Passes:
    file:
      content/responses/symptoms.md: |
        ---
        title: Symptoms
        topic: emergency
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We cannot tell from here. Please call the office of {name}, {specialty}, at {phone}.
        In an emergency, call 911.

Passes:
    site: {jurisdiction: UK}
    file:
      content/responses/symptoms.md: |
        ---
        title: Symptoms
        topic: clinical-question
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We cannot answer questions about health here. Please call the office of {name}, {specialty}, at {phone}.
        In an emergency, call 999.
      content/responses/symptoms.es.md: |
        ---
        title: Síntomas
        topic: clinical-question
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Aquí no podemos contestar preguntas de salud. Por favor llame al consultorio de {name}, {specialty}, al {phone}.
        En una emergencia, llame al 112.

Passes:
    site: {languages: [en, es]}
    file:
      content/responses/sorry.md: |
        ---
        title: Sorry
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        We are sorry to read this. Please call the office of {name}, {specialty}, at {phone}.
      content/responses/sorry.es.md: |
        ---
        title: Lo sentimos
        topic: sorry
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Lamentamos leer esto. Por favor llame al consultorio de {name}, {specialty}, al {phone}.

Limits: That a response is kind, true and to the point is for those who approve it. The line about emergencies is asked
for where the topic is `clinical-question` or `emergency`, with the number of the site's jurisdiction; in languages
other than English and Spanish the number is enough. One warning stands for all responses that nobody has approved.

Basis: 45 CFR 164.530(c) (safeguards); the standard of care of the provider's own profession.
"""

from __future__ import annotations

from site_gen.check.emergency import says_to_call
from site_gen.check.placeholders import PLACEHOLDERS, missing, slips
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.emergency import emergency_number
from site_gen.model.page import BODY
from site_gen.model.response import URGENT_TOPICS, Response
from site_gen.model.summary import ProviderSummary


def _in_response(response: Response, around: Around) -> Said:
    if lacks := missing(response.body):
        yield Issue(
            message=f"the response lacks {' and '.join(lacks)}",
            at=("title",),
            hint="say whom to call, about what and where: {name}, {specialty} and {phone} are filled in",
        )
    for slip in slips(response.body):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        yield Issue(
            message=f"{slip.written} is no placeholder",
            at=(BODY, slip.line),
            hint=f"did you mean {slip.near}?" if slip.near else f"known here: {known}",
        )
    if response.is_expired(around.as_of):
        yield Issue(
            message=f"the response ended on {response.expires_on}",
            at=("expires_on",),
            hint="have it read again and give it a new end, or delete it",
        )
    jurisdiction = around.site.jurisdiction
    if response.topic in URGENT_TOPICS and not says_to_call(response.body, response.language, jurisdiction):
        number = emergency_number(jurisdiction)
        yield Issue(
            message=f"a response about {response.topic} does not say to call {number} in an emergency",
            at=("topic",),
            hint=f'add "In an emergency, call {number}." in the language of the response',
        )
    yield from _untranslated(response, around)


def _untranslated(response: Response, around: Around) -> Said:
    """Say in which languages of the site a response is not there, once, at the first of its files."""
    versions = [one for one in around.responses if one.slug == response.slug]
    loaded = {one.language for one in versions}
    lacks = [tag for tag in around.site.languages if tag not in loaded and not _is_there(response.slug, tag, around)]
    if versions and versions[0] is response and lacks:
        yield Issue(
            message=f"the response is not there in {', '.join(lacks)}",
            at=("title",),
            hint=f"write content/responses/{_file_name(response.slug, lacks[0], around)}",
            severity=Severity.NOTICE,
        )


def _is_there(slug: str, language: str, around: Around) -> bool:
    """Tell whether there is a file for a language; what keeps it from loading is reported where it is read."""
    return f"content/responses/{_file_name(slug, language, around)}" in around.response_files


def _file_name(slug: str, language: str, around: Around) -> str:
    return f"{slug}.md" if language == around.site.default_language else f"{slug}.{language}.md"


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    """Say once how many responses nobody has approved: a new site has many, and they are read in one sitting."""
    waiting = [one for one in around.responses if not one.is_approved(around.as_of)]
    if waiting:
        first = waiting[0]
        more = f", the first of {len(waiting)}" if len(waiting) > 1 else ""
        yield Issue(
            message=f"nobody has approved the prepared response {first.slug} ({first.language}){more}",
            at=("title",),
            path=first.path,
            hint="read it as a patient would, then write approved_by and approved_on",
            severity=Severity.WARNING,
        )


RULE = Rule(
    code="RSP911",
    name="response-unready",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.530(c)",
    page=__doc__,
    response=_in_response,
    site=_in_site,
)
