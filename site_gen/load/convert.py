"""Plain values to model structs: quick with msgspec, and exact, with every fault and its place, when that refuses.

`convert` decides; `explain` only says why, so both can never disagree about what is valid: whatever msgspec refuses
gets at least one finding, and whatever it accepts gets none.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
from msgspec import inspect

from site_gen.load.yaml_nodes import Node, Position, describe, spell

T = TypeVar("T")

UNKNOWN_KEY = "unknown-key"
WRONG_TYPE = "wrong-type"
MISSING_KEY = "missing-key"

_MOST_LISTED = 12


class Fault(NamedTuple):
    """One way in which a value does not fit: the rule's name, what was found and expected, and where."""

    name: str
    message: str
    hint: str
    at: Position


def convert(value: Any, to: type[T], **file_fields: str) -> T | None:
    """Give `value` as a `to`, or None when it does not fit.

    `file_fields` fills what no content file may write itself: `path`, `slug`, `language` and `body`.
    """
    if value.__class__ is not dict or any(f"@{name}" in value for name in file_fields):
        return None
    value.update((f"@{name}", text) for name, text in file_fields.items())
    try:
        return msgspec.convert(value, to)
    except msgspec.ValidationError:
        return None


def explain(node: Node, to: type[Any], **file_fields: str) -> list[Fault]:
    """Give every fault of a value that `convert` refuses, in the order of the file; at least one."""
    if node.kind != "mapping":
        return [Fault(WRONG_TYPE, f"expected a mapping of keys to values, found {describe(node)}", "", node.at)]
    info = inspect.type_info(to)
    faults = [*_walk(node, info, ""), *_file_faults(info, file_fields)]
    if faults:
        return sorted(faults, key=lambda fault: fault.at)
    value = node.plain() | {f"@{name}": text for name, text in file_fields.items()}
    try:
        msgspec.convert(value, to)
    except msgspec.ValidationError as error:
        return [Fault(WRONG_TYPE, str(error), "", node.at)]
    return []


def _file_faults(info: inspect.Type, file_fields: dict[str, str]) -> Iterator[Fault]:
    """Give the faults of what the file's name says."""
    assert isinstance(info, inspect.StructType), "a content file holds a struct"
    for field in info.fields:
        name = field.encode_name.removeprefix("@")
        plain = field.type.type if isinstance(field.type, inspect.Metadata) else field.type
        if field.encode_name != name and not _is_scalar(file_fields.get(name), plain):
            expected = _expectation(field.type)
            message = f'the file\'s name gives the {name} "{file_fields.get(name)}", expected {expected}'
            yield Fault(WRONG_TYPE, message, "rename the file", Position(0, 0))


def _walk(node: Node, info: inspect.Type, key: str) -> Iterator[Fault]:
    expected = _expectation(info)
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        member = _choose(node, info)
        if member is None:
            yield _mismatch(node, expected, key, quotable=any(_is_text(one) for one in info.types))
        else:
            yield from _walk(node, member, key)
    elif isinstance(info, inspect.StructType):
        if node.kind == "mapping":
            yield from _struct(node, info)
        else:
            yield _mismatch(node, "a mapping of keys to values", key)
    elif isinstance(info, inspect.DictType):
        if node.kind == "mapping":
            for name, child in node.value:
                yield from _walk(name, info.key_type, key)
                yield from _walk(child, info.value_type, f"{key}.{spell(name)}")
        else:
            yield _mismatch(node, "a mapping of keys to values", key)
    elif isinstance(info, inspect.VarTupleType):
        if node.kind != "sequence":
            yield _mismatch(node, "a list", key)
        elif not (info.min_length or 0) <= len(node.value) <= (info.max_length or len(node.value)):
            yield _mismatch(node, expected, key)
        else:
            for child in node.value:
                yield from _walk(child, info.item_type, key)
    elif node.kind != "scalar" or not _is_scalar(node.value, info):
        yield _mismatch(node, expected, key, quotable=_is_text(info))


def _struct(node: Node, info: inspect.StructType) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in info.fields if not field.encode_name.startswith("@")}
    present = {key.value for key, _ in node.value}
    absent = [name for name in fields if name not in present]
    misspelt = set()
    clean = True
    for key, child in node.value:
        if key.value not in fields:
            near = _near(key.value, absent)
            misspelt.add(near)
            hint = f"did you mean {near}?" if near else _list(absent)
            yield Fault(UNKNOWN_KEY, f"unknown key {spell(key)}", hint, key.at)
            clean = False
            continue
        for fault in _walk(child, fields[key.value].type, key.value):
            yield fault
            clean = False
    for name, field in fields.items():
        if field.required and name not in present and name not in misspelt:
            yield Fault(MISSING_KEY, f"missing key {name}, expected {_expectation(field.type)}", "", node.at)
            clean = False
    if clean and hasattr(info.cls, "__post_init__"):
        value = node.plain() | {field.encode_name: "xx" for field in info.fields if field.encode_name[0] == "@"}
        try:
            msgspec.convert(value, info.cls)
        except msgspec.ValidationError as error:
            yield Fault(WRONG_TYPE, re.sub(r" - at `.*`$", "", str(error)), "", node.at)


def _choose(node: Node, info: inspect.UnionType) -> inspect.Type | None:
    """Pick the member of a union that a value is meant for; None for a scalar that fits none of them."""
    bare = [member.type if isinstance(member, inspect.Metadata) else member for member in info.types]
    if node.kind == "scalar":
        return next(
            (member for member, plain in zip(info.types, bare, strict=True) if _is_scalar(node.value, plain)), None
        )
    wanted = (inspect.StructType, inspect.DictType) if node.kind == "mapping" else inspect.VarTupleType
    return next((member for member, plain in zip(info.types, bare, strict=True) if isinstance(plain, wanted)), None)


def _is_text(info: inspect.Type) -> bool:
    return isinstance(info.type if isinstance(info, inspect.Metadata) else info, inspect.StrType)


def _is_scalar(value: Any, info: inspect.Type) -> bool:
    """Tell whether a scalar fits, by asking msgspec about exactly this type."""
    match info:
        case inspect.NoneType():
            return value is None
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.LiteralType(values=values):
            return any(value == one and type(value) is type(one) for one in values)
        case inspect.StrType(min_length=shortest, max_length=longest, pattern=pattern):
            return (
                isinstance(value, str)
                and len(value) >= (shortest or 0)
                and (longest is None or len(value) <= longest)
                and (pattern is None or re.search(pattern, value) is not None)
            )
        case inspect.IntType(ge=least, le=most) | inspect.FloatType(ge=least, le=most):
            plain = int if isinstance(info, inspect.IntType) else float
            return _converts(value, plain) and (least is None or value >= least) and (most is None or value <= most)
        case inspect.DateType():
            return _converts(value, datetime.date)
        case inspect.DateTimeType():
            return _converts(value, Annotated[datetime.datetime, msgspec.Meta(tz=True)])
    return False


def _converts(value: Any, to: Any) -> bool:
    try:
        msgspec.convert(value, to)
    except msgspec.ValidationError:
        return False
    return True


def _expectation(info: inspect.Type) -> str:
    """Say in words what a type takes: its description, or its kind."""
    if isinstance(info, inspect.Metadata):
        schema = info.extra_json_schema or {}
        examples = schema.get("examples")
        described = str(schema.get("description") or _expectation(info.type))
        return f"{described}, such as {examples[0]}" if examples and examples[0] not in described else described
    match info:
        case inspect.UnionType(types=types):
            parts = [_expectation(member) for member in types if not isinstance(member, inspect.NoneType)]
            return " or ".join(dict.fromkeys(parts))
        case inspect.LiteralType(values=values):
            return "one of " + ", ".join(sorted(str(value) for value in values))
        case inspect.StructType() | inspect.DictType():
            return "a mapping of keys to values"
        case inspect.VarTupleType():
            return "a list"
        case inspect.StrType():
            return "text"
        case inspect.IntType():
            return "a whole number"
        case inspect.FloatType():
            return "a number"
        case inspect.BoolType():
            return "true or false"
        case inspect.DateType():
            return "a date written YYYY-MM-DD"
        case inspect.DateTimeType():
            return "an RFC 3339 instant with its offset, such as 2026-03-18T22:05:00Z"
    return "nothing"


def _mismatch(node: Node, expected: str, key: str, *, quotable: bool = False) -> Fault:
    hint = ""
    if expected.startswith("one of ") and isinstance(node.value, str):
        near = _near(node.value, expected.removeprefix("one of ").split(", "))
        hint = f"did you mean {near}?" if near else ""
    elif quotable and isinstance(node.value, int | float):
        hint = "put the value in quotes"
    where = f"{key}: " if key else ""
    return Fault(WRONG_TYPE, f"{where}expected {expected}, found {describe(node)}", hint, node.at)


def _near(word: str, known: list[str]) -> str:
    """Give the known word nearest to `word`, or nothing when none is near."""
    folded = {name.replace("_", "-"): name for name in known}
    near = difflib.get_close_matches(word.lower().replace("_", "-"), folded, n=1)
    return folded[near[0]] if near else ""


def _list(known: list[str]) -> str:
    """Give a hint that lists words, as long as they are few."""
    return "known here: " + ", ".join(sorted(known)) if 0 < len(known) <= _MOST_LISTED else ""
