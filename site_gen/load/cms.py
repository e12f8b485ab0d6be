"""A configuration for the Git-based editors Decap CMS and Sveltia CMS, from the model that reads content files.

Both know the same widgets, but Decap has no field that cannot be changed, and none for free keys. No field has a
default, since Sveltia writes defaults into files that lack them. What was tried with both: docs/guide/cms.md. What a
CMS cannot enforce the build does: a sealed field that was changed all the same stops the pages (INT102).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from site_gen.load.emit import plain_yaml
from site_gen.load.schema import json_schema
from site_gen.model.base import END

Cms = Literal["sveltia", "decap"]
Json = dict[str, Any]

OPEN = ("moderation", "reply")
"""What people edit of a review; everything else is sealed."""
SEEN = ("text", "title", "rating", "author", "language", "provider", "received_at")
"""What a person reads before deciding, in the order of the form; of the rest Decap shows nothing."""

_LONG = 500
_INSTANT = {"format": "YYYY-MM-DDTHH:mm:ss[Z]", "picker_utc": True}
_DAY = {"format": "YYYY-MM-DD", "time_format": False}
_ABBREVIATIONS = {"npi": "NPI", "id": "Id in the log", "url": "Web address"}
_MARKDOWN = frozenset({"bio"})
_ANSWER = "Plain text, with {name}, {specialty} and {phone} of the provider, and {practice}, where they belong"
_SEALED = "Sealed, not to be changed: the build stops if it differs from what was received (INT102)."
_HEAD = """\
Made by site-gen schema --cms {cms}; make it again after an update of site-gen.
Put it beside the index.html of the CMS, name your repository under backend, and keep that repository private:
reviews hold names, contacts and words that nobody has decided about yet."""


def cms_config(cms: Cms) -> str:
    """Give `config.yml`: providers, locations, pages and responses to edit, reviews to read but for `OPEN`."""
    config: Json = {
        "backend": {"name": "github", "repo": "OWNER/PRIVATE-REPOSITORY", "branch": "main"},
        "media_folder": "content/media",
        "public_folder": "media",
        "slug": {"encoding": "ascii", "clean_accents": True},
    }
    if cms == "sveltia":
        config["output"] = {"omit_empty_optional_fields": True}
    config["collections"] = [
        _collection("provider", cms, identifier_field="name.family", slug="{{name.given}}-{{name.family}}")
        | {"summary": "{{name.given}} {{name.family}}", "delete": False},
        _collection("location", cms, identifier_field="name", slug="{{name}}"),
        _markdown("page", cms, {"name": "body", "label": "Text", "widget": "markdown"}),
        _markdown("response", cms, {"name": "body", "label": "Text", "widget": "text", "hint": _ANSWER}),
        _reviews(cms),
    ]
    return plain_yaml(config, comment=_HEAD.format(cms=cms))


def _collection(kind: str, cms: Cms, **more: str) -> Json:
    return {
        "name": f"{kind}s",
        "label": _label(f"{kind}s"),
        "label_singular": _label(kind),
        "folder": f"content/{kind}s",
        "extension": "yaml",
        "format": "yaml",
        "create": True,
        **more,
        "fields": list(_fields(json_schema(kind), cms)),
    }


def _markdown(kind: str, cms: Cms, body: Json) -> Json:
    """Give a collection of texts with keys at their head."""
    fields = [*_fields(json_schema(kind), cms), body]
    texts = _collection(kind, cms, identifier_field="title", slug="{{title}}")
    return texts | {"extension": "md", "format": "yaml-frontmatter", "fields": fields}


def _reviews(cms: Cms) -> Json:
    fields = []
    for field in sorted(_fields(json_schema("review"), cms), key=_place):
        if field["name"] in OPEN:
            fields.append(field | {"collapsed": False})
        else:
            fields.append(_locked(field, cms))
    reviews = _collection("review", cms, identifier_field="id", slug="{{id}}", path="{{provider}}/{{slug}}")
    reviews |= {"create": False, "delete": False}
    reviews |= {"media_folder": "/content/media", "public_folder": "media"}  # else Decap takes reviews for its pictures
    reviews["view_filters"] = [
        {"label": label, "field": "moderation.status", "pattern": f"^{status}$"}
        for label, status in (("Waiting", "pending"), ("Shown", "published"), ("Withheld", "withheld"))
    ]
    if cms == "sveltia":
        reviews["duplicate"] = False
        reviews["sortable_fields"] = {"fields": ["received_at"], "default": {"field": "received_at"}}
    else:
        reviews["sortable_fields"] = ["received_at"]
        reviews["editor"] = {"preview": False}  # it fails on a time of receipt in a field for text
    return reviews | {"summary": "{{received_at | date('YYYY-MM-DD')}} {{provider}} {{id}}", "fields": fields}


def _place(field: Json) -> int:
    """Give the place of a field in a review's form: what is read, what is decided, what has to be there."""
    shown = (*SEEN, *OPEN)
    return shown.index(field["name"]) if field["name"] in shown else len(shown)


def _locked(field: Json, cms: Cms) -> Json:
    """Give a field that is shown and not changed: plain, since choices and parts could be changed all the same.

    Sveltia takes an object with `readonly` away when its box is unticked, and Decap knows `readonly` only where
    `index.html` teaches it (docs/guide/cms.md): there each field has a warning, and what nobody has to read is hidden.
    """
    plain = {key: field[key] for key in ("name", "label", "required")}
    if cms == "sveltia" and field["widget"] in ("object", "list"):
        return {"name": field["name"], "label": field["label"], "widget": "hidden"}
    if cms == "decap" and field["name"] not in SEEN:
        return plain | {"widget": "hidden"}
    widget = field["widget"] if field["widget"] in ("text", "number") else "string"
    locked = plain | {"widget": widget, "readonly": True}
    return locked if cms == "sveltia" else locked | {"hint": _SEALED}


def _fields(schema: Json, cms: Cms, definitions: Json | None = None) -> Iterator[Json]:
    """Give the fields of an object; those that a CMS has no widget for are left out, and stay in the file."""
    known: Json = schema["definitions"] if definitions is None else definitions
    for name, value in schema["properties"].items():
        field = _field(name, value, cms, known)
        if field is not None:
            is_required = name in schema["required"]
            if is_required and field["widget"] == "object":
                field["collapsed"] = False
            if not is_required and cms == "decap":
                field = _all_optional(field)
            yield {"name": name, "label": _label(name), "required": is_required, **field}


def _all_optional(field: Json) -> Json:
    """Give an optional object for Decap, which asks for what is required inside of it even where there is none."""
    if field["widget"] != "object":
        return field
    return field | {"fields": [_all_optional(one) | {"required": False} for one in field["fields"]]}


def _field(name: str, schema: Json, cms: Cms, known: Json) -> Json | None:
    given = _plain(schema, known)
    kind = given.get("type")
    field: Json = {}
    if "enum" in given:
        field = {"widget": "select", "options": [one for one in given["enum"] if one is not None]}
    elif kind == "string":
        field = _text(name, given)
    elif kind in ("integer", "number"):
        limits = {key: given[of] for key, of in (("min", "minimum"), ("max", "maximum")) if of in given}
        field = {"widget": "number", "value_type": "int" if kind == "integer" else "float", **limits}
    elif kind == "boolean":
        field = {"widget": "boolean"}
    elif kind == "array":
        inner = _field(name, given["items"], cms, known)
        if inner is None:
            return None
        field = {"widget": "list", **_inside(name, inner)}
    elif kind == "object" and "properties" in given:
        field = {"widget": "object", "collapsed": True, "fields": list(_fields(given, cms, known))}
    elif kind == "object" and cms == "sveltia" and _is_text(given.get("additionalProperties"), known):
        field = {"widget": "keyvalue"}
    else:
        return None
    hint = schema.get("description", "").removesuffix(", quoted")
    if "enum" in given and schema.get("default"):
        hint = f"{hint}; {schema['default']} if nothing is chosen"
    return {**field, "hint": hint} if hint and "hint" not in field else field


def _text(name: str, given: Json) -> Json:
    if given.get("format") == "date":
        return {"widget": "datetime", **_DAY}
    if given.get("format") == "date-time":
        return {"widget": "datetime", **_INSTANT}
    if name == "location":
        return {
            "widget": "relation",
            "collection": "locations",
            "value_field": "{{slug}}",
            "search_fields": ["name"],
            "display_fields": ["name"],
        }
    if given.get("maxLength", 0) > _LONG:
        return {"widget": "markdown" if name in _MARKDOWN else "text"}
    if "pattern" in given:
        said = given.get("patternErrorMessage", "another form")
        said = said.removeprefix("expected ").removesuffix(", quoted")
        return {"widget": "string", "pattern": [given["pattern"].replace(END, "$"), said]}
    return {"widget": "string"}


def _inside(name: str, inner: Json) -> Json:
    """Give what a list holds: fields of its own, or one value."""
    if inner["widget"] == "object":
        return {"label_singular": _label(name.removesuffix("s")), "collapsed": True, "fields": inner["fields"]}
    return {"field": {"name": name, "label": _label(name), **inner}}


def _plain(schema: Json, known: Mapping[str, Json]) -> Json:
    """Follow references and leave out null; of several forms the first is the usual one, such as stars of a rating."""
    if "$ref" in schema:
        return _plain(known[schema["$ref"].rpartition("/")[2]], known)
    if "anyOf" in schema:
        return _plain(next(one for one in schema["anyOf"] if one.get("type") != "null"), known)
    return schema


def _is_text(schema: Json | None, known: Mapping[str, Json]) -> bool:
    return schema is not None and _plain(schema, known).get("type") == "string"


def _label(name: str) -> str:
    if name in _ABBREVIATIONS:
        return _ABBREVIATIONS[name]
    words = name.replace("_", " ").replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"
