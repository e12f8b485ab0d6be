"""Model to views: every decision about what a page shows and how it is worded."""
