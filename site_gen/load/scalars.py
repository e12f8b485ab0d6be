"""What a plain YAML scalar means here: the YAML 1.2 core schema, with one rule added.

A number with leading zeros is text (`02134` is a ZIP code). Dates and instants stay text too: the schema says where
they are expected. Source: YAML 1.2.2, section 10.3.2.
"""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_CONSTANTS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER = re.compile(
    r"""(?P<integer>[-+]?(?:0|[1-9][0-9]*)\Z)
      | (?P<fraction>[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z)
      | (?P<based>0(?:o[0-7]+|x[0-9a-fA-F]+)\Z)
      | (?P<special>(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z)""",
    re.VERBOSE,
)
_TEXT_START = frozenset("abcdeghijklmopqrsuvwxyzABCDEGHIJKLMOPQRSUVWXYZ_/@\"'")
"""First characters that begin neither a constant nor a number: text without a further look."""

_LONGEST_NUMBER = 400
"""Longer runs of digits are text: no content file has such a number, and converting one costs quadratic time."""


def resolve(text: str) -> Scalar:
    """Give the value of a plain (unquoted) scalar; quoted and block scalars are always text."""
    if text and text[0] in _TEXT_START:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    number = _NUMBER.match(text)
    if number is None:
        return text
    if number.lastgroup == "integer":
        return int(text)
    if number.lastgroup == "based":
        return int(text, 0)
    return float(text if number.lastgroup == "fraction" else text.lower().replace(".", "", 1))
