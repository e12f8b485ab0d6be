"""Writes docs/reference/files/: a page for each kind of content file, from its schema. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generated import REPOSITORY, code, keep, table

from site_gen.load.emit import plain_yaml
from site_gen.load.schema import KINDS, json_schema, words

sys.path.insert(0, str(Path(REPOSITORY, "tests", "load")))
from load_samples import FRONT_MATTER
from load_samples import KINDS as SAMPLES

FOLDER = "docs/reference/files"
TOOL = "tools/file_pages.py"
GENERATED = f"<!-- Written by {TOOL} from the model, with the words of site_gen/data/keys.json; change it there. -->\n"

HEADS = ("kind", "file", "what it is")
INTRODUCTION = """\
Every key of every file. An unknown key, a wrong type or a missing part is named by `site-gen check` with its line.
Editors complete and check the YAML files while you type ([how](../../guide/editors.md)); `site-gen schema KIND` prints
what they read."""
READING = """\
In a table, **bold** keys must be there. “Default” is what holds where a key is absent; `a → b` is a mapping from one to
the other. Numbers with a meaning as text, such as phones, ZIP codes and NPIs, stand in quotes."""
ANY_KEY = "any name"
Json = dict[str, Any]


def pages() -> dict[str, str]:
    """Give every file of the folder, by name."""
    return {"README.md": _overview(), **{f"{kind}.md": _page(kind) for kind in KINDS}}


def _overview() -> str:
    rows = [
        (f"[{kind}]({kind}.md)", ", ".join(code(path) for path in _paths(kind)), words().files[kind].about)
        for kind in KINDS
    ]
    return "\n\n".join([f"{GENERATED}\n# Content files", INTRODUCTION, table(HEADS, rows), READING]) + "\n"


def _page(kind: str) -> str:
    schema = json_schema(kind)
    known = schema["definitions"]
    parts = [f"{GENERATED}\n# {kind}", ", ".join(code(path) for path in _paths(kind)), _sentence(schema["description"])]
    parts.append(_keys(KINDS[kind].__name__, schema, known))
    for struct in _inner(schema, known):
        parts += [f"## {struct}", _sentence(known[struct]["description"]), _keys(struct, known[struct], known)]
    example = plain_yaml(SAMPLES[kind].full).rstrip("\n")
    if kind in FRONT_MATTER:
        example = f"---\n{example}\n---\n{SAMPLES[kind].files['body']}"
    parts += ["## Every key once", "So that each can be seen; no real file needs them all.", f"```yaml\n{example}\n```"]
    return "\n\n".join(parts) + "\n"


def _paths(kind: str) -> list[str]:
    return words().files[kind].path.split(", ")


def _sentence(text: str) -> str:
    return " ".join(text.split())


def _inner(schema: Json, known: Json) -> list[str]:
    """Give the structs that a schema leads to, in the order in which a reader meets them."""
    found: dict[str, None] = {}

    def follow(one: Any) -> None:
        for struct in _references(one):
            if struct not in found:
                found[struct] = None
                follow(known[struct]["properties"])

    follow(schema["properties"])
    return list(found)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _references(one)


def _keys(struct: str, schema: Json, known: Json) -> str:
    rows = []
    for name, value in schema["properties"].items():
        meaning = words().keys[struct][name]
        own = {key: one for key, one in value.items() if key != "description"}
        own["description"] = value["description"].removeprefix(meaning).removeprefix(": ")
        key = f"**{code(name)}**" if name in schema["required"] else code(name)
        rows.append((key, meaning, _form(own), _default(value)))
    return table(("key", "what it means", "how it is written", "default"), rows)


def _form(schema: Json) -> str:
    """Give in words what a value may be."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_form(one) for one in schema["anyOf"] if one.get("type") != "null"))
    if "$ref" in schema:
        struct = schema["$ref"].rpartition("/")[2]
        return f"[{struct}](#{struct.lower()})"
    if "enum" in schema:
        return ", ".join(code(str(one)) for one in schema["enum"] if one is not None)
    if schema.get("type") == "array":
        return f"a list: {_form(schema['items'])}"
    if schema.get("type") == "object":
        return f"{_form(schema.get('propertyNames', {}))} → {_form(schema['additionalProperties'])}"
    return _scalar(schema)


def _scalar(schema: Json) -> str:
    form = schema.get("description") or {
        "date": "a day, YYYY-MM-DD",
        "boolean": "`true` or `false`",
        "string": "text",
        None: ANY_KEY,
    }.get(schema.get("format", schema.get("type")), str(schema.get("type")))
    examples = [code(str(one)) for one in schema.get("examples", ()) if " such as " not in form]
    return f"{form}, such as {' or '.join(examples)}" if examples else form


def _default(schema: Json) -> str:
    default = schema.get("default")
    if default is None or isinstance(default, dict) or default in ("", (), []):
        return ""
    if isinstance(default, bool):
        return code(str(default).lower())
    if isinstance(default, list | tuple):
        return code(f"[{', '.join(map(str, default))}]")
    return code(str(default))


if __name__ == "__main__":
    sys.exit(keep(FOLDER, pages(), TOOL))
