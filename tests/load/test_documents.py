"""Content files to structs or findings: quickly and exactly the same, all findings of all files in one run."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from load_samples import FRONT_MATTER, KINDS, REPOSITORY, as_yaml, real_files, spoiled

from conftest import review
from site_gen.errors import UnreadableError
from site_gen.findings import Finding, Severity
from site_gen.load.documents import (
    FrontMatter,
    parse,
    parse_exactly,
    parse_invitation,
    parse_location,
    parse_manifest,
    parse_page,
    parse_policy,
    parse_provider,
    parse_response,
    parse_review,
    parse_site,
    read_file,
    split_front_matter,
    stem,
)
from site_gen.load.yaml_reader import MAX_BYTES
from site_gen.model.page import Page
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.model.response import Response, ResponseTopic
from site_gen.model.review import Review

PROVIDER_PATH = "content/providers/ana-diaz.yaml"
REVIEW_PATH = "content/reviews/ana-diaz/r-000000000001.yaml"
PAGE_PATH = "content/pages/about.md"

PROVIDER = "name: {given: Ana, family: Diaz}\nkind: dentist\n"
REVIEW = "id: r-000000000001\nprovider: a\nreceived_at: 2026-03-01T00:00:00Z\nsource: web\nmethod: organic\n"


def both_ways(kind: str, data: bytes) -> Any:
    """Parse in both ways, check that they agree, and give the result."""
    to, files = KINDS[kind].to, dict(KINDS[kind].files)
    path = files.pop("path")
    anchors = kind != "review"
    quick = parse(data, to, path, anchors=anchors, **files)
    assert quick == parse_exactly(data, to, path, anchors=anchors, **files)
    return quick


def places_of(findings: Any) -> list[tuple[int, int, str]]:
    assert isinstance(findings, list)
    return [(finding.line, finding.column, finding.message) for finding in findings]


@pytest.mark.parametrize(("kind", "path"), [row for row in real_files() if row[0] not in FRONT_MATTER])
def test_every_real_file_is_read_the_same_quickly_and_exactly(kind, path):
    data = (REPOSITORY / path).read_bytes()
    assert type(both_ways(kind, data)) is KINDS[kind].to


@pytest.mark.parametrize("path", [path for kind, path in real_files() if kind == "page"])
def test_every_real_page_is_read(path):
    page = parse_page((REPOSITORY / path).read_bytes(), path, "en")
    assert isinstance(page, Page)
    assert page.language == {".es.md": "es", ".ar.md": "ar"}.get(path[-6:], "en")
    assert page.slug == stem(path)
    assert page.body.strip()


BROKEN = {
    "nothing": "",
    "a comment": "# nothing\n",
    "text": "words\n",
    "a list": "- a\n",
    "no YAML": "name: [\n",
    "a tab": "name:\n\tgiven: Ana\n",
    "a key twice": PROVIDER + "kind: dentist\n",
    "a tag": PROVIDER + "bio: !!str x\n",
    "two documents": PROVIDER + "---\n" + PROVIDER,
    "a directive": "%YAML 1.2\n---\n" + PROVIDER,
    "a loose alias": PROVIDER + "bio: *x\n",
    "a loop": PROVIDER + "conditions: &x [*x]\n",
    "a number as key": PROVIDER + "1: x\n",
    "an unknown key": PROVIDER + "colour: red\n",
    "a missing key": "kind: dentist\n",
    "a wrong type": PROVIDER + "languages: en\n",
    "several": "name: {given: 5}\nkind: x\nstatus: [1]\n",
    "a key of ours": PROVIDER + '"@slug": other\n',
    "a bell": PROVIDER + "bio: a\x07\n",
    "too deep": PROVIDER + "bio: " + "[" * 65 + "]" * 65,
    "too large": PROVIDER + "bio: " + "x" * MAX_BYTES,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_the_same_quickly_and_exactly(name):
    findings = both_ways("provider", BROKEN[name].encode())
    assert isinstance(findings, list)
    assert findings
    for finding in findings:
        assert finding.path == PROVIDER_PATH
        assert finding.severity is Severity.ERROR
        assert (finding.line > 0 and finding.column > 0) or name == "too large"
        assert (finding.code, finding.name) in {
            ("SRC001", "unreadable"),
            ("SRC002", "unknown-key"),
            ("SRC002", "missing-key"),
            ("SRC002", "wrong-type"),
        }


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in FRONT_MATTER])
@given(data=st.data())
def test_any_spoiled_file_is_read_or_refused_the_same_quickly_and_exactly(kind, data):
    both_ways(kind, as_yaml(data.draw(spoiled(KINDS[kind].full))))


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_refused_by_every_parser_with_findings(data):
    for result in (
        parse_site(data),
        parse_provider(data, PROVIDER_PATH),
        parse_location(data, "content/locations/a.yaml"),
        parse_review(data, REVIEW_PATH),
        parse_page(data, PAGE_PATH, "en"),
        parse_policy(data, "content/policies/a.md", "en"),
        parse_invitation(data, "content/invitations/a.yaml"),
        parse_manifest(data, "content/imports/a.yaml"),
    ):
        assert isinstance(result, list)
        assert result
        assert all(isinstance(finding, Finding) for finding in result)


def test_one_file_gives_all_its_findings_in_order_with_their_places():
    findings = parse_provider(b"name: {given: 5}\nkind: x\nstatus: [1]\nbio: yes\nlanguages: [EN]\n", PROVIDER_PATH)
    assert [(one.line, one.column, one.name) for one in findings] == [
        (1, 7, "missing-key"),
        (1, 15, "wrong-type"),
        (2, 7, "wrong-type"),
        (3, 9, "wrong-type"),
        (5, 13, "wrong-type"),
    ]
    assert {one.code for one in findings} == {"SRC002"}


def test_the_first_thing_that_is_no_yaml_is_the_only_finding():
    (finding,) = parse_provider(b"colour: red\nname: {\nkind: @\n", PROVIDER_PATH)
    assert (finding.code, finding.name, finding.line, finding.column) == ("SRC001", "unreadable", 3, 7)
    assert finding.hint == "quote texts that hold ': ', ' #' or begin with a sign"


def test_anchors_are_refused_in_reviews_but_serve_in_profiles():
    shared = PROVIDER + "conditions: &all [Tooth decay]\nprocedures: *all\n"
    provider = parse_provider(shared.encode(), PROVIDER_PATH)
    assert isinstance(provider, Provider)
    assert provider.procedures == ("Tooth decay",)
    (finding,) = parse_review((REVIEW + "title: &t Good\nauthor: *t\n").encode(), REVIEW_PATH)
    assert (finding.code, finding.line, finding.column) == ("SRC001", 6, 8)
    assert finding.message == "an anchor (&), expected none in this file"
    assert isinstance(parse_review((REVIEW + "title: Good & well\n").encode(), REVIEW_PATH), Review)


def test_merge_keys_are_no_keys_of_ours():
    text = PROVIDER + "photo: &p {file: media/a.jpg, alt: A}\nvideo: {<<: *p, poster: media/p.jpg, title: T}\n"
    assert places_of(parse_provider(text.encode(), PROVIDER_PATH)) == [
        (
            4,
            8,
            "missing key file, expected media/ and a name of letters, digits, dots, hyphens and underscores, "
            "such as media/amara-okafor.jpg",
        ),
        (4, 9, "unknown key <<"),
    ]


def test_the_slug_is_the_files_name():
    provider = parse_provider(PROVIDER.encode(), PROVIDER_PATH)
    assert (provider.slug, provider.path) == ("ana-diaz", PROVIDER_PATH)
    assert stem("content/pages/about.es.md") == "about"
    assert stem("about") == "about"


def page(text: str | bytes, path: str = PAGE_PATH) -> Any:
    return parse_page(text if isinstance(text, bytes) else text.encode(), path, "en")


def test_a_page_is_front_matter_and_a_body():
    read = page("---\ntitle: About\nnav: 1\n---\n# Us\n\n---\n\nmore\n")
    assert isinstance(read, Page)
    assert (read.title, read.nav, read.body) == ("About", 1, "# Us\n\n---\n\nmore\n")
    assert (read.path, read.slug, read.language) == (PAGE_PATH, "about", "en")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: T\n---\n", ""),
        ("---\ntitle: T\n---", ""),
        ("---  \ntitle: T\n---\t\nB", "B"),
        ("\ufeff---\ntitle: T\n---\nB", "B"),
        ("---\r\ntitle: T\r\n---\r\nB\r\nC\r\n", "B\nC\n"),
        ("---\ntitle: T\n\n---\n\n---\nB", "\n---\nB"),
        ("---\ntitle: T # ---\n---\n----\n", "----\n"),
        ("---\ndescription: |\n  a\n  ---\n  b\ntitle: T\n---\nB", "B"),
    ],
)
def test_front_matter_ends_at_the_first_line_of_three_hyphens(text, body):
    read = page(text)
    assert isinstance(read, Page), read
    assert (read.title, read.body) == ("T", body)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "no front matter"),
        ("# About\n", 1, 1, "no front matter"),
        ("title: T\n---\n", 1, 1, "no front matter"),
        ("----\ntitle: T\n---\n", 1, 1, "no front matter"),
        (" ---\ntitle: T\n---\n", 1, 1, "no front matter"),
        ("---\ntitle: T\n", 1, 1, "front matter without an end"),
        ("---\ntitle: T\n ---\nB\n", 1, 1, "front matter without an end"),
        ("---\ntitle: T\n----\nB\n", 1, 1, "front matter without an end"),
        ("---", 1, 1, "no front matter"),
        ("---\n---\nB\n---\nC", 2, 1, "expected a mapping of keys to values, found nothing"),
        ("---\n---\nB\n", 2, 1, "expected a mapping of keys to values, found nothing"),
        ("---\n# nothing\n---\nB\n", 2, 1, "expected a mapping of keys to values, found nothing"),
        ("---\ntitle: T\n\nnav: x\n---\nB", 4, 6, "nav: expected a whole number"),
        ("---\r\ntitle: T\r\n\r\nnav: x\r\n---\r\nB", 4, 6, "nav: expected a whole number"),
        ("---\ntitle: T\nbody: B\n---\nB", 3, 1, "unknown key body"),
        ('---\ntitle: T\n"@body": B\n---\nB', 3, 1, "unknown key @body"),
        ("---\nnav: 1\n---\nB", 2, 1, "missing key title"),
        ("---\ntitle: T\ntitle: U\n---\nB", 3, 1, "the key title twice"),
        ("---\ntitle: a: b\n---\nB", 2, 9, "not YAML"),
        ("---\ntitle: !x T\n---\nB", 2, 8, "a tag"),
        ("---\ntitle: [T\n---\nB", 2, 8, "not YAML"),
        (b"---\ntitle: T\n---\nB\xff", 4, 2, "byte 0xff is not UTF-8"),
        (b"x" * (MAX_BYTES + 1), 0, 0, "file of 1,048,577 bytes"),
    ],
    ids=lambda part: repr(part)[:40],
)
def test_a_page_is_refused_at_the_line_of_the_file(text, line, column, words):
    ((at_line, at_column, message),) = places_of(page(text))
    assert (at_line, at_column) == (line, column)
    assert message.startswith(words)


def test_all_faults_of_front_matter_come_at_once():
    assert [(one.line, one.column) for one in page("---\nnav: x\ntitle: []\nfoo: 1\n---\n")] == [(2, 6), (3, 8), (4, 1)]


def test_a_policy_is_a_page_with_the_hash_of_its_file():
    data = b"---\r\ntitle: Review policy\r\nversion: '2'\r\n---\r\nWords.\r\n"
    policy = parse_policy(data, "content/policies/review-policy.es.md", "en")
    assert isinstance(policy, Policy)
    assert (policy.title, policy.version, policy.body) == ("Review policy", "2", "Words.\n")
    assert (policy.slug, policy.language) == ("review-policy", "es")
    assert policy.sha256 == hashlib.sha256(data).hexdigest()
    assert parse_policy(data, "content/policies/review-policy.md", "en").language == "en"
    assert places_of(parse_policy(b"---\ntitle: T\nnav: 1\n---\n", "content/policies/a.md", "en")) == [
        (3, 1, "unknown key nav")
    ]


def test_the_front_matter_of_any_page_can_be_taken_off():
    front = split_front_matter(b"---\na: 1\n---\nB", "x.md")
    assert isinstance(front, FrontMatter)
    assert (front.node.plain(), front.body) == ({"a": 1}, "B")


@pytest.mark.parametrize(
    ("path", "slug", "language"),
    [
        ("content/pages/about.md", "about", "en"),
        ("content/pages/about.es.md", "about", "es"),
        ("content/pages/care/heart.zh-Hans.md", "care/heart", "zh-Hans"),
        ("content/pages/index.md", "index", "en"),
    ],
)
def test_the_files_name_gives_slug_and_language(path, slug, language):
    read = page("---\ntitle: T\n---\n", path)
    assert (read.slug, read.language) == (slug, language)


@pytest.mark.parametrize(
    "path", ["content/pages/about.backup.md", "content/pages/about.ES.md", "content/pages/a.es.v2.md"]
)
def test_a_language_that_is_none_is_a_finding_of_the_file(path):
    (finding,) = page("---\ntitle: T\n---\n", path)
    assert (finding.path, finding.line, finding.column) == (path, 0, 0)
    assert finding.message.startswith("the file's name gives the language ")
    assert finding.hint == "rename the file"


def test_a_file_is_read_to_one_byte_more_than_the_limit(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"x" * (MAX_BYTES + 100))
    (tmp_path / "b.yaml").write_bytes(b"a: 1\n")
    assert len(read_file(tmp_path, "a.yaml")) == MAX_BYTES + 1
    assert read_file(tmp_path, "b.yaml") == b"a: 1\n"


def test_a_file_that_cannot_be_read_stops_the_tool(tmp_path):
    with pytest.raises(UnreadableError, match=r"cannot read a\.yaml: No such file or directory"):
        read_file(tmp_path, "a.yaml")
    (tmp_path / "b.yaml").mkdir()
    with pytest.raises(UnreadableError, match=r"cannot read b\.yaml: Is a directory"):
        read_file(tmp_path, "b.yaml")


def test_one_build_finds_what_is_wrong_in_all_files(site):
    folder = site(
        "-- content/locations/annex.yaml --\nname: Annex\naddress: {street: S}\n"
        "-- content/locations/barn.yaml --\nname: [a\n"
        "-- content/pages/about.md --\n---\ntitle: T\n\ncolour: red\n---\nB\n"
        "-- content/pages/help.md --\nB\n"
        "-- content/providers/bo-li.yaml --\nname: {given: Bo, family: Li}\nkind: doctor\nnpi: 1234567893\n"
        "-- content/providers/cy-fox.yaml --\nname: {given: Cy, family: Fox}\nkind: dentist\nbio: !x y\n"
        + review(1, extra="rating: 9")
        + review(2)
        + review(3, extra="moderation: {status: gone}\nreply: 5")
    )
    found = [
        f"{one.path}:{one.line}:{one.column}: {one.code} {one.name}"
        for one in folder.findings()
        if one.severity is Severity.ERROR
    ]
    assert found == [
        "content/locations/annex.yaml:2:10: SRC002 missing-key",
        "content/locations/barn.yaml:1:7: SRC001 unreadable",
        "content/pages/about.md:4:1: SRC002 unknown-key",
        "content/pages/help.md:1:1: SRC001 unreadable",
        "content/providers/bo-li.yaml:2:7: SRC002 wrong-type",
        "content/providers/bo-li.yaml:3:6: SRC002 wrong-type",
        "content/providers/cy-fox.yaml:3:6: SRC001 unreadable",
        "content/reviews/ana-diaz/r-000000000001.yaml:7:1: SRC001 unreadable",
        "content/reviews/ana-diaz/r-000000000003.yaml:7:22: SRC002 wrong-type",
        "content/reviews/ana-diaz/r-000000000003.yaml:8:8: SRC002 wrong-type",
    ]
    assert not folder.try_build().published


def test_the_small_site_itself_has_no_finding(site):
    folder = site(review(2))
    assert folder.findings() == ()
    assert folder.try_build().published


def test_a_broken_site_file_is_found_with_its_place(site):
    folder = site("-- site.yaml --\nname: A\nbase_url: here\n")
    assert [(one.path, one.line, one.column, one.name) for one in folder.findings()] == [
        ("site.yaml", 1, 1, "missing-key"),
        ("site.yaml", 2, 11, "wrong-type"),
    ]


def test_a_response_is_front_matter_and_a_text_and_its_language_stands_in_its_name():
    data = b"---\ntitle: Waiting\ntopic: wait-times\nwords: [wait]\n---\nPlease call {phone}.\n"
    response = parse_response(data, "content/responses/wait-times.es.md", "en")
    assert isinstance(response, Response)
    assert (response.slug, response.language, response.body) == ("wait-times", "es", "Please call {phone}.\n")
    assert (response.topic, response.ratings, response.use, response.words) == ("wait-times", "any", "both", ("wait",))
    own = parse_response(data, "content/responses/wait-times.md", "fr")
    assert isinstance(own, Response)
    assert own.language == "fr"
    assert places_of(parse_response(b"---\ntitle: T\ntopic: thank\n---\n", "content/responses/a.md", "en")) == [
        (3, 8, f'topic: expected one of {", ".join(sorted(get_args(ResponseTopic)))}, found the text "thank"')
    ]


def test_a_response_is_approved_and_in_force_by_the_day():
    head = b"---\ntitle: T\ntopic: thanks\napproved_by: owner\napproved_on: 2026-03-02\nexpires_on: 2026-05-04\n---\n"
    response = parse_response(head, "content/responses/a.md", "en")
    assert isinstance(response, Response)
    days = [datetime.date(2026, 3, 1), datetime.date(2026, 3, 2), datetime.date(2026, 5, 4), datetime.date(2026, 5, 5)]
    assert [response.is_approved(day) for day in days] == [False, True, True, True]
    assert [response.is_expired(day) for day in days] == [False, False, False, True]
