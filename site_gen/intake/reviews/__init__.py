"""Collectors' exports of reviews: one file a format, rows in, an account of every row out."""
