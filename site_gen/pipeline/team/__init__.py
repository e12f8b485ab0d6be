"""The day's work of a site by who does it, and who that is."""
