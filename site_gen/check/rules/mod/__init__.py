"""MOD: low ratings and complaints are treated like all others."""
