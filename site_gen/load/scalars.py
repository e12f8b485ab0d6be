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
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_OCTAL_OR_HEX = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_SPECIAL_FLOAT = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
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
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    if _OCTAL_OR_HEX.match(text):
        return int(text, 0)
    if _SPECIAL_FLOAT.match(text):
        return float(text.lower().replace(".", "", 1))
    return text
