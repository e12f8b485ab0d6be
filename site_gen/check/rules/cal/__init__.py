"""Rules about the content calendar."""
