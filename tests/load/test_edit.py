"""An edited review file means what was wanted, and every byte outside of the edited keys is the one that was there."""

from __future__ import annotations

import datetime
import re

import msgspec
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from load_samples import real_files
from test_emit import ANY, TEXT, some

from conftest import REPOSITORY
from site_gen.errors import SiteGenError
from site_gen.load import key_spans
from site_gen.load.documents import parse_review
from site_gen.load.edit import DECISIONS, edit_review
from site_gen.load.emit import key_to_yaml, to_yaml
from site_gen.model.review import (
    FTC_REASONS,
    Authorization,
    HiddenField,
    HiddenSegment,
    Moderation,
    Reply,
    Review,
)

PATH = "content/reviews/ana-diaz/r-000000000001.yaml"
YEARS = [datetime.datetime(year, 1, 2) for year in (1900, 2100)]  # noqa: DTZ001 - hypothesis adds the zone
INSTANTS = st.datetimes(*YEARS, timezones=st.just(datetime.UTC))
REASONS = st.sampled_from(sorted(FTC_REASONS))
HIDDEN = st.lists(st.builds(HiddenSegment, segment=st.integers(0, 999), reason=REASONS), max_size=3).map(tuple)
FIELDS = st.lists(st.builds(HiddenField, field=st.sampled_from(["author", "title"]), reason=REASONS), max_size=2)
PUBLISHED = st.builds(
    Moderation,
    status=st.sampled_from(["pending", "published"]),
    decided_at=some(INSTANTS),
    by=st.sampled_from(["no", "compliance"]),
    hidden=HIDDEN,
    hidden_fields=FIELDS.map(tuple),
)
WITHHELD = st.builds(
    Moderation, status=st.just("withheld"), reason=REASONS, decided_at=some(INSTANTS), author_told_on=some(st.dates())
)
MODERATION = PUBLISHED | WITHHELD | st.just(Moderation())
REPLY = some(
    st.builds(
        Reply,
        status=st.sampled_from(["draft", "published"]),
        published_at=INSTANTS,
        written_by=some(st.just("office")),
        text=ANY,
    )
)
REVIEWS = st.builds(
    Review,
    path=st.just(PATH),
    id=st.just("r-000000000001"),
    provider=st.just("ana-diaz"),
    rating=some(st.integers(1, 5)),
    title=some(TEXT),
    text=some(ANY),
    author=some(TEXT),
    received_at=INSTANTS,
    source=st.just("website-form"),
    method=st.just("organic"),
    authorization=some(st.builds(Authorization, basis=st.just("signed"), scope=st.lists(TEXT, max_size=2).map(tuple))),
    contact=some(TEXT),
    moderation=MODERATION,
    reply=REPLY,
)

REMARKS = ["", "", "\n", "# a remark\n", "\n  # indented\n\n", "#\n# two\n"]
FLAT = ["", "\n", "# a remark\n"]


@st.composite
def files(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """Give a review file in pieces: keys in any order and form with their bytes, and remarks between them."""
    review = draw(REVIEWS)
    names = [
        field.encode_name
        for field in msgspec.structs.fields(Review)
        if field.encode_name[0] != "@" and getattr(review, field.name) not in (None, {}, Moderation())
    ]
    pieces = [("", draw(st.sampled_from(FLAT)))]
    for name in draw(st.permutations(names)):
        value = getattr(review, name)
        if draw(st.booleans()) and isinstance(value, msgspec.Struct):
            written = key_to_yaml(name, value, quoted=draw(st.booleans())) + "\n"
        else:
            styles = {"default_flow_style": draw(st.sampled_from([True, False, None]))}
            plain = {name: msgspec.to_builtins(value)}
            if name == "authorization":
                plain[name]["scope"] = list(value.scope)
            written = yaml.safe_dump(_plain(plain), width=draw(st.sampled_from([20, 80])), **styles)
            written = written.removeprefix("{").removesuffix("}\n") + "\n" if written.startswith("{") else written
        pieces += [(name, written), ("", draw(st.sampled_from(REMARKS)))]
    if draw(st.booleans()):
        pieces.append(("", "...\n# the end\n"))
    line_feed = draw(st.sampled_from(["\n", "\r\n"]))
    encoded = [(name, re.sub(r"\n", line_feed, text).encode()) for name, text in pieces]
    return [("", b"\xef\xbb\xbf"), *encoded] if draw(st.booleans()) else encoded


def _plain(value: object) -> object:
    """Give lists instead of tuples, and nothing that stands for nothing."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not None}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _others(pieces: list[tuple[str, bytes]], edited: tuple[str, ...]) -> re.Pattern[bytes]:
    """Give what an edited file must look like: every other piece as it was, in its order, nothing lost between them."""
    pattern = b""
    for name, data in pieces:
        pattern += b"(?:.*?)" if name in edited else re.escape(data)
        pattern += b"(?:.*?)" if name else b""
    return re.compile(pattern + b"(?:.*?)", re.DOTALL)


@given(files(), MODERATION, REPLY)
def test_a_decision_and_a_reply_change_nothing_else_of_any_file(pieces, moderation, reply):
    data = b"".join(one for _name, one in pieces)
    before = parse_review(data, PATH)
    assume(not isinstance(before, list))  # such as a text that YAML 1.1 writes plainly and that means something here
    wanted = msgspec.structs.replace(before, moderation=moderation, reply=reply)
    edited = edit_review(data, wanted)
    assert parse_review(edited, PATH) == wanted
    changed = tuple(key for key in DECISIONS if getattr(before, key) != getattr(wanted, key))
    assert _others(pieces, changed).fullmatch(edited), edited.decode()
    assert (edited == data) == (not changed)


@given(REVIEWS, MODERATION, REPLY, st.booleans())
def test_a_file_as_intake_writes_it_is_edited_and_edited_back(review, moderation, reply, as_json):
    data = msgspec.json.encode(_named(review)) if as_json else to_yaml(review)
    assume(parse_review(data, PATH) == review)  # JSON may hold characters that YAML refuses
    wanted = msgspec.structs.replace(review, moderation=moderation, reply=reply)
    edited = edit_review(data, wanted)
    assert parse_review(edited, PATH) == wanted
    assert parse_review(edit_review(edited, review), PATH) == review


def _named(review: Review) -> dict[str, object]:
    return {key: value for key, value in msgspec.to_builtins(review).items() if value is not None and key != "@path"}


REAL = [path for kind, path in real_files() if kind == "review"]


@pytest.mark.parametrize("path", REAL[::20])
def test_real_files_keep_every_line_but_those_of_the_decision(path):
    data = (REPOSITORY / path).read_bytes()
    before = parse_review(data, path)
    assert not isinstance(before, list)
    moderation = Moderation(status="withheld", reason="abusive", by="compliance")
    edited = edit_review(data, msgspec.structs.replace(before, moderation=moderation))
    written = b"moderation:\n  status: withheld\n  by: compliance\n  reason: abusive\n"
    start = data.index(b"\nmoderation:") + 1 if b"\nmoderation:" in data else len(data)
    after = re.compile(rb"^[a-z]", re.MULTILINE).search(data, start + 1)
    rest = data[after.start() :] if after else b""
    assert edited == data[:start] + written + rest


HEAD = b"""\
# yaml-language-server: $schema=x
id: r-000000000001   # random
provider: ana-diaz
received_at: 2026-03-10T12:00:01Z
source: website-form
method: organic
text: |+
  Kind.

"""


def decided(data: bytes, **changes: object) -> str:
    before = parse_review(data, PATH)
    assert not isinstance(before, list), before
    wanted = {"moderation": Moderation(status="published", by="compliance")} | changes
    return edit_review(data, msgspec.structs.replace(before, **wanted)).decode()


@pytest.mark.parametrize("source", [yaml.SafeLoader, key_spans.EventSource])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_stays_with_and_without_libyaml(source, mark, monkeypatch):
    monkeypatch.setattr(key_spans, "EventSource", source)
    data = HEAD.removeprefix(b"# yaml-language-server: $schema=x\n") + b"moderation: {status: pending}\n# the end\n"
    expected = data.replace(b" {status: pending}", b"\n  status: published\n  by: compliance")
    assert decided(mark + data).encode() == mark + expected


def test_a_file_without_a_decision_gets_one_at_its_end():
    assert decided(HEAD) == HEAD.decode() + "moderation:\n  status: published\n  by: compliance\n"
    bare = HEAD.replace(b"text: |+\n  Kind.\n\n", b"")[:-1]
    assert decided(bare) == bare.decode() + "\nmoderation:\n  status: published\n  by: compliance\n"


def test_a_decision_comes_before_the_reply_and_after_the_end_of_the_text_before_it():
    data = HEAD + b"reply: {text: Thanks.}\n"
    written = "moderation:\n  status: published\n  by: compliance\nreply: {text: Thanks.}\n"
    assert decided(data) == HEAD.decode() + written


def test_remarks_inside_a_decision_stay_below_its_key():
    data = HEAD + b"moderation: # ask the lawyer\n  # twice\n  status: pending # since May\n# the end\n"
    written = (
        "moderation:\n  # ask the lawyer\n  # twice\n  # since May\n  status: published\n  by: compliance\n# the end\n"
    )
    assert decided(data) == HEAD.decode() + written


def test_a_reply_that_is_taken_out_leaves_its_remarks():
    data = HEAD + b"moderation: {status: published, by: compliance}\nreply: # late\n  text: Thanks.\n# the end\n"
    kept = "moderation: {status: published, by: compliance}\n# late\n# the end\n"
    assert decided(data, reply=None) == HEAD.decode() + kept


def test_a_number_sign_inside_a_text_is_no_remark():
    data = HEAD + b"reply:\n  text: |\n    a # b\n    # c\n"
    assert decided(data, reply=None) == HEAD.decode() + "moderation:\n  status: published\n  by: compliance\n"


def test_a_line_behind_a_reply_that_would_become_its_text_makes_it_quoted():
    data = HEAD + b"reply: {text: A.}\n      # indented\n"
    edited = decided(data, reply=Reply(text="a\nb\n"))
    assert edited.endswith('reply:\n  status: "draft"\n  text: "a\\nb\\n"\n      # indented\n')


def test_an_authorization_changes_only_when_it_is_asked_for():
    data = HEAD + b"authorization: {basis: signed, signed_on: 2026-03-01}\n"
    before = parse_review(data, PATH)
    revoked = msgspec.structs.replace(before.authorization, revoked_on=datetime.date(2026, 5, 1))
    wanted = msgspec.structs.replace(before, authorization=revoked)
    with pytest.raises(SiteGenError, match="authorization would change, expected changes of moderation, reply only"):
        edit_review(data, wanted)
    edited = edit_review(data, wanted, keys=("authorization",)).decode()
    expected = "authorization:\n  basis: signed\n  signed_on: 2026-03-01\n  revoked_on: 2026-05-01\n"
    assert edited == HEAD.decode() + expected


@pytest.mark.parametrize("name", ["text", "rating", "received_at", "author", "supersedes"])
def test_nothing_that_was_received_can_be_changed(name):
    before = parse_review(HEAD, PATH)
    other = {"rating": 5, "received_at": before.received_at + datetime.timedelta(1), "supersedes": "r-000000000002"}
    wanted = msgspec.structs.replace(before, **{name: other.get(name, "another")})
    with pytest.raises(SiteGenError, match=f"{name} would change"):
        edit_review(HEAD, wanted, keys=("authorization", "moderation", "reply"))


def test_a_file_that_does_not_load_is_refused_with_its_line():
    wanted = parse_review(HEAD, PATH)
    with pytest.raises(SiteGenError, match=r"r-000000000001\.yaml:3: unknown key provder"):
        edit_review(HEAD.replace(b"provider:", b"provder:"), wanted)


def test_a_file_that_would_become_too_large_is_refused():
    data = HEAD + b"# " + b"x" * ((1 << 20) - len(HEAD) - 4) + b"\n"
    with pytest.raises(SiteGenError, match="moderation cannot be written into the file as it stands"):
        decided(data)
