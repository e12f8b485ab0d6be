"""Intake: a collector's export becomes review files and openings, all of it or nothing."""
