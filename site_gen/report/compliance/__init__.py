"""The compliance pack: what a check found, for somebody who was not there, and what changed between two packs."""
