"""Fuzz targets of every parser; `python -m tests.fuzz TARGET` runs one (docs/fuzzing.md)."""
