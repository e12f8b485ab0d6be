"""Which prepared responses are proposed for reviews and questions, why, and which are not."""

from __future__ import annotations

import pytest
from replies.answering import NOW, prepared, reviewed

from conftest import review_id
from site_gen.check.urgent import urgent_cues
from site_gen.errors import SiteGenError
from site_gen.pipeline.replies.desk import look
from site_gen.pipeline.replies.offers import filled
from site_gen.pipeline.replies.questions import answer

ID = review_id(1)
REVIEWS = [
    ("I waited an hour past my time in the waiting room.", 2, "wait-times"),
    ("The receptionist was rude and dismissive.", 1, "staff-conduct"),
    ("They billed me twice and the insurance refund never came.", 2, "billing"),
    ("Nobody answers the phone, I left three messages.", 2, "phones"),
    ("Impossible to get an appointment, they cancelled on me.", 3, "scheduling"),
    ("No ramp, my wheelchair could not get in.", 2, "accessibility"),
    ("Parking is a nightmare and the restroom was dirty.", 3, "facilities"),
    ("They overheard everything at the desk, no privacy at all.", 1, "privacy"),
    ("I asked three times for my records and the referral.", 2, "records"),
    ("This is the wrong office, I meant the other location.", 1, "wrong-provider"),
    ("Great team, the nurses and the front desk are lovely.", 5, "thanks"),
    ("Best dentist ever!", 5, "thanks"),
    ("Terrible, never again.", 1, "sorry"),
    ("Update: still waiting for a call, nobody called.", 1, "follow-up"),
    ("They had no interpreter for my mother.", 2, "language-help"),
    ("I have chest pain again and nobody calls back.", 1, "emergency"),
    ("Is it normal to have pain after a filling?", 3, "clinical-question"),
    ("Esperé dos horas en la sala de espera.", 2, "wait-times"),
    ("La recepcionista fue grosera conmigo.", 1, "staff-conduct"),
    ("Me cobraron dos veces y el seguro no pagó.", 2, "billing"),
    ("Nadie contesta el teléfono.", 2, "phones"),
    ("Excelente doctora, muy amable.", 5, "thanks"),
    ("No hay estacionamiento y el baño estaba sucio.", 3, "facilities"),
    ("No había intérprete.", 2, "language-help"),
    ("Pésimo, nunca más.", 1, "sorry"),
    ("Pedí mi expediente tres veces y nada.", 2, "records"),
    ("Esto era de otro consultorio.", 3, "wrong-provider"),
    ("Todavía no puedo respirar bien.", 2, "emergency"),
]
QUESTIONS = [
    ("Do you take my insurance?", "new-patients"),
    ("Are you accepting new patients?", "new-patients"),
    ("Is it normal to have pain after the filling?", "clinical-question"),
    ("How do I get a copy of my records?", "records"),
    ("Can I book an appointment online?", "scheduling"),
    ("Do you speak Spanish?", "language-help"),
    ("Is there a ramp for wheelchairs?", "accessibility"),
    ("Why was I charged a copay?", "billing"),
    ("Where do you park?", "question-general"),
    ("I want to kill myself", "emergency"),
    ("¿Aceptan pacientes nuevos?", "new-patients"),
    ("¿Tienen intérprete?", "language-help"),
    ("¿Cómo pido mi expediente?", "records"),
    ("¿Puedo cambiar mi cita?", "scheduling"),
    ("quiero morir", "emergency"),
]
SPANISH = set("¿áéíóúñ")


def bilingual(site, archive=""):
    folder = site(prepared() + archive)
    folder.edit("site.yaml", "covered_entity", "languages: [en, es]\ncovered_entity")
    return folder


def proposals(folder):
    return look(folder.root, ID, role=None, now=NOW).proposals


@pytest.mark.parametrize(("text", "rating", "topic"), REVIEWS)
def test_a_review_gets_the_response_of_its_topic_first_and_in_its_language(site, text, rating, topic):
    found = proposals(bilingual(site, reviewed(rating=rating, text=text)))
    assert 1 <= len(found) <= 3
    assert found[0].topic == topic
    is_spanish = any(one in SPANISH for one in text) or text.split()[0] in ("La", "Me", "Nadie", "Excelente", "Esto")
    assert {one.language for one in found} == {"es" if is_spanish else "en"}
    assert all(one.reasons for one in found)
    assert all("312" in one.text and "Diaz" in one.text and "{" not in one.text for one in found)


@pytest.mark.parametrize(("question", "topic"), QUESTIONS)
def test_a_question_gets_the_response_of_its_topic_first(site, question, topic):
    answers = answer(bilingual(site).root, question, provider=None, language=None, now=NOW)
    assert answers.proposals[0].topic == topic
    assert len(answers.proposals) <= 3
    assert answers.refused == ()
    assert bool(answers.call) == (topic == "emergency")


def test_reasons_quote_what_was_found_and_a_longer_phrase_covers_a_shorter(site):
    found = proposals(bilingual(site, reviewed(rating=2, text="The waiting room! Two hours.")))
    assert found[0].reasons == ('it says "two hours", "waiting room"',)


@pytest.mark.parametrize(("rating", "is_low"), [(1, True), (3, True), (4, False), (5, False)])
def test_low_ratings_are_not_thanked_for_kind_words_and_high_ones_get_no_regret(site, rating, is_low):
    topics = {one.topic for one in proposals(bilingual(site, reviewed(rating=rating, text="It was what it was.")))}
    assert ("sorry" in topics, "thanks" in topics) == (is_low, not is_low)


def test_stars_without_words_have_a_response_of_their_own(site):
    found = proposals(bilingual(site, reviewed(rating=5)))
    assert found[0].slug == "stars-only"
    assert found[0].reasons == ("stars without words",)


def test_praise_of_a_rescue_is_thanked_first(site):
    found = proposals(bilingual(site, reviewed(rating=5, text="I had chest pain and they saved my life.")))
    assert found[0].topic == "thanks"
    assert "emergency" in [one.topic for one in found]


def test_somebody_else_of_the_practice_by_name_is_perhaps_another_office(site):
    other = "-- content/providers/leo-brandt.yaml --\nname: {given: Leo, family: Brandt}\nkind: dentist\n"
    text = "Dr. Brandt never smiled."
    assert proposals(bilingual(site, reviewed(rating=2, text=text)))[0].topic == "sorry"
    found = proposals(bilingual(site, other + reviewed(rating=2, text=text)))
    assert found[0].reasons == ('it names "Brandt", somebody else of the practice',)
    assert proposals(bilingual(site, other + reviewed(rating=2, text="Dr. Diaz never smiled.")))[0].topic == "sorry"


def test_a_change_that_was_made_is_proposed_to_be_told(site):
    extra = 'reply: {status: draft, outcome: change-made, text: "Hm."}'
    assert proposals(bilingual(site, reviewed(rating=2, extra=extra)))[0].topic == "change-made"


def test_only_what_is_approved_in_force_and_sound_is_proposed(site):
    folder = bilingual(site, reviewed(rating=2, text="Rude."))
    assert proposals(folder)[0].slug == "staff-conduct"
    file = "content/responses/staff-conduct.md"
    for old, new, why in (
        ("approved_on: 2026-11-10", "approved_on: 2026-11-25", "not approved"),
        ("approved_on: 2026-11-10", "approved_on: 2026-11-10\nexpires_on: 2026-11-23", "expired"),
        ("Thank you for telling us.", "Thank you for being our patient.", "with an error"),
    ):
        folder = bilingual(site, reviewed(rating=2, text="Rude."))
        folder.edit(file, old, new)
        view = look(folder.root, ID, role=None, now=NOW)
        assert view.proposals[0].slug == "sorry"
        assert view.left == {why: 1}
        with pytest.raises(SiteGenError, match="staff-conduct has no version in en"):
            filled(folder.root, ID, "staff-conduct", language="en", now=NOW)


def test_where_a_language_has_no_response_the_others_are_proposed_and_it_is_said(site):
    found = proposals(site(prepared() + reviewed(rating=2, text="Sehr unfreundlich.", extra="language: de")))
    assert found
    assert all("there is none in de" in one.reasons for one in found)


def test_the_same_review_always_gets_the_same(site):
    folder = bilingual(site, reviewed(rating=2, text="Rude, late, and the bill was wrong."))
    assert proposals(folder) == proposals(folder)
    assert len(proposals(folder)) == 3


def test_a_site_of_one_means_that_one_and_a_group_means_the_practice(site):
    folder = bilingual(site)
    (first, *_) = answer(folder.root, "Hello?", provider=None, language="en", now=NOW).proposals
    assert "the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101" in first.text
    folder.write("-- content/providers/leo-brandt.yaml --\nname: {given: Leo, family: Brandt}\nkind: dentist\n")
    group = answer(folder.root, "Hello?", provider=None, language="en", now=NOW)
    assert group.named == "Harbor Dental"
    assert all("office of Harbor Dental" in one.text and "(312) 555-0100" in one.text for one in group.proposals)
    spanish = answer(folder.root, "¿Hola?", provider=None, language=None, now=NOW).proposals[0]
    assert "consultorio de Harbor Dental, al (312)" in spanish.text or "Harbor Dental al (312)" in spanish.text
    named = answer(folder.root, "Hello?", provider="leo-brandt", language="en", now=NOW)
    assert "office of Leo Brandt" in named.proposals[0].text


def test_a_response_that_needs_a_person_is_not_filled_with_the_practice(site):
    folder = bilingual(
        site, "-- content/providers/leo-brandt.yaml --\nname: {given: Leo, family: Brandt}\nkind: dentist\n"
    )
    folder.edit(
        "content/responses/question-general.md", "{name},\n{specialty}, at {phone}", "{name} at {phone}. {specialty}"
    )
    slugs = [one.slug for one in answer(folder.root, "Hello?", provider=None, language="en", now=NOW).proposals]
    assert "question-general" not in slugs


@pytest.mark.parametrize(
    ("question", "provider", "language", "message"),
    [
        (" ", None, None, "there is no question"),
        ("Hello?", "nobody", None, "no provider nobody"),
        ("Hello?", None, "fr", "no response in fr"),
        ("x" * 20_001, None, None, "20,001 characters"),
    ],
)
def test_what_cannot_be_answered_is_said(site, question, provider, language, message):
    with pytest.raises(SiteGenError, match=message):
        answer(bilingual(site).root, question, provider=provider, language=language, now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "I have chest pain",
        "there is a terrible pain in my chest",
        "my husband can’t breathe",
        "he cant breathe",
        "I took too many pills",
        "I don't want to live anymore",
        "She is SUICIDAL",
        "half of his face is drooping",
        "my throat is closing",
        "the bleeding won't stop",
        "he had a seizure",
        "should I call 911",
        "me duele mucho el pecho",
        "Tengo un dolor fuerte en el pecho",
        "no puede respirar",
        "mi hijo se desmayó",
        "quiero quitarme la vida",
        "tomé demasiadas pastillas",
        "está sangrando mucho",
        "es una emergencia",
    ],
)
def test_an_emergency_is_heard(text):
    assert urgent_cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do you take my insurance?",
        "The wait was long and the chairs hurt my back",
        "A breath of fresh air",
        "Free parking, easy to find",
        "My chest of drawers came late",
        "¿Aceptan pacientes nuevos?",
        "La doctora es muy amable y el consultorio limpio",
        "",
    ],
)
def test_no_emergency_is_made_up(text):
    assert urgent_cues(text) == ()


def test_what_was_found_is_quoted_in_its_order_once():
    assert urgent_cues("Chest pain, can't breathe. CHEST PAIN!") == ("chest pain", "cant breathe")
