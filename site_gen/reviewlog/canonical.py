"""Canonical JSON of the log: RFC 8785 for values without fractions, written by msgspec and read back strictly.

`encode` equals the `rfc8785` package for our range: objects whose keys are ASCII, strings, booleans, null and integers
that a double holds exactly (RFC 8785, section 3.2.2.3, appendix D). A test compares the two over every character;
whatever leaves the range goes to `rfc8785` itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias, TypeVar

import msgspec
import rfc8785
from msgspec import Meta

from site_gen.reviewlog.fault import LogError

MOST = 2**53 - 1
"""The largest integer in an entry: beyond it two readers of JSON may see two numbers."""

DEEPEST = 16
"""Levels of nesting that are read and written; how deep a reader can go must not decide what is valid."""

Value: TypeAlias = "bool | int | str | Sequence[Value] | Mapping[str, Value] | None"
"""What a disclosure may hold: JSON without fractions."""

Whole = Annotated[int, Meta(ge=0, le=MOST)]
"""A leaf index or a count."""

T = TypeVar("T")

_PLAIN = (str, bool, type(None))
_AS_READ = frozenset(_PLAIN)
"""The same for values that come out of JSON: asking for their very class is quicker than for a kind of it."""
_ENCODER = msgspec.json.Encoder(order="sorted")
_TEXTS: msgspec.json.Decoder[list[Value]] = msgspec.json.Decoder(list[str | None])
_ANYTHING: msgspec.json.Decoder[object] = msgspec.json.Decoder(object)


def encode(value: object) -> bytes:
    """Give the canonical bytes of a struct of this package, or of a container of such structs and texts.

    Integers and object keys are not checked: the types of the structs keep them in range.

    Raises:
        LogError: a text with a lone surrogate, which has no UTF-8.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError as error:
        raise LogError(f"text has no UTF-8 form: {error.reason} at character {error.start}") from error


def encode_value(value: Value) -> bytes:
    """Give the canonical bytes of any JSON value without fractions.

    Raises:
        LogError: a fraction, an integer beyond 2^53 - 1, a key that is no text, a text without UTF-8 form, or more than
            16 levels.
    """
    if value is None or isinstance(value, str):
        return encode(value)
    try:
        return rfc8785.dumps(_check(value))
    except ValueError as error:
        raise LogError(f"value has no canonical form: {error}") from error


def decode(decoder: msgspec.json.Decoder[T], data: bytes, what: str) -> T:
    """Read canonical bytes into the decoder's type; `what` names the thing in the error.

    Raises:
        LogError: not JSON, not of that type, or other bytes than `encode` gives for the value: white space, another
            order, an escape or a default that is written out.
    """
    try:
        value = decoder.decode(data)
    except (ValueError, RecursionError) as error:
        raise LogError(f"{what}: {_lower(str(error))}") from error
    if encode(value) != data:
        raise LogError(f"{what}: bytes are not the canonical form (RFC 8785) of their value")
    return value


def decode_value(data: bytes, what: str) -> Value:
    """Read JSON from elsewhere, in whatever form it was written; fractions and repeated keys are refused.

    Raises:
        LogError: not JSON, a fraction, an integer beyond 2^53 - 1, a key twice in one object, or more than 16 levels.
    """
    try:
        value = _ANYTHING.decode(data)
        if b"{" in data and _ENCODER.encode(value) != data:
            json.loads(data, object_pairs_hook=_refuse_twice)
        return _check(value)
    except (ValueError, RecursionError) as error:
        raise LogError(f"{what}: {_lower(str(error))}") from error


def decode_list(data: bytes, what: str) -> Value:
    """Do what `decode_value` does, quickly where the bytes are a list of texts: nothing in it can be out of range."""
    try:
        return _TEXTS.decode(data)
    except ValueError:
        return decode_value(data, what)


def _check(value: object, depth: int = 0) -> Value:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, int):
        if not -MOST <= value <= MOST:
            raise LogError(f"expected an integer of at most 2^53 - 1, found {value}")
        return value
    if depth == DEEPEST:
        raise LogError(f"expected at most {DEEPEST} levels of lists and objects")
    if isinstance(value, list | tuple):
        for item in value:
            if item.__class__ not in _AS_READ:
                _check(item, depth + 1)
        return value
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise LogError(f"expected a text as key, found {key!r}")
            _check(item, depth + 1)
        return value
    raise LogError(f"expected JSON without fractions, found {type(value).__name__}")


def _refuse_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
