"""JSON Schemas of the content files, from the same model that reads them, for editors.

Draft 7, which the YAML language servers of editors read. What a schema cannot say (that a withheld review needs a
reason, that references exist) the build still finds. What a key means is in `site_gen/data/keys.json`, by struct.
"""

from __future__ import annotations

import functools
import inspect
from importlib import resources
from typing import Any

import msgspec

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
from site_gen.model.theme import ThemeSettings

KINDS: dict[str, type[Any]] = {
    "site": Site,
    "provider": Provider,
    "location": Location,
    "review": Review,
    "post": Post,
    "alert": Alert,
    "audiences": AudienceFile,
    "channels": ChannelFile,
    "team": Team,
    "invitation": Invitation,
    "import": Manifest,
    "authorizations": AuthorizationFile,
    "page": Page,
    "form": Form,
    "policy": Policy,
    "response": Response,
    "media": Sidecar,
    "theme": ThemeSettings,
}
"""The kinds of content files by the name that `site-gen schema` takes.

`page`, `post`, `form`, `policy` and `response` are front matter.
"""


class FileWords(msgspec.Struct, frozen=True):
    """What a kind of file is: its `path` in the folder of a site, and what it is `about`."""

    path: str
    about: str


class Words(msgspec.Struct, frozen=True):
    """`keys.json`: kinds of files by their name, and what each key means, by the struct that has it."""

    files: dict[str, FileWords]
    keys: dict[str, dict[str, str]]


@functools.cache
def words() -> Words:
    """Give what files and keys mean."""
    return msgspec.json.decode(resources.files("site_gen").joinpath("data", "keys.json").read_bytes(), type=Words)


def json_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of one kind of file; `kind` is a key of `KINDS`."""
    (reference,), definitions = msgspec.json.schema_components([KINDS[kind]], ref_template="#/definitions/{name}")
    for struct, schema in definitions.items():
        meanings = words().keys.get(struct, {})
        schema["description"] = inspect.cleandoc(schema.get("description", ""))
        schema["properties"] = {
            name: _explained(value, meanings.get(name, ""))
            for name, value in schema.get("properties", {}).items()
            if not name.startswith("@")
        }
        schema["required"] = [name for name in schema.get("required", []) if not name.startswith("@")]
    top = definitions.pop(reference["$ref"].rpartition("/")[2])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:site-gen:schema:{kind}",
        **top,
        "title": f"site-gen {kind}",
        "description": words().files[kind].about,
        "definitions": dict(sorted(definitions.items())),
    }


def _explained(schema: dict[str, Any], meaning: str) -> dict[str, Any]:
    """Give the schema of a value with what it means before how it is written, for the tooltip of an editor."""
    told = _tell_patterns(schema)
    first = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    written = first.get("description", "")
    return {**told, "description": f"{meaning}: {written}" if meaning and written else meaning or written}


def _tell_patterns(schema: Any) -> Any:
    """Give a schema that says in words what a pattern expects; editors show that instead of the pattern."""
    if isinstance(schema, list):
        return [_tell_patterns(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _tell_patterns(value) for key, value in schema.items()}
    if isinstance(schema.get("pattern"), str) and "description" in schema:
        told["patternErrorMessage"] = f"expected {schema['description']}"
    return told


def schema_text(kind: str) -> str:
    """Give the schema as indented JSON with a line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(json_schema(kind)), indent=2).decode() + "\n"
