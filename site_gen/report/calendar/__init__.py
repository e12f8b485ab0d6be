"""The content calendar as a document: months and weeks, what changed and why, and what came of the posts."""
