"""Reports for the people of a practice: what needs whom today, and who does what."""
