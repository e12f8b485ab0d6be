"""What was looked at when, what runs out, and who sees to it."""
