"""RPL: what the practice says in public to a review."""
