"""JSON Schemas of the content files, from the same model that reads them, for editors.

Draft 7, which the YAML language servers of editors read. What a schema cannot say (that a withheld review needs a
reason, that references exist) the build still finds.
"""

from __future__ import annotations

from typing import Any

import msgspec

from site_gen.model.authorizations import AuthorizationFile
from site_gen.model.form import Form
from site_gen.model.invitation import Invitation
from site_gen.model.location import Location
from site_gen.model.manifest import Manifest
from site_gen.model.media import Sidecar
from site_gen.model.page import Page
from site_gen.model.policy import Policy
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.model.theme import ThemeSettings

KINDS: dict[str, type[Any]] = {
    "site": Site,
    "provider": Provider,
    "location": Location,
    "review": Review,
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

`page`, `form`, `policy` and `response` are front matter.
"""


def json_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of one kind of file; `kind` is a key of `KINDS`."""
    (reference,), definitions = msgspec.json.schema_components([KINDS[kind]], ref_template="#/definitions/{name}")
    top = definitions.pop(reference["$ref"].rpartition("/")[2])
    for schema in (top, *definitions.values()):
        schema["properties"] = {
            name: value for name, value in schema.get("properties", {}).items() if not name.startswith("@")
        }
        schema["required"] = [name for name in schema.get("required", []) if not name.startswith("@")]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:site-gen:schema:{kind}",
        **top,
        "title": f"site-gen {kind}",
        "definitions": dict(sorted(definitions.items())),
    }


def schema_text(kind: str) -> str:
    """Give the schema as indented JSON with a line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(json_schema(kind)), indent=2).decode() + "\n"
