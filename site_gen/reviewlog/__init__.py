"""The review log as bytes: hashing, proofs, notes, tiles, entries, disclosures, replay. Knows neither YAML nor pages."""
