"""MOD: low ratings and complaints are treated like all others, shown, counted, and in an honest order."""
