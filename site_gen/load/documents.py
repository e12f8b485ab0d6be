"""Every kind of content file: bytes to its struct, or findings."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from site_gen.errors import UnreadableError, next_step
from site_gen.findings import Finding, Severity
from site_gen.load.convert import convert, explain
from site_gen.load.yaml_nodes import Node, Position, YamlFault
from site_gen.load.yaml_reader import MAX_BYTES, decode, read_nodes, read_plain
from site_gen.model.alert import Alert
from site_gen.model.audience import AudienceFile, ChannelFile
from site_gen.model.authorizations import AuthorizationFile
from site_gen.model.form import Form
from site_gen.model.invitation import Invitation
from site_gen.model.location import Location
from site_gen.model.manifest import Manifest
from site_gen.model.media import Sidecar
from site_gen.model.page import Page
from site_gen.model.policy import Policy
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.model.team import Team

T = TypeVar("T")

SITE_FILE = "site.yaml"
REGISTER = "content/authorizations.yaml"
"""The register of signed authorizations."""
REGISTER_FOLDER = "content/authorizations"
"""Where further files of a long register lie, such as one for each year."""
FORMS = "content/forms"
"""The forms that patients sign."""
ALERTS = "content/alerts"
"""Notices that stand on pages for a while."""
POLICIES = "content/policies"
POSTS = "content/posts"
"""The content calendar."""
RESPONSES = "content/responses"
"""Prepared responses."""
AUDIENCES = "content/audiences.yaml"
"""Whom posts are for."""
CHANNELS = "content/channels.yaml"
"""Where posts go."""
TEAM = "content/team.yaml"
"""Who does what."""
_MOST_ARE_BELOW = 1 << 15
"""Nearly every content file has fewer bytes; room for the limit is made for the others only."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(.*?)\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_HINT = "begin the file with ---, the keys, and --- again"


def read_file(root: Path, path: str) -> bytes:
    """Give the bytes of a content file, one more than the limit at most.

    Raises:
        UnreadableError: the file is missing or may not be read.
    """
    try:
        with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - read for every review
            data = file.read(_MOST_ARE_BELOW)
            return data if len(data) < _MOST_ARE_BELOW else data + file.read(MAX_BYTES + 1 - len(data))
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint=next_step(error)) from error


def parse(
    data: bytes, to: type[T], path: str, *, anchors: bool = True, private: bool = False, **file_fields: str
) -> T | list[Finding]:
    """Give the content of one YAML file as a `to`, or everything that is wrong with it.

    Of a `private` file, one about people, no finding repeats what may be words or contact data.
    """
    value = convert(read_plain(data), to, path=path, **file_fields)
    if value is not None:
        return value
    return parse_exactly(data, to, path, anchors=anchors, private=private, **file_fields)


def parse_exactly(
    data: bytes, to: type[T], path: str, *, anchors: bool = True, private: bool = False, **file_fields: str
) -> T | list[Finding]:
    """Do what `parse` does without its quick path: the reading that defines what a file means."""
    try:
        node = read_nodes(data, anchors=anchors, private=private)
    except YamlFault as fault:
        return [_finding(path, "SRC001", "unreadable", fault.message, fault.hint, fault.at)]
    return _from_node(node, to, path, Position(0, 0), **file_fields)


def keep(result: T | list[Finding], findings: list[Finding]) -> T | None:
    """Give what was read, or put its findings with the others and give None."""
    if isinstance(result, list):
        findings.extend(result)
        return None
    return result


def parse_site(data: bytes) -> Site | list[Finding]:
    """Read `site.yaml`."""
    return parse(data, Site, SITE_FILE)


def parse_provider(data: bytes, path: str) -> Provider | list[Finding]:
    """Read `content/providers/<slug>.yaml`."""
    return parse(data, Provider, path, slug=stem(path))


def parse_location(data: bytes, path: str) -> Location | list[Finding]:
    """Read `content/locations/<slug>.yaml`."""
    return parse(data, Location, path, slug=stem(path))


def parse_review(data: bytes, path: str) -> Review | list[Finding]:
    """Read `content/reviews/<provider>/<review-id>.yaml`."""
    return parse(data, Review, path, anchors=False, private=True)


def parse_alert(data: bytes, path: str) -> Alert | list[Finding]:
    """Read `content/alerts/<id>.yaml`."""
    return parse(data, Alert, path, slug=stem(path))


def parse_post(data: bytes, path: str, default_language: str) -> Post | list[Finding]:
    """Read `content/posts/<id>.md`, or `<id>.<language>.md` for a translation."""
    return _parse_markdown(data, Post, path, f"{POSTS}/", default_language)


def parse_audiences(data: bytes, path: str) -> AudienceFile | list[Finding]:
    """Read `content/audiences.yaml`."""
    return parse(data, AudienceFile, path)


def parse_channels(data: bytes, path: str) -> ChannelFile | list[Finding]:
    """Read `content/channels.yaml`."""
    return parse(data, ChannelFile, path)


def parse_team(data: bytes, path: str) -> Team | list[Finding]:
    """Read `content/team.yaml`."""
    return parse(data, Team, path, private=True)


def parse_invitation(data: bytes, path: str) -> Invitation | list[Finding]:
    """Read `content/invitations/<name>.yaml`."""
    return parse(data, Invitation, path, private=True)


def parse_manifest(data: bytes, path: str) -> Manifest | list[Finding]:
    """Read `content/imports/<name>.yaml`."""
    return parse(data, Manifest, path)


def parse_authorizations(data: bytes, path: str) -> AuthorizationFile | list[Finding]:
    """Read `content/authorizations.yaml`, or another file of the register."""
    return parse(data, AuthorizationFile, path, private=True)


def parse_sidecar(data: bytes, path: str) -> Sidecar | list[Finding]:
    """Read `content/media/<name>.yaml`, which says who is in a picture or film."""
    return parse(data, Sidecar, path, private=True)


def parse_form(data: bytes, path: str, default_language: str) -> Form | list[Finding]:
    """Read `content/forms/<name>.md`, or `<name>.<language>.md` for a translation."""
    return _parse_markdown(data, Form, path, f"{FORMS}/", default_language)


def parse_policy(data: bytes, path: str, default_language: str) -> Policy | list[Finding]:
    """Read `content/policies/<name>.md`, or `<name>.<language>.md` for a translation; `sha256` is of the file."""
    digest = hashlib.sha256(data).hexdigest()
    return _parse_markdown(data, Policy, path, f"{POLICIES}/", default_language, sha256=digest)


def parse_page(data: bytes, path: str, default_language: str) -> Page | list[Finding]:
    """Read `content/pages/<path>.md`: front matter between two lines `---`, then Markdown."""
    return _parse_markdown(data, Page, path, "content/pages/", default_language)


def parse_response(data: bytes, path: str, default_language: str) -> Response | list[Finding]:
    """Read `content/responses/<id>.md`, or `<id>.<language>.md` for a translation: front matter, then plain text."""
    return _parse_markdown(data, Response, path, "content/responses/", default_language)


class FrontMatter(NamedTuple):
    """The two parts of a Markdown file; lines of `node` count from the line after the first `---`.

    `body_line` is the line of the file in which the body begins, from 1.
    """

    node: Node
    body: str
    body_line: int


def split_front_matter(data: bytes, path: str) -> FrontMatter | list[Finding]:
    """Take a Markdown file apart."""
    try:
        text = decode(data).removeprefix("\ufeff").replace("\r\n", "\n")
        if not re.match(r"---[ \t]*\n", text):
            raise YamlFault("no front matter", Position(1, 1), _FRONT_MATTER_HINT)
        parts = _FRONT_MATTER.match(text)
        if parts is None:
            raise YamlFault("front matter without an end", Position(1, 1), _FRONT_MATTER_HINT)
    except YamlFault as fault:
        return [_finding(path, "SRC001", "unreadable", fault.message, fault.hint, fault.at)]
    try:
        front = read_nodes((parts[1] or "").encode())
        return FrontMatter(front, text[parts.end() :], text.count("\n", 0, parts.end()) + 1)
    except YamlFault as fault:
        at = Position(fault.at.line + 1, fault.at.column)
        return [_finding(path, "SRC001", "unreadable", fault.message, fault.hint, at)]


def stem(path: str) -> str:
    """Give the file's name without folder and ending: the slug of what it holds."""
    return path.rpartition("/")[2].partition(".")[0]


def _parse_markdown(
    data: bytes, to: type[T], path: str, folder: str, default_language: str, **file_fields: str
) -> T | list[Finding]:
    """Read front matter and body; the name below `folder` says which text it is, and in which language."""
    slug, _, language = path.removeprefix(folder).removesuffix(".md").partition(".")
    front = split_front_matter(data, path)
    if isinstance(front, list):
        return front
    fields = {"slug": slug, "language": language or default_language, "body": front.body, **file_fields}
    return _from_node(front.node, to, path, Position(1, 0), **fields)


def _from_node(node: Node, to: type[T], path: str, offset: Position, **file_fields: str) -> T | list[Finding]:
    plain: Any = node.plain()
    value = convert(plain, to, path=path, **file_fields)
    if value is not None:
        return value
    return [
        _finding(
            path,
            "SRC002",
            fault.name,
            fault.message,
            fault.hint,
            Position(fault.at.line + offset.line, fault.at.column) if fault.at.line else fault.at,
        )
        for fault in explain(node, to, path=path, **file_fields)
    ]


def _finding(path: str, code: str, name: str, message: str, hint: str, at: Position) -> Finding:
    return Finding(
        path=path,
        line=at.line,
        column=at.column,
        code=code,
        name=name,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
    )
