"""What others hand over: directory data about providers, and (from collectors) reviews."""
