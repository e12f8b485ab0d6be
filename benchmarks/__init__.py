"""Measurements: a made-up site of any size, and how long each command takes on it."""
