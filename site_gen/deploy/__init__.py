"""Publishing the output at a place of its own: what changed, in a safe order; one file for each kind of place."""
