"""PRV: where reviews come from, who was asked for them and how."""
