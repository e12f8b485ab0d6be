"""The review log as bytes: hashing, proofs, notes, tiles, entries, disclosures, replay; neither YAML nor pages."""
