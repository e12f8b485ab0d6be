"""Model structs to YAML that reads back as the same value."""

from __future__ import annotations

import datetime
import functools
import io
from typing import Any, ClassVar

import msgspec
import yaml

from site_gen.load.documents import parse_exactly
from site_gen.load.scalars import resolve
from site_gen.model.base import Content

_WIDTH = 110
_ONE_LINE = 1 << 30
_SHORT = 100
"""Mappings and lists that take so many characters at most stand on one line."""

_Dumper: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper


class _Plain(_Dumper):  # type: ignore[misc]
    """Writes text plainly where our reader takes it for the same text, else in quotes; lines of text as a block."""

    yaml_implicit_resolvers: ClassVar[Any] = {
        first: [one for one in resolvers if not one[0].endswith(":timestamp")]
        for first, resolvers in _Dumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Quoted(_Plain):
    """Writes every text in double quotes, with escapes: the form that cannot be misread."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if "\n" in text and not text.startswith((" ", "\n")) and text.strip("\n"):
        style = "|"
    else:
        style = "" if resolve(text) == text else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style or None)


def _represent_mapping(dumper: yaml.SafeDumper, value: dict[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=_is_short(value))


def _represent_list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=_is_short(value))


def _is_short(value: Any) -> bool:
    """Tell whether a mapping or list of scalars may stand on one line."""
    flat = [*value, *value.values()] if isinstance(value, dict) else value
    if any(isinstance(one, dict | list) for one in flat):
        return False
    return sum(len(str(one)) + 2 for one in flat) <= _SHORT and not any("\n" in str(one) for one in flat)


_Plain.add_representer(str, _represent_text)
_Plain.add_representer(dict, _represent_mapping)
_Plain.add_representer(list, _represent_list)
_Quoted.add_representer(dict, _represent_mapping)
_Quoted.add_representer(list, _represent_list)
_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def to_yaml(value: Content, *, comment: str = "") -> bytes:
    """Give a content struct as a YAML file, keys in the order of the model, without those at their defaults.

    `comment` becomes the first line. The result is read again, and written with every text in quotes unless it
    reads back equal.
    """
    plain = _without_defaults(value)
    head = f"# {comment}\n" if comment else ""
    for dumper in (_Plain, _Quoted):
        text = yaml.dump(
            plain, Dumper=dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
        )
        data = (head + text).encode()
        files = {
            field.encode_name[1:]: getattr(value, field.name)
            for field in _fields(type(value))
            if field.encode_name[0] == "@"
        }
        path = files.pop("path", "")
        if parse_exactly(data, type(value), path, **files) == value:
            return data
    raise AssertionError(f"{path} does not read back as written")


def key_to_yaml(key: str, value: object, *, quoted: bool = False, flow: bool = False) -> str:
    """Give one key of a file with its value, without a line feed at the end; `status` is written even at its default.

    In block form each key of the value, or of the mappings of a list, has its line, and what is below that stands in
    one line; `flow` gives a single line without the braces around it, for a file in that form. Whoever puts it into a
    file reads the whole again.
    """
    plain = _without_defaults(value)
    if "status" in getattr(value, "__struct_fields__", ()):
        plain = {"status": value.status} | plain  # type: ignore[attr-defined]
    dumper = _Quoted if quoted or flow else _Plain
    node = dumper(io.StringIO(), default_flow_style=flow, sort_keys=False).represent_data({key: plain})
    inner = node.value[0][1]
    node.flow_style = inner.flow_style = flow
    if isinstance(inner, yaml.SequenceNode):
        for below in inner.value:
            below.flow_style = flow
    if isinstance(inner, yaml.MappingNode):
        for name, below in inner.value:
            if isinstance(below, yaml.CollectionNode):
                below.flow_style = True
            name.style = '"' if flow else None
    node.value[0][0].style = '"' if flow else None
    width = _ONE_LINE if flow else _WIDTH
    text = str(yaml.serialize(node, Dumper=dumper, allow_unicode=True, width=width)).rstrip("\n")
    return text.removeprefix("{").removesuffix("}") if flow else text


def plain_yaml(value: dict[str, Any], *, comment: str = "") -> str:
    """Give plain values as YAML for other programs, keys in their order; `comment` becomes the first lines."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    text: str = yaml.dump(
        value, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )
    return head + text


def _without_defaults(value: Any) -> Any:
    """Give plain values; of structs only the fields that differ from their defaults."""
    if isinstance(value, msgspec.Struct):
        return {
            field.encode_name: _without_defaults(getattr(value, field.name))
            for field in _fields(type(value))
            if not field.encode_name.startswith("@") and not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, dict):
        return {key: _without_defaults(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_defaults(one) for one in value]
    if isinstance(value, datetime.datetime) and value.microsecond % 1000:
        return value.isoformat()  # with +00:00: Decap CMS cuts what ends with Z to milliseconds
    return msgspec.to_builtins(value)


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _is_default(field: msgspec.structs.FieldInfo, value: Any) -> bool:
    if field.default_factory is not msgspec.NODEFAULT:
        return bool(value == field.default_factory())
    return field.default is not msgspec.NODEFAULT and bool(value == field.default)
