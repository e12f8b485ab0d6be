"""Rules that hold the markup for search engines against what a page shows."""
