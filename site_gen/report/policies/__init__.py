"""Policies as reports: their versions, and who of the team has read which."""
