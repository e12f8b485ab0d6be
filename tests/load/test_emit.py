"""What is written as YAML reads back as the same value, whatever the texts hold."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from load_samples import FRONT_MATTER, KINDS, REPOSITORY, real_files

from site_gen.load.documents import parse, parse_exactly
from site_gen.load.emit import to_yaml
from site_gen.load.yaml_reader import read_nodes, read_plain
from site_gen.model.base import Content, Picture, Video
from site_gen.model.hours import WEEKDAYS, HoursException
from site_gen.model.location import Address, Geo, Location, LocationTranslation
from site_gen.model.provider import (
    Affiliation,
    Credential,
    Education,
    Name,
    Practice,
    Provider,
    ProviderTranslation,
)
from site_gen.model.review import Moderation, Rating, Reply, Review

TRICKY = [
    "no", "on", "Yes", "y", "true", "null", "~", "1e5", "1e-5", "02134", "0o17", "0x1F", "0b1", "12:30", "1_000",
    ".5", ".inf", ".nan", "-", "- a", "?", "? a", ":", ": ", "a: b", "a:", "#", "# a", "a # b", "a#b", "<<", "=", "!",
    "!a", "&a", "*a", "%a", "@a", "`a", "|", ">", "[a", "{a", "a, b", "'", '"', "''", "it's", '"a"', "\\", "\\n",
    "a\\", " a", "a ", "  ", "\ta", "a\t", "\n", "a\n", "a\n\n", "\na", "\n\n", "a\nb", "a\n b", " a\nb", "a \nb",
    "a\n\nb\n", "a\n\tb", "a\r", "a\rb", "a\r\nb", "\r\n", "\x85", "a\x85b", "\u2028", "a\u2028b\n", "\u2029",
    "\ufeff", "\ufeffa", "a\ufeff", "\x00", "\x07", "\x1b", "\x7f", "\xa0", "\xad", "\u200b", "\u202e", "\ud7ff",
    "\ue000", "\ufffd", "\ufffe", "\U0010ffff", "😀", "👩‍⚕️ ok", "ñ", "e\u0301", "---", "--- a", "...", "---\na",
    "a\n---\nb", "a\n...\n", "%YAML 1.2\n", "a\n%b\n", "2026-11-24", "2026-03-18T22:05:00Z", "x", "word ", "5 %\n",
    "a\n#b\n", "- a\n- b\n", "a: b\nc: d\n", "é: è", "٣", "1 000", "+13125550100", "",
]  # fmt: skip

ANY = (
    st.sampled_from(TRICKY)
    | st.text(max_size=80)
    | st.text(alphabet="ab:-?,[]{}#&*!|>'\"%@`~.01 \n\t\r\x85\u2028é", max_size=30)
)
TEXT = ANY.filter(bool)
SLUG = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True) | st.sampled_from(
    ["no", "null", "0", "1e5", "true", "12-30"]
)
PHONE = st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True)
URL = st.sampled_from(
    ["https://x.example/", "http://x.example/#a:b", "https://x.example/?a=1&b=[2]", "https://x.example/ñ"]
)
DATE = st.dates()
LANGUAGE = st.sampled_from(["en", "no", "es", "zh-Hans"])
FILE = st.sampled_from(["media/a.jpg", "media/a/b-1.svg"])
HOURS = st.dictionaries(
    st.sampled_from(WEEKDAYS) | st.sampled_from(["mon-fri", "sat-mon"]),
    st.sampled_from(["closed", "08:00-12:00", "08:00-12:00, 13:00-24:00"]),
)


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


PICTURE = st.builds(Picture, file=FILE, alt=TEXT)
EXCEPTIONS = several(st.builds(HoursException, on=DATE, hours=st.just("closed"), note=some(TEXT)))

PROVIDERS = st.builds(
    Provider,
    path=st.just("content/providers/a.yaml"),
    slug=st.just("a"),
    name=st.builds(Name, prefix=ANY, given=TEXT, middle=ANY, family=TEXT, suffix=ANY).filter(
        lambda name: all(len(getattr(name, field)) <= 100 for field in name.__struct_fields__)
    ),
    kind=st.sampled_from(["dentist", "other"]),
    npi=some(st.from_regex(r"[0-9]{10}", fullmatch=True)),
    taxonomy=several(st.sampled_from(["207RC0000X", "1223G0001X", "12230E001X"])),
    specialties=several(TEXT),
    languages=several(LANGUAGE),
    pronouns=some(TEXT),
    gender=some(st.sampled_from(["female", "male"])),
    photo=some(PICTURE),
    video=some(
        st.builds(
            Video, file=FILE, poster=FILE, title=TEXT, captions=some(FILE), transcript=ANY, uploaded_on=some(DATE),
            duration_seconds=some(st.integers(1, 1000)),
        )
    ),
    locations=several(
        st.builds(
            Practice, location=SLUG, phone=some(PHONE), accepting_new_patients=some(st.booleans()), hours=HOURS,
            hours_exceptions=EXCEPTIONS, insurance=several(TEXT), booking_url=some(URL),
        )
    ),
    credentials=several(
        st.builds(Credential, name=TEXT, issuer=some(TEXT), since=some(st.integers(1900, 2100)), expires_on=some(DATE))
    ),
    education=several(st.builds(Education, degree=TEXT, school=TEXT, year=some(st.integers(1900, 2100)))),
    affiliations=several(st.builds(Affiliation, hospital=TEXT, url=some(URL))),
    conditions=several(TEXT),
    bio=ANY,
    links=st.dictionaries(SLUG, URL, max_size=3),
    status=st.sampled_from(["active", "departed"]),
    verified_on=some(DATE),
    i18n=st.dictionaries(
        LANGUAGE,
        st.builds(ProviderTranslation, bio=some(ANY), conditions=some(several(TEXT)), photo_alt=some(TEXT)),
        max_size=2,
    ),
)  # fmt: skip

LOCATIONS = st.builds(
    Location,
    path=st.just("content/locations/a.yaml"),
    slug=st.just("a"),
    name=TEXT,
    type=st.sampled_from(["MedicalClinic", "Dentist"]),
    address=st.builds(
        Address, street=TEXT, locality=TEXT, region=some(TEXT), postal_code=some(TEXT),
        country=st.sampled_from(["US", "NO"]),
    ),
    geo=some(st.builds(Geo, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))),
    phone=some(PHONE),
    hours=HOURS,
    hours_exceptions=EXCEPTIONS,
    parking=ANY,
    transit=ANY,
    accessibility=several(TEXT),
    insurance=several(TEXT),
    photo=some(PICTURE),
    i18n=st.dictionaries(LANGUAGE, st.builds(LocationTranslation, parking=some(ANY)), max_size=2),
)  # fmt: skip


def read_back(value: Content, data: bytes) -> Any:
    files = {
        name[1:]: getattr(value, field)
        for field, name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        if name.startswith("@")
    }
    path = files.pop("path")
    exact = parse_exactly(data, type(value), path, **files)
    assert exact == parse(data, type(value), path, **files)
    return exact


@given(PROVIDERS)
def test_any_profile_reads_back_equal(provider):
    assert read_back(provider, to_yaml(provider)) == provider


@given(LOCATIONS)
def test_any_location_reads_back_equal(location):
    assert read_back(location, to_yaml(location)) == location


def small(text: str) -> Provider:
    return Provider(
        path="content/providers/a.yaml",
        slug="a",
        name=Name(given="A", family="B", suffix=text[:100]),
        kind="other",
        conditions=(text,) if text else (),
        bio=text,
        i18n={"es": ProviderTranslation(bio=text)},
    )


@pytest.mark.parametrize("text", TRICKY, ids=lambda text: ascii(text)[:30])
def test_a_tricky_text_reads_back_equal_wherever_it_stands(text):
    provider = small(text)
    data = to_yaml(provider)
    assert read_back(provider, data) == provider
    assert read_plain(data) is not None


@given(st.text())
@example("a\x85b\n")
def test_any_text_reads_back_equal_below_a_comment(text):
    provider = small(text)
    data = to_yaml(provider, comment="yaml-language-server: $schema=../../.site-gen/schemas/provider.json")
    assert data.startswith(b"# yaml-language-server: $schema=../../.site-gen/schemas/provider.json\n")
    assert read_back(provider, data) == provider


def test_plain_words_are_written_plainly_and_lines_as_a_block():
    provider = Provider(
        path="content/providers/a.yaml",
        slug="a",
        name=Name(prefix="Dr.", given="Ana", family="Díaz"),
        kind="dentist",
        npi="1234567893",
        specialties=("General dentistry", "no"),
        languages=("en", "no"),
        bio="Ana looks after teeth.\n\nShe is careful: always.\n",
        verified_on=datetime.date(2026, 10, 1),
    )
    assert to_yaml(provider).decode() == (
        "name: {prefix: Dr., given: Ana, family: Díaz}\n"
        "kind: dentist\n"
        'npi: "1234567893"\n'
        "specialties: [General dentistry, 'no']\n"
        "languages: [en, 'no']\n"
        "bio: |\n"
        "  Ana looks after teeth.\n"
        "\n"
        "  She is careful: always.\n"
        "verified_on: 2026-10-01\n"
    )


def test_keys_at_their_defaults_are_left_out_and_others_are_not():
    location = Location(
        path="content/locations/a.yaml",
        slug="a",
        name="A",
        type="MedicalClinic",
        address=Address(street="S", locality="L", country="US"),
        hours={},
        photo=None,
        parking="",
    )
    assert read_plain(to_yaml(location)) == {"name": "A", "address": {"street": "S", "locality": "L"}}
    address = Address(street="S", locality="L", country="CA")
    other = msgspec.structs.replace(location, type="Dentist", address=address, parking="P", hours={"mon": "closed"})
    assert read_plain(to_yaml(other)) == {
        "name": "A",
        "type": "Dentist",
        "address": {"street": "S", "locality": "L", "country": "CA"},
        "hours": {"mon": "closed"},
        "parking": "P",
    }


def test_a_required_key_is_written_whatever_its_value():
    review = Review(
        path="content/reviews/a/r-000000000001.yaml",
        id="r-000000000001",
        provider="a",
        received_at=datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC),
        source="web",
        method="organic",
        import_="i-1",
        rating=Rating(binary=False),
        moderation=Moderation(),
        reply=Reply(text=""),
    )
    data = to_yaml(review)
    assert read_plain(data) == {
        "id": "r-000000000001",
        "provider": "a",
        "rating": {"binary": False},
        "received_at": "2026-03-01T12:00:00Z",
        "source": "web",
        "method": "organic",
        "import": "i-1",
        "reply": {"text": ""},
    }
    assert read_back(review, data) == review


@pytest.mark.parametrize(
    ("microsecond", "written"),
    [
        (0, "2026-03-01T12:00:00Z"),
        (250_000, "2026-03-01T12:00:00.250000Z"),
        (250_001, "2026-03-01T12:00:00.250001+00:00"),
    ],
)
def test_an_instant_finer_than_milliseconds_is_written_as_decap_leaves_it(microsecond, written):
    review = Review(
        path="content/reviews/a/r-000000000001.yaml",
        id="r-000000000001",
        provider="a",
        received_at=datetime.datetime(2026, 3, 1, 12, microsecond=microsecond, tzinfo=datetime.UTC),
        source="web",
        method="organic",
    )
    data = to_yaml(review)
    assert read_plain(data)["received_at"] == written
    assert read_back(review, data) == review


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in FRONT_MATTER])
def test_keys_come_in_the_order_of_the_model(kind):
    value = msgspec.convert(
        KINDS[kind].full | {f"@{name}": text for name, text in KINDS[kind].files.items()}, KINDS[kind].to
    )
    data = to_yaml(value)
    assert read_back(value, data) == value
    written = [key.value for key, _ in read_nodes(data).value]
    ordered = [name for name in KINDS[kind].to.__struct_encode_fields__ if name in written]
    assert written == ordered
    assert set(written) >= set(KINDS[kind].full) - {"theme", "covered_entity", "jurisdiction"}


@pytest.mark.parametrize(("kind", "path"), [row for row in real_files() if row[0] not in FRONT_MATTER][::3])
def test_a_real_file_written_anew_means_the_same(kind, path):
    files = {"slug": path.rpartition("/")[2].partition(".")[0]} if "slug" in KINDS[kind].files else {}
    value = parse((REPOSITORY / path).read_bytes(), KINDS[kind].to, path, **files)
    assert read_back(value, to_yaml(value)) == value


def test_a_value_that_no_file_can_hold_is_not_written():
    with pytest.raises(AssertionError, match=r"content/providers/a\.yaml does not read back as written"):
        to_yaml(msgspec.structs.replace(small("x"), kind="plumber"))
