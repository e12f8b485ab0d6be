"""The work with replies: what waits, how much is answered and how soon, what came of it, and reminders."""
