"""Two readings of YAML that never disagree: the quick one gives the exact one's value or passes."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from load_samples import REPOSITORY, real_files
from timing import cpu_seconds

from site_gen.load import yaml_reader
from site_gen.load.scalars import resolve
from site_gen.load.yaml_builder import MAX_ALIAS_NODES, MAX_DEPTH
from site_gen.load.yaml_doubts import may_be_doubtful
from site_gen.load.yaml_nodes import Node, Position, YamlFault, describe, measure
from site_gen.load.yaml_reader import MAX_BYTES, decode, read_nodes, read_plain

SCALARS = {
    # YAML 1.1 took these for something else
    "no": "no", "No": "No", "on": "on", "off": "off", "yes": "yes", "y": "y", "n": "n",
    "12:30": "12:30", "12:30:45": "12:30:45", "02134": "02134", "-02134": "-02134", "+0": 0, "00": "00", "0b11": "0b11",
    "1_000": "1_000", "2026-11-24": "2026-11-24", "2026-03-18T22:05:00Z": "2026-03-18T22:05:00Z", "=": "=", "<<": "<<",
    # constants
    "~": None, "null": None, "Null": None, "NULL": None, "": None, "nULL": "nULL",
    "true": True, "True": True, "TRUE": True, "tRUE": "tRUE", "false": False, "FALSE": False,
    # numbers
    "0": 0, "-0": 0, "7": 7, "+7": 7, "-7": -7, "0o17": 15, "0o18": "0o18", "0O17": "0O17", "0x1F": 31, "0x1g": "0x1g",
    "-0x1F": "-0x1F", "1.5": 1.5, "1.": 1.0, ".5": 0.5, "-.5": -0.5, ".": ".", "-": [None], "1e5": 1e5, "1E+5": 1e5,
    "1.5e-3": 0.0015, "1e": "1e", "e5": "e5", "01.5": "01.5", ".inf": float("inf"), "-.inf": float("-inf"),
    "+.INF": float("inf"), ".iNF": ".iNF", "inf": "inf", "nan": "nan", "1 000": "1 000", "1,5": "1,5", "٣": "٣",
    "1٣": "1٣",
    "1.2.3": "1.2.3", "+13125550100": 13125550100, "--1": "--1", "1-2": "1-2",
    # quoted forms are text
    '"no"': "no", "'5'": "5", '""': "", "''": "", '"null"': "null", "'~'": "~", "'it''s'": "it's",
    '"a\\tb\\u00e9"': "a\tbé",
    '"\\U0001F600"': "😀", '"\\x85\\L"': "\x85\u2028", '"a\\\n  b"': "ab", '"a\n  b\n\n  c"': "a b\nc", '"\\0"': "\0",
    # plain text
    "a b": "a b", "a\n  b": "a b", "a\n\n  b": "a\nb", "a#b": "a#b", "a # b": "a", "a:b": "a:b", "http://x": "http://x",
    "😀 ñ": "😀 ñ", "a\tb": "a\tb", "\ta": "a",
    # blocks
    "|\n  a\n  b\n": "a\nb\n", "|-\n  a\n": "a", "|+\n  a\n\n": "a\n\n", "|\n  a\n\n\n": "a\n", "|2\n   a\n": " a\n",
    "|\n  # a\n": "# a\n", "|\n\n  a\n": "\na\n", "|\n  no\n": "no\n", "|-\n  5\n": "5",
    ">\n  a\n  b\n\n  c\n": "a b\nc\n",
    ">-\n  a\n   b\n  c\n": "a\n b\nc", ">+\n  a\n\n": "a\n\n", "|\n  a \n": "a \n", "|-\n": "",
    # collections
    "[]": [], "{}": {}, "[1, no, '2',]": [1, "no", "2"], "{b: 1, c}": {"b": 1, "c": None}, "[b: 1]": [{"b": 1}],
    '{"b":1}': {"b": 1}, "\n  - 1\n  - - 2\n": [1, [2]], "\n  b:\n    c: 1\n": {"b": {"c": 1}}, "\n- 1\n": [1],
    "[\n1,\n2]": [1, 2], "{? b : 1}": {"b": 1}, "\n  ? b\n  : 1\n": {"b": 1}, "\n  ñ: 1\n  😀: 2\n": {"ñ": 1, "😀": 2},
    "\n  <<: {b: 1}\n": {"<<": {"b": 1}}, "\n  - # nothing\n  -\n": [None, None],
}  # fmt: skip

DOCUMENTS = [
    ("", None),
    ("# only a comment\n", None),
    ("---\n", None),
    ("---\na: 1\n...\n", {"a": 1}),
    ("--- {a: 1}\n", {"a": 1}),
    ("---\n# comment\na: 1 # more\n", {"a": 1}),
    ("\ufeffa: 1\n", {"a": 1}),
    ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
    ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
    ("a: 1\x85b: 2", {"a": 1, "b": 2}),
    ("a: 1\u2028b: 2", {"a": 1, "b": 2}),
    ('a: "x\u2028y\u2029z"', {"a": "x\u2028y\u2029z"}),
    ('a: "50 %"\nb: 5 %\n', {"a": "50 %", "b": "5 %"}),
    ("a: |\n  %b\n", {"a": "%b\n"}),
    ("text\n", "text"),
    ("a: |+\n   ", {"a": "\n"}),
    ("a: |\n  x\n   ", {"a": "x\n \n"}),
    ("a: [b?, c]\nd: why?\n", {"a": ["b?", "c"], "d": "why?"}),
    ("- a\n- b\n", ["a", "b"]),
    ("[" * MAX_DEPTH + "]" * MAX_DEPTH, eval("[" * MAX_DEPTH + "]" * MAX_DEPTH)),
    ("a: " + "9" * 400, {"a": int("9" * 400)}),
    ("a: " + "9" * 401, {"a": "9" * 401}),
    ("a: " + "x" * (MAX_BYTES - 3), {"a": "x" * (MAX_BYTES - 3)}),
]

ALIASED = [
    ("a: &x 1\nb: *x\n", {"a": 1, "b": 1}),
    ("a: &x [1]\nb: *x\nc: [*x, *x]\n", {"a": [1], "b": [1], "c": [[1], [1]]}),
    ("a: &x {b: 1}\nc: {<<: *x}\n", {"a": {"b": 1}, "c": {"<<": {"b": 1}}}),
    ("&x a: *x\n", {"a": "a"}),
    ("a: &x 1\n", {"a": 1}),
    ("a: &x [1]\n", {"a": [1]}),
    ("&x a: 1\n", {"a": 1}),
    ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
    ("a: &x [&x 1, *x]\n", None),
    ("a: &x\nb: *x\n", {"a": None, "b": None}),
    ("a: &x b\n*x : 1\n", {"a": "b", "b": 1}),
    (f"a: &x [{'1,' * (MAX_ALIAS_NODES - 2)}1]\nb: *x\n", ...),
    ("a: &x " + "[" * 62 + "]" * 62 + "\nb: [*x]\n", ...),
]

REFUSED = [
    # bytes, line, column, words of the message
    (b"a: \xff", 1, 4, "byte 0xff is not UTF-8"),
    ("é: é\né: ".encode() + b"\xc3", 2, 4, "byte 0xc3 is not UTF-8"),
    (b"\xef\xbb\xbfa: \xff", 1, 4, "not UTF-8"),
    (b"\xff\xfea\x00:\x00", 1, 1, "not UTF-8"),
    ("a: \ud800".encode("utf-8", "surrogatepass"), 1, 4, "not UTF-8"),
    ("é: 1\né: \x01".encode(), 2, 4, "control character U+0001"),
    ("\ufeffé: \x00".encode(), 1, 4, "control character U+0000"),
    (b"a: '\x1b'", 1, 5, "control character U+001B"),
    ("a: \uffff".encode(), 1, 4, "control character U+FFFF"),
    ("a: 1\x85b: \x7f".encode(), 2, 4, "control character U+007F"),
    (b"a: 1\na: 2\n", 2, 1, "the key a twice, first in line 1"),
    (b"a: {b: 1, c: 2, b: 3}", 1, 17, "the key b twice, first in line 1"),
    (b'a: 1\n"a": 2\n', 2, 1, "the key a twice"),
    (b"a: !!str 1\n", 1, 4, "a tag, tag:yaml.org,2002:str"),
    (b"a: ! 1\n", 1, 4, "a tag"),
    (b"a: !python/object:os.system {}\n", 1, 4, "a tag"),
    (b"!!map {a: 1}\n", 1, 1, "a tag"),
    (b"a: [!!int 1]\n", 1, 5, "a tag"),
    (b"!!str a: 1\n", 1, 1, "a tag"),
    (b"%YAML 1.2\n---\na: 1\n", 1, 1, "a YAML directive"),
    (b"# first\n%TAG ! x\n---\na: 1\n", 2, 1, "a YAML directive"),
    (b"\xef\xbb\xbf%YAML 1.1\n---\na: 1\n", 1, 1, "a YAML directive"),
    (b"a: 1\r%b\r", 2, 1, "a YAML directive"),
    (b"a: 1\n---\nb: 2\n", 2, 1, "a second document"),
    (b"a: 1\n...\n---\n", 3, 1, "a second document"),
    (b"a: 1\n...\nb: 2\n", 3, 1, "not YAML"),
    (b"1: a\n", 1, 1, "a key that is the number 1"),
    (b"null: a\n", 1, 1, "a key that is nothing"),
    (b"true: a\n", 1, 1, "a key that is the boolean true"),
    (b"? [a]\n: 1\n", 1, 3, "a key that is a list"),
    (b"? {a: 1}\n: 1\n", 1, 3, "a key that is a mapping"),
    (b"a: &b:c 1\n", 1, 4, "a name of an anchor (&) or alias (*) that has other signs"),
    (b"{ ?foo: bar }\n", 1, 4, "a ? without a blank behind it"),
    (b"[?x]\n", 1, 3, "a ? without a blank behind it"),
    (b"a: *b\n", 1, 4, "the alias *b has no anchor"),
    (b"a: &a [*a]\n", 1, 8, "the alias *a stands inside its own anchor"),
    (b"&a b: {c: &c {d: *c}}\n", 1, 18, "stands inside its own anchor"),
    (b"a: b: c\n", 1, 5, "not YAML: mapping values are not allowed"),
    (b"\ta: 1\n", 1, 1, "not YAML"),
    (b"a: 1\n\tb: 2\n", 2, 1, "not YAML"),
    (b"a: @b\n", 1, 4, "not YAML"),
    (b"a: `b`\n", 1, 4, "not YAML"),
    (b"a: [1\nb: 2\n", 2, 2, "not YAML"),
    (b"x: 1\na: [1, 2\n", 2, 4, "not YAML: while parsing a flow sequence"),
    (b'x: 1\na: "b\n\nc: d\ne: f\n', 2, 4, "not YAML: while scanning a quoted scalar"),
    (b"x: 1\na: 'b\n", 2, 4, "not YAML: while scanning a quoted scalar"),
    (b"[", 1, 2, "not YAML"),
    (b'a: "\\q"\n', 1, 5, "not YAML"),
    (b'a: "\\ud83d\\ude00"\n', 1, 7, "not YAML"),
    ('é: "é" x\n'.encode(), 1, 8, "not YAML"),
    (b"a: 1\n b: 2\n", 2, 3, "not YAML"),
    (b"- a\nb: 1\n", 2, 1, "not YAML"),
    (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), 1, MAX_DEPTH + 1, "nested deeper than 64 levels"),
    (b"- " * (MAX_DEPTH + 1) + b"x", 1, 2 * MAX_DEPTH + 1, "nested deeper than 64 levels"),
    (b"a: &x " + b"[" * 63 + b"]" * 63 + b"\nb: [*x]\n", 2, 5, "nested deeper than 64 levels by the alias *x"),
    (f"a: &x [{'1,' * (MAX_ALIAS_NODES - 1)}1]\nb: *x\n".encode(), 2, 4, "more than 10,000 values"),
    (b"a: &x 1\nb: [" + b"*x," * (MAX_ALIAS_NODES + 1) + b"]\n", 2, 5 + 3 * MAX_ALIAS_NODES, "more than 10,000 values"),
]  # fmt: skip


def laughs(levels: int) -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


def ladder(levels: int) -> bytes:
    """Each step nests 60 levels deep and holds the step before."""
    steps = ["1", *(f"*a{n}" for n in range(levels))]
    return "\n".join(f"a{n}: &a{n} {'[' * 60}{steps[n]}{']' * 60}" for n in range(levels)).encode()


BOMBS = {
    "laughs": laughs(12),
    "deep aliases": ladder(17),
    "brackets": b"[" * 1_000_000,
    "braces": b"{a: " * 250_000,
    "dashes": b"- " * 500_000,
    "questions": b"? " * 500_000,
    "aliases": b"- &a 1\n" + b"- *a\n" * 200_000,
    "wide aliases": b"a: &a [" + b"1," * 100_000 + b"]\nb: [*a, *a]",
    "directives": b"".join(b"%%TAG !a%d! b\n" % n for n in range(60_000)) + b"---\na: 1\n",
    "late directives": b"a: 1\n...\n" + b"".join(b"%%TAG !a%d! b\n" % n for n in range(60_000)) + b"---\na: 1\n",
    "same keys": b"{" + b"a: 1," * 200_000 + b"}",
    "one line": b"a: '" + b"x" * 1_000_000,
    "quotes": b'"' * 1_000_000,
    "colons": b"a:" * 500_000,
    "tags": b"!" * 1_000_000,
    "megabytes": b"a: 1\n" * 1_000_000,
    "bad bytes": b"a: " + b"\xff" * 1_000_000,
}
LARGE = {
    "digits": b"a: " + b"9" * 1_000_000,
    "line breaks": b"a: 1\n" + b"\n" * 1_000_000 + b"b: 2",
    "folded": b"a: >\n" + b"  x\n\n" * 200_000,
    "escapes": b'a: "' + b"\\x41" * 200_000 + b'"',
    "comments": b"#\n" * 500_000,
}


def shown(value: Any) -> str:
    """Tell 1, 1.0 and True apart, and find NaN equal."""
    return repr(value)


def agree(data: bytes) -> Any:
    """Read both ways, check that they do not contradict each other, and give the exact value, `...` for refused."""
    quick = read_plain(data)
    exact = nodes_or_fault(data)
    if isinstance(exact, YamlFault):
        assert quick is None, f"quick reading accepts what the exact one refuses: {exact.message}"
        assert_is_place(exact.at, data)
        assert exact.message
        return ...
    value = exact.plain()
    assert quick is None or shown(quick) == shown(value)
    beyond = (len(lines_of(data)) + 1, 1)  # where libyaml sees what is missing at the end
    for node in nodes_of(exact):
        if node.value is not None or node.at != beyond:
            assert_is_place(node.at, data)
    return value


def nodes_or_fault(data: bytes) -> Node | YamlFault:
    try:
        return read_nodes(data)
    except YamlFault as fault:
        return fault


def lines_of(data: bytes) -> list[str]:
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", data.decode("utf-8", "replace").removeprefix("\ufeff"))


def assert_is_place(at: Position, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        assert at == (0, 0)
        return
    lines = lines_of(data)
    assert 1 <= at.line <= len(lines)
    assert 1 <= at.column <= len(lines[at.line - 1]) + 1


def nodes_of(node: Node) -> list[Node]:
    found = [node]
    if node.kind == "mapping":
        found += [one for pair in node.value for part in pair for one in nodes_of(part)]
    elif node.kind == "sequence":
        found += [one for item in node.value for one in nodes_of(item)]
    return found


@pytest.mark.parametrize(("written", "value"), SCALARS.items(), ids=repr)
def test_a_value_means_what_yaml_1_2_says_in_both_readings(written, value):
    data = f"a: {written}".encode() if not written.startswith("-") or written != "-" else b"a:\n- "
    assert shown(read_plain(data)) == shown({"a": value})
    assert shown(read_nodes(data).plain()) == shown({"a": value})


def test_a_number_that_is_none_is_read_as_none():
    for data in (b"a: .nan", b"a: .NaN", b"a: .NAN"):
        assert shown(agree(data)) == "{'a': nan}"
        assert shown(read_plain(data)) == "{'a': nan}"
    assert agree(b"a: -.nan") == {"a": "-.nan"}


@pytest.mark.parametrize(("text", "value"), DOCUMENTS, ids=lambda part: repr(part)[:30])
def test_a_document_is_read_both_ways_as_written(text, value):
    assert shown(agree(text.encode())) == shown(value)
    assert shown(read_plain(text.encode())) == shown(value)


@pytest.mark.parametrize(("text", "value"), ALIASED, ids=lambda part: repr(part)[:30])
def test_anchors_are_left_to_the_exact_reading(text, value):
    data = text.encode()
    assert read_plain(data) is None
    if value is None:
        with pytest.raises(YamlFault, match="inside its own anchor"):
            read_nodes(data)
    else:
        got = read_nodes(data).plain()
        assert value is ... or shown(got) == shown(value)
    with pytest.raises(YamlFault, match="expected none in this file"):
        read_nodes(data, anchors=False)


def test_an_alias_without_its_anchor_is_refused_where_anchors_are():
    with pytest.raises(YamlFault, match=r"an alias \(\*\), expected none in this file") as caught:
        read_nodes(b"a: *b", anchors=False)
    assert caught.value.at == (1, 4)


def test_a_file_without_anchors_is_read_where_anchors_are_refused():
    assert read_nodes(b"a: 'x & y *z'\n", anchors=False).plain() == {"a": "x & y *z"}


@pytest.mark.parametrize(("data", "line", "column", "words"), REFUSED, ids=lambda part: repr(part)[:40])
def test_what_no_file_may_have_is_refused_at_its_place(data, line, column, words):
    assert read_plain(data) is None
    with pytest.raises(YamlFault) as caught:
        read_nodes(data)
    assert words in caught.value.message
    assert caught.value.at == (line, column)


def test_a_file_of_one_byte_too_many_is_refused_as_a_whole():
    data = b"a: " + b"x" * (MAX_BYTES - 2)
    assert read_plain(data) is None
    with pytest.raises(YamlFault, match="file of 1,048,577 bytes, expected at most 1,048,576") as caught:
        read_nodes(data)
    assert caught.value.at == (0, 0)
    assert read_plain(data[:-1]) == {"a": "x" * (MAX_BYTES - 3)}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_a_second(name):
    def refuse():
        assert agree(BOMBS[name]) is ...

    assert cpu_seconds(refuse) < 1


@pytest.mark.parametrize("name", LARGE)
def test_a_large_honest_file_is_read_within_a_second(name):
    assert cpu_seconds(lambda: read_plain(LARGE[name])) < 1
    assert cpu_seconds(lambda: read_nodes(LARGE[name])) < 1
    assert read_plain(LARGE[name]) == read_nodes(LARGE[name]).plain()


def test_few_laughs_are_no_bomb():
    assert len(agree(laughs(3))["a2"]) == 9


def test_a_short_ladder_of_aliases_is_no_bomb():
    assert agree(ladder(1)) is not ...
    assert agree(ladder(2)) is ...


@given(st.text())
@example("\ufeff")
@example("%")
@example("a: 1\n%")
def test_any_text_is_read_both_ways_alike_or_refused(text):
    agree(text.encode())


@given(st.text(alphabet="ab:-?,[]{}#&*!|>'\"%@`~.0 1\n\n  \t\r\x85é", max_size=60))
def test_any_text_of_yaml_signs_is_read_both_ways_alike_or_refused(text):
    agree(text.encode())


PIECES = [
    "a: ", "b: ", "- ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n    ", "&x ", "*x", " *x : ", "&y ", "*y", "!!str ",
    "! ", "'q'", '"q"', "|\n", ">-\n", "? ", ": ", "# c", "---\n", "...\n", "%YAML 1.2\n", "no", "5", "~", "<<: ", "é",
    "😀", "\ufeff",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_string_of_yaml_pieces_is_read_both_ways_alike_or_refused(pieces):
    agree("".join(pieces).encode())


@given(st.binary())
@example(b"\xef\xbb")
@example(b"a: 1\n\xff")
def test_any_bytes_are_read_both_ways_alike_or_refused(data):
    agree(data)


KEYS = st.text() | st.sampled_from(["no", "1", "~", "<<"])
TREES = st.recursive(
    st.text() | st.sampled_from(sorted(SCALARS)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@given(TREES, st.sampled_from([True, False, None]), st.integers(20, 200), st.booleans())
@example("{?", None, 80, True)
def test_what_another_writer_quotes_is_read_back_quickly_and_exactly(tree, flow, width, unicode):
    text = yaml.safe_dump(
        tree, default_style='"', default_flow_style=flow, width=width, allow_unicode=unicode, sort_keys=False
    )
    data = text.encode()
    if not may_be_doubtful(text):
        assert shown(read_plain(data)) == shown(tree)
    assert shown(agree(data)) == shown(tree)


@given(TREES, st.sampled_from(["|", ">", "'", None]), st.sampled_from([True, False, None]), st.integers(20, 200))
def test_what_another_writer_leaves_plain_is_read_both_ways_alike(tree, style, flow, width):
    agree(yaml.safe_dump(tree, default_style=style, default_flow_style=flow, width=width, allow_unicode=True).encode())


@given(st.data())
def test_a_real_file_after_a_slip_is_read_both_ways_alike_or_refused(data):
    _kind, path = data.draw(st.sampled_from(REAL))
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        slip = data.draw(
            st.sampled_from(["", "\n", "\t", " ", '"', "'", ":", "- ", "&a ", "*a", "\x00", "{", "]", "#"])
        )
        text = text[:at] + slip + text[at + data.draw(st.integers(0, 2)) :]
    agree(text.encode())


REAL = [(kind, path) for kind, path in real_files() if path.endswith(".yaml")]


@pytest.mark.parametrize(("kind", "path"), REAL[::7], ids=lambda part: part)
def test_a_real_file_needs_no_second_look(kind, path):
    data = (REPOSITORY / path).read_bytes()
    assert read_plain(data) is not None
    assert agree(data) == read_plain(data)


def test_every_node_stands_where_its_source_stands():
    text = (
        "# heading\n"
        "name: {given: Ana, family: 'Díaz'}\n"
        "é: 5\n"
        "list:\n"
        "  - one\n"
        '  - {two: "2", 😀: x}\n'
        "\n"
        "block: |\n"
        "  lines\n"
    )
    root = read_nodes(text.encode())
    expected = {
        ("name",): (2, 7), ("name", "given"): (2, 15), ("name", "family"): (2, 28), ("é",): (3, 4), ("list",): (5, 3),
        ("list", 0): (5, 5), ("list", 1): (6, 5), ("list", 1, "two"): (6, 11), ("list", 1, "😀"): (6, 19),
        ("block",): (8, 8),
    }  # fmt: skip
    assert {path: at for path, at in values_at(root) if path} == expected
    keys = {key.value: key.at for key, _ in root.value}
    assert keys == {"name": (2, 1), "é": (3, 1), "list": (4, 1), "block": (8, 1)}
    assert root.at == (2, 1)


def values_at(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Position]]:
    found = [(path, node.at)]
    if node.kind == "mapping":
        found += [one for key, value in node.value for one in values_at(value, (*path, key.value))]
    elif node.kind == "sequence":
        found += [one for index, item in enumerate(node.value) for one in values_at(item, (*path, index))]
    return found


@given(TREES, st.booleans())
def test_every_quoted_scalar_stands_at_its_quote(tree, flow):
    data = yaml.safe_dump(tree, default_style='"', default_flow_style=flow, allow_unicode=False).encode()
    root = read_nodes(data)
    lines = lines_of(data)
    for node in nodes_of(root):
        opening = {"scalar": '"', "sequence": "[" if flow else "-[", "mapping": "{" if flow else '"?{'}[node.kind]
        assert lines[node.at.line - 1][node.at.column - 1] in opening


def test_a_byte_order_mark_shifts_no_column():
    assert read_nodes("\ufeffa: 1".encode()).at == (1, 1)
    assert read_nodes(b"a: 1").at == (1, 1)


@given(st.text(alphabet="0123456789+-.eExXoO_:infNaN~ulTtrRyes", max_size=12))
def test_what_is_not_text_begins_like_a_number_or_is_a_constant(text):
    value = resolve(text)
    if isinstance(value, str):
        assert value == text
    elif not isinstance(value, bool) and value is not None:
        assert text[0] in "+-.0123456789"


@given(st.integers(-(10**60), 10**60))
def test_every_whole_number_is_read_as_itself(number):
    assert shown(agree(b"a: %d" % number)) == shown({"a": number})


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_itself(number):
    assert shown(agree(f"a: {number!r}".encode())) == shown({"a": number})


REFUSED_WITHOUT_LIBYAML = b"a: [b?, c]\nd: why?\n"


def test_the_fallback_without_libyaml_reads_the_same(monkeypatch):
    texts = [f"a: {written}".encode() for written in SCALARS if written != "-" and "\t" not in written]
    texts += [text.encode() for text, _ in DOCUMENTS if len(text) < 1000]
    texts += [text.encode() for text, value in ALIASED if len(text) < 1000 and value is not None]
    texts.remove(REFUSED_WITHOUT_LIBYAML)
    with_libyaml = [(shown(read_plain(data)), shown(read_nodes(data).plain())) for data in texts]
    monkeypatch.setattr(yaml_reader, "EventSource", yaml.SafeLoader)
    assert read_plain(REFUSED_WITHOUT_LIBYAML) is None
    with pytest.raises(YamlFault, match="got '\\?'"):
        read_nodes(REFUSED_WITHOUT_LIBYAML)
    for data, expected in zip(texts, with_libyaml, strict=True):
        assert (shown(read_plain(data)), shown(read_nodes(data).plain())) == expected, data


def test_the_fallback_without_libyaml_refuses_the_same_at_the_same_line(monkeypatch):
    monkeypatch.setattr(yaml_reader, "EventSource", yaml.SafeLoader)
    for data, line, _column, _words in REFUSED:
        if b"ud83d" in data:  # it takes halves of a character from escapes
            continue
        assert read_plain(data) is None
        with pytest.raises(YamlFault) as caught:
            read_nodes(data)
        assert caught.value.at.line == line, data


@pytest.mark.parametrize(
    ("yaml_text", "words"),
    [
        ("[]", "a list"),
        ("{}", "a mapping"),
        ("~", "nothing"),
        ("yes", 'the text "yes"'),
        ("true", "the boolean true"),
        ("4", "the number 4"),
        ("4.5", "the number 4.5"),
        ("x" * 40, f'the text "{"x" * 40}"'),
        ("x" * 41, f'the text "{"x" * 37}..."'),
    ],
)
def test_a_value_is_described_in_a_few_words(yaml_text, words):
    assert describe(read_nodes(yaml_text.encode())) == words


def test_measuring_counts_what_aliases_spread_out_and_stops_at_the_limit():
    node = read_nodes(b"a: &x [1, {b: 2}]\nc: *x\n")
    assert measure(node, 100) == (13, 3)
    assert measure(node, 5)[0] == 5
    assert measure(Node("scalar", 1, Position(1, 1)), 100) == (1, 0)


def test_decoding_gives_the_text_of_good_bytes():
    assert decode("añ😀\r\n".encode()) == "añ😀\r\n"
