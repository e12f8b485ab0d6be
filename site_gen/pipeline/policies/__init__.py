"""Policies at work: begun from archetypes, acknowledged by people, their versions and who has read them."""
