"""One violation for each rule about what the practice writes, its pictures, and what directories say of it."""

from __future__ import annotations

import io

from PIL import Image

from check.examples import NOTICE_FILE
from check.planting import PROFILE, SITE, both, gone, replaced, review, written
from check.seeding import DIRECTORY, WHOLE, Plot, Seed

PAGE = "content/pages/{id}.md"
PICTURE = "assets/media/{id}.jpg"
NOTICE_ES = NOTICE_FILE.replace(".md", ".es.md")
LIST = "find/index.html"
NPI = "1999928397"
HARD = (
    "The physician's longitudinal commitment to comprehensive, multidisciplinary rehabilitation necessitates "
    "individualized evaluation of every musculoskeletal presentation, accompanied by collaborative determination of "
    "therapeutic objectives. Subsequently, interdisciplinary colleagues contribute additional recommendations, "
    "particularly regarding occupational accommodations and nutritional considerations. Continuous communication "
    "guarantees coordinated administration of complementary interventions. Questionnaires demonstrate appreciation."
)


DRAWING, MOVING = "content/media/plan.svg", "content/media/wave.gif"
FACE = "content/media/face.svg"
WHO = "people: [{who: A man by the window, is_patient: true}]\n"
MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://maps.example/plan.png"/></svg>\n'


def page(head: str, body: str) -> str:
    return f"---\ntitle: Parking\nnav: 20\n{head}---\n{body}\n"


def photograph(plot: Plot) -> None:
    """Put a picture with a position in its EXIF into the built folder."""
    picture = Image.new("RGB", (1, 1))
    exif = picture.getexif()
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 41.0), 3: "W", 4: (87.0, 37.0, 40.0)})
    data = io.BytesIO()
    picture.save(data, "JPEG", exif=exif)
    place = plot.root / plot.fill(PICTURE)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data.getvalue())


def moving(plot: Plot) -> None:
    """Put a picture of two frames among the media."""
    first, second = (Image.new("1", (1, 1), color) for color in (0, 1))
    place = plot.root / MOVING
    place.parent.mkdir(parents=True, exist_ok=True)
    first.save(place, "GIF", save_all=True, append_images=[second])


SEEDS = (
    Seed("CNT901", "sentences for nobody", replaced(PROFILE, r"bio: \|\n  ", f"bio: |\n  {HARD} "), PROFILE, "bio:"),
    Seed(
        "CNT902",
        "a reply without an end",
        review({"reply": {"status": "approved", "text": "Thank you for writing. " + "We read it all. " * 70}}),
        "content/reviews/{provider}/{id}.yaml",
        "Thank you for writing.",
    ),
    Seed("CNT902", "a page that says nothing of itself", written(PAGE, page("", "Behind.")), PAGE, "title:"),
    Seed(
        "CNT903",
        "a word of the trade",
        replaced(PROFILE, r"bio: \|\n  ", "bio: |\n  People with hypertension come here. "),
        PROFILE,
        "bio:",
    ),
    Seed(
        "CNT904",
        "advice of nobody",
        written(PAGE, page("description: What to do.\n", "Take ibuprofen every six hours.")),
        PAGE,
        "title:",
    ),
    Seed("CNT905", "no word on interpreters", gone(NOTICE_FILE, NOTICE_ES), SITE, "languages:", apart="CNT905"),
    Seed("CNT905", "none in Spanish", gone(NOTICE_ES), SITE, "languages:", apart="CNT905 in Spanish"),
    Seed(
        "CNT905",
        "a page that does not lead there",
        replaced(LIST, 'href="/(es/)?language-assistance/"', 'href="/"', 0),
        LIST,
        "<body",
        "pages",
    ),
    Seed(
        "MED951",
        "a patient whom nobody asked",
        both(
            written(FACE, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n'), written(f"{FACE}.yaml", WHO)
        ),
        f"{FACE}.yaml",
        "people:",
    ),
    Seed(
        "NAP804",
        "another name",
        both(
            replaced(PROFILE, "kind:", f'npi: "{NPI}"\nkind:'),
            written(DIRECTORY, f"NPI,First Name,Last Name,Phone\n{NPI},Nobody,Anybody,312-555-0199\n"),
        ),
        PROFILE,
        "name: {prefix",
        apart="NAP804",
    ),
    Seed("PAG859", "a picture from somewhere", photograph, PICTURE, WHOLE, "pages"),
    Seed("PAG860", "a drawing that asks elsewhere", written(DRAWING, MAP), DRAWING, WHOLE, apart="PAG860"),
    Seed("PAG861", "a picture that moves", moving, MOVING, WHOLE),
)
