r"""What the practice writes can be read by almost everybody: at or below a school grade.

Why: Many adults read below the level of the eighth grade, and who is worried or ill reads worse. Health agencies ask
for the sixth to the eighth grade. `checks: {reading_grade: 6}` in `site.yaml` asks for more than the 8 that holds
else.

Fails:
    provider:
      bio: >-
        The physician's longitudinal commitment to comprehensive, multidisciplinary rehabilitation necessitates
        individualized evaluation of every musculoskeletal presentation, accompanied by collaborative determination
        of therapeutic objectives. Subsequently, interdisciplinary colleagues contribute additional recommendations,
        particularly regarding occupational accommodations and nutritional considerations. Continuous communication
        with referring practitioners guarantees coordinated administration of complementary interventions. Satisfaction
        questionnaires demonstrate exceptional appreciation among participating families.

Fails:
    site: {languages: [es]}
    provider:
      bio: >-
        La profesional desarrolla procedimientos terapéuticos multidisciplinarios, individualizados y fundamentados
        científicamente, considerando particularidades socioeconómicas, antecedentes familiares y determinantes
        ambientales. Posteriormente, especialistas complementarios proporcionan recomendaciones relacionadas con
        nutrición, rehabilitación funcional y acompañamiento psicológico. Adicionalmente, coordinadores
        administrativos garantizan comunicación permanente con profesionales referentes, instituciones
        hospitalarias y organizaciones comunitarias especializadas en acompañamiento domiciliario.
        Finalmente, evaluaciones institucionales demuestran satisfacción extraordinaria entre familias beneficiarias.

Fails:
    file:
      content/responses/example.md: |
        ---
        title: Example
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        The physician's longitudinal commitment to comprehensive, multidisciplinary rehabilitation necessitates
        individualized evaluation of every musculoskeletal presentation, accompanied by collaborative determination
        of organizational objectives. Subsequently, interdisciplinary colleagues contribute additional recommendations,
        particularly regarding occupational accommodations and institutional considerations. Continuous communication
        with participating organizations guarantees coordinated administration of complementary initiatives.
        Please call the office of {name}, {specialty}, at {phone}.

Fails:
    file:
      content/posts/back-pain.md: |
        ---
        title: Back pain
        summary: What helps.
        ---
        Multidisciplinary rehabilitation necessitates individualized evaluation of every musculoskeletal presentation,
        accompanied by collaborative determination of therapeutic objectives. Subsequently, interdisciplinary
        colleagues contribute additional recommendations, particularly regarding occupational accommodations and
        nutritional considerations. Continuous communication with referring practitioners guarantees coordinated
        administration of complementary interventions. Satisfaction questionnaires demonstrate exceptional
        appreciation among participating families.

Fails:
    site: {languages: [en, es]}
    file:
      content/posts/visits.md: "---\ntitle: Your visit\nsummary: What happens here.\n---\nCome in.\n"
      content/posts/visits.es.md: |
        ---
        title: Su visita
        summary: Qué sucede aquí.
        ---
        Nuestros profesionales desarrollan procedimientos terapéuticos multidisciplinarios, individualizados y
        fundamentados científicamente, considerando particularidades socioeconómicas y determinantes ambientales.
        Posteriormente, especialistas complementarios proporcionan recomendaciones relacionadas con nutrición,
        rehabilitación funcional y acompañamiento psicológico. Adicionalmente, coordinadores administrativos
        garantizan comunicación permanente con instituciones hospitalarias y organizaciones comunitarias.
        Finalmente, evaluaciones institucionales demuestran satisfacción extraordinaria entre familias beneficiarias.

Passes:
    file:
      content/posts/back-pain.md: |
        ---
        title: Back pain
        summary: Most backs get well by themselves, and faster when they move.
        ---
        Most people have a sore back at some time. It can hurt a lot and still be harmless. Backs like to move, so a
        short walk is better than a day in bed. If your leg is weak or numb, call us the same day. Our nurses listen
        and tell you who can see you. You can bring a friend. We speak English and Spanish at the desk.

Passes:
    file:
      content/posts/back-pain.md: |
        ---
        title: Back pain
        status: idea
        ---
        Multidisciplinary rehabilitation necessitates individualized evaluation of every musculoskeletal presentation,
        accompanied by collaborative determination of therapeutic objectives. Subsequently, interdisciplinary
        colleagues contribute additional recommendations, particularly regarding occupational accommodations and
        nutritional considerations. Continuous communication with referring practitioners guarantees coordinated
        administration of complementary interventions. Satisfaction questionnaires demonstrate exceptional
        appreciation among participating families.

Passes:
    provider:
      bio: >-
        Dr. Diaz came here from the Interdisciplinary Rehabilitation University Hospital of Northern Pennsylvania in
        2012. She looks after teeth of all ages. Many people fear the chair, and so did she when she was small. She
        tells you what she does before she does it, and she stops when you lift a hand. Call (312) 555-0101 or write
        to the desk if you have to come late. She works with Dr. Ana Maria Fernandez-Castellanos, DDS, MPH, on two
        days of the week. At home she bakes bread, which her own dentist does not like.

Limits: A formula counts words and syllables; a text of short words can still be hard to follow, and jargon is what
CNT903 looks for. English is judged by Flesch-Kincaid, Spanish by Fernández Huerta and its table of grades; other
languages are not. Below fifty words or three sentences nothing is said. Headings, tables, addresses and telephone
numbers are left out, and a name counts as one short word. Reviews are never judged: their authors write as they like.
Summary, key facts and text of a post are judged together, the words for a channel on their own, ideas not at all.

Basis: Flesch-Kincaid grade level (Kincaid et al. 1975); Fernández Huerta 1959, corrected by Law 2011; the sixth to
eighth grade after the guidance of NIH and AHRQ on health materials.
"""

from __future__ import annotations

from site_gen.check.placeholders import NEUTRAL, fill_text
from site_gen.check.posts import is_written, joined, own_words_of, whole_of
from site_gen.check.readability import FORMULAS, judge
from site_gen.check.replies import AT, ReplyText, public_reply, read_reply, unread
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.check.texts import Text, bios_of, body_of, is_policy, plain
from site_gen.findings import Severity
from site_gen.model.page import BODY, Page
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary

_SHOWN = 100


def _in_bios(provider: Provider, around: Around) -> Said:
    for text in bios_of(provider, around):
        yield from _judged(text, around)


def _in_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if not is_policy(page):
        yield from _judged(body_of(page), around)


def _in_reply(review: Review, provider: Provider, around: Around) -> Said:
    reply = public_reply(review)
    read_as = read_reply(review)
    yield from unread(read_as)
    if reply is not None and isinstance(read_as, ReplyText):
        yield from _judged(Text("the reply", read_as.readings[0][0].tag, AT, reply.text), around)


def _in_response(response: Response, around: Around) -> Said:
    text = fill_text(response.body, NEUTRAL)
    yield from _judged(Text("the response", response.language, (BODY, 0), text), around)


def _in_post(post: Post, around: Around) -> Said:
    if not is_written(post, around):
        return
    _title, *parts = whole_of(post)
    if parts:
        yield from _judged(Text("the post", post.language, parts[-1].at, joined(parts)), around)
    for text in own_words_of(post):
        yield from _judged(text, around)


def _judged(text: Text, around: Around) -> Said:
    if text.language.split("-")[0] not in FORMULAS:
        yield Unchecked(f"there is no formula here for texts in the language {text.language}")
        return
    most = around.site.checks.reading_grade
    read = judge(plain(text.markdown), text.language)
    if read is not None and read.grade > most:
        longest = read.longest if len(read.longest) <= _SHOWN else f"{read.longest[: _SHOWN - 1]}…"
        yield Issue(
            message=f"{text.what} reads at grade {read.grade:g}, above {most}: {read.words_a_sentence:.0f} words a "
            f"sentence, {read.syllables_a_word:.1f} syllables a word",
            at=text.at,
            hint=f'shorter sentences and words; the longest is "{longest}"',
        )


RULE = Rule(
    code="CNT901",
    name="reading-grade",
    severity=Severity.WARNING,
    since="0.1",
    basis="Flesch-Kincaid; Fernández Huerta",
    page=__doc__,
    provider=_in_bios,
    review=_in_reply,
    own_page=_in_page,
    response=_in_response,
    post=_in_post,
)
