"""Printable cards that ask for a review."""
