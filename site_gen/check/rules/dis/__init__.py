"""Rules about what a reader is told beside the reviews."""
