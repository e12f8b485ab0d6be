"""Content files: the two readings of YAML, files of every kind, Markdown, and edits in place.

The first byte of an input of `documents` and `edits` chooses what the rest is read as.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
import yaml

from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.intake.conversion_columns import ConversionMap
from site_gen.intake.directory.roster_map import RosterMap
from site_gen.intake.reviews.places import PlaceMap
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.load import documents
from site_gen.load.edit import edit_review
from site_gen.load.edit_post import edit_post
from site_gen.load.edit_team import add_acknowledgement
from site_gen.load.edit_values import edit_values
from site_gen.load.emit import to_yaml
from site_gen.load.locate import locate
from site_gen.load.schema import KINDS
from site_gen.load.yaml_builder import MAX_ALIAS_NODES
from site_gen.load.yaml_nodes import Node, YamlFault, measure
from site_gen.load.yaml_reader import read_nodes, read_plain
from site_gen.model.page import BODY
from site_gen.model.post import Post
from site_gen.model.review import Moderation, Reply, Review
from site_gen.model.season import Season
from site_gen.model.team import Acknowledgement, Team
from site_gen.model.theme import ThemeSettings
from site_gen.render.prose import Prose, images_in, plain_text

from .sources import helper, sample
from .target import Target

TYPES: tuple[type[Any], ...] = (*KINDS.values(), RosterMap, ReviewMap, PlaceMap, ConversionMap, Season)
"""Every kind of file that is YAML from its first line, or in its front matter."""
FILE_FIELDS = {"path": "content/a/b.yaml", "slug": "b", "language": "en", "body": "Words.", "sha256": "0" * 64}
AT = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
_WORDS = (
    b"---\n", b"...\n", b"\n  ", b": ", b"- ", b" #", b"|-\n", b">-\n", b"&a ", b"*a", b"!!str ", b"%YAML", b"<<: ",
    b"? ", b"{", b"}", b"[", b"]", b"'", b'"', b"\\u0041", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"\r\n",
    b"null", b"true", b"0x1f", b"0o17", b".inf", b".nan", b"1e9", b"2026-11-24", b"2026-11-24T12:00:00Z", b"@path: ",
)  # fmt: skip


def file_fields(kind: type[Any]) -> dict[str, str]:
    """Give what a file's path says of a struct, for every field that its text cannot have."""
    names = [field.encode_name[1:] for field in msgspec.structs.fields(kind) if field.encode_name.startswith("@")]
    return {name: FILE_FIELDS[name] for name in names if name != "path"}


def read_yaml(data: bytes) -> None:
    """The quick reading means the same as the exact one, or leaves it to it; a tree is never larger than allowed."""
    quick, (node, fault) = read_plain(data), _exactly(data)
    if fault is not None:
        assert quick is None, f"read quickly, and not exactly: {fault.message}"
        assert fault.message
        assert fault.at.line >= 0
    if node is None:
        return
    if quick is not None:
        assert repr(quick) == repr(node.plain())
    limit = len(data) + MAX_ALIAS_NODES + 1
    assert measure(node, limit)[0] < limit
    _check_places(node, data.count(b"\n") + data.count(b"\r") + 3 * data.count(b"\xe2\x80") + data.count(b"\xc2\x85"))
    with suppress(YamlFault):
        assert repr(read_nodes(data, anchors=False).plain()) == repr(node.plain())


def _exactly(data: bytes) -> tuple[Node | None, YamlFault | None]:
    try:
        return read_nodes(data), None
    except YamlFault as fault:
        return None, fault


def _check_places(node: Node, most: int) -> None:
    todo = [node]
    while todo:
        one = todo.pop()
        assert 1 <= one.at.line <= most + 2, one.at
        if one.kind == "mapping":
            todo.extend(value for _, value in one.value[:50])
        elif one.kind == "sequence":
            todo.extend(one.value[:50])


def read_document(data: bytes) -> None:
    """A file is a struct or has findings; the quick and the exact way agree; what was read can be written again."""
    if not data:
        return
    kind, text = TYPES[data[0] % len(TYPES)], data[1:]
    fields = file_fields(kind)
    path = FILE_FIELDS["path"]
    read = documents.parse(text, kind, path, **fields)
    assert read == documents.parse_exactly(text, kind, path, **fields)
    _check_findings(read, text)
    if not isinstance(read, list) and "body" not in fields:
        to_yaml(read)


def _check_findings(read: object, text: bytes) -> None:
    if isinstance(read, list):
        assert read
        for finding in read:
            assert isinstance(finding, Finding)
            assert finding.message
            assert finding.line <= text.count(b"\n") + text.count(b"\r") + text.count(b"\xe2") + text.count(b"\xc2") + 2


def read_markdown(data: bytes) -> None:
    """A Markdown file of every kind is read or has findings, and its text becomes markup without a script."""
    readers: dict[str, Callable[[bytes, str, str], Any]] = {
        "content/posts/a.md": documents.parse_post,
        "content/pages/a.es.md": documents.parse_page,
        "content/forms/a.md": documents.parse_form,
        "content/policies/a.md": documents.parse_policy,
        "content/responses/a.md": documents.parse_response,
    }
    for path, reader in readers.items():
        _check_findings(reader(data, path, "en"), data)
    locate(data, ("tags", 0))
    locate(data, (BODY, 3))
    front = documents.split_front_matter(data, "a.md")
    text = data.decode("utf-8", "replace") if isinstance(front, list) else front.body
    html = _PROSE.html(text)
    lower = html.lower()
    assert "<script" not in lower
    assert "javascript:" not in "".join(part.partition(">")[0] for part in lower.split(' href="')[1:])
    plain_text(html, 150)
    images_in(html)


_PROSE = Prose(link=lambda href: href, image=lambda _src, _alt: None)


def edit(data: bytes) -> None:
    """An edit gives a file that means what was wanted and keeps every other byte, or is refused."""
    if not data:
        return
    choice, text = data[0] % 5, data[1:]
    with suppress(SiteGenError, YamlFault):
        if choice <= 1:
            _edit_review(text, choice)
        elif choice == 2:
            _edit_team(text)
        elif choice == 3:
            _edit_post(text)
        else:
            _edit_theme(text)


def _edit_review(text: bytes, choice: int) -> None:
    review = documents.parse_review(text, "content/reviews/a/b.yaml")
    if isinstance(review, Review):
        moderation = Moderation(status="withheld", reason="spam", by="compliance", decided_at=AT)
        reply = Reply(text='Thank you.\n\n- "Call" us: today # now\n') if choice else None
        wanted = msgspec.structs.replace(review, moderation=moderation, reply=reply)
        assert documents.parse_review(edit_review(text, wanted), review.path) == wanted


def _edit_team(text: bytes) -> None:
    team = documents.parse_team(text, "content/team.yaml")
    if isinstance(team, Team) and team.members:
        read = Acknowledgement(policy="review-policy", sha256="a" * 64, on=AT.date())
        assert len(add_acknowledgement(text, team, team.members[-1].id, read)) > len(text)


def _edit_post(text: bytes) -> None:
    post = documents.parse_post(text, "content/posts/a.md", "en")
    if isinstance(post, Post):
        wanted = msgspec.structs.replace(post, date="2026-11-24")
        assert documents.parse_post(edit_post(text, wanted), "content/posts/a.md", "en") == wanted


def _edit_theme(text: bytes) -> None:
    if isinstance(documents.parse(text, ThemeSettings, "theme.yaml"), ThemeSettings):
        for font in ("serif", None):
            edit_values(text, {("layout", "font"): font}, ThemeSettings, "theme.yaml")


def _full(name: str) -> bytes:
    samples = helper("load", "load_samples")
    return yaml.safe_dump(samples.KINDS[name].full, sort_keys=False, allow_unicode=True).encode()


def _documents() -> Iterator[bytes]:
    known = helper("load", "load_samples").KINDS
    for number, name in enumerate(KINDS):
        if name in known:
            yield bytes([number]) + _full(name)


def _yaml() -> Iterator[bytes]:
    yield from sample("content/*/*.yaml", "content/reviews/*/*.yaml", "site.yaml", most=6)
    yield from (seed[1:] for seed in _documents())
    yield b"a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n"
    yield b'%YAML 1.1\n--- !!map\n? "k"\n: >-\n  folded\n\n  text\n...\n'


def _markdown() -> Iterator[bytes]:
    yield from sample("content/pages/*.md", "content/posts/*.md", "content/policies/*.md", "content/responses/*.md")
    yield b"---\ntitle: A page\n---\n# One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. x\n\n[a](/b/) ![c](media/d.jpg)\n"


def _edits() -> Iterator[bytes]:
    for one in sample("content/reviews/*/*.yaml", most=4):
        yield from (b"\0" + one, b"\1" + one)
    yield from (b"\2" + one for one in sample("content/team.yaml"))
    yield from (b"\3" + one for one in sample("content/posts/*.md", most=6))
    yield from (b"\4" + one for one in sample("themes/*/theme.yaml"))


TARGETS: Sequence[Target] = (
    Target("yaml", read_yaml, _yaml, _WORDS),
    Target("documents", read_document, _documents, _WORDS, 8192),
    Target(
        "markdown", read_markdown, _markdown, (*_WORDS, b"](", b"![", b"`", b"**", b"<script>", b"&#x6a;", b"|-|"), 8192
    ),
    Target("edits", edit, _edits, _WORDS, 8192),
)
