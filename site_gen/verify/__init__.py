"""Proves a published site from its public files alone; knows nothing of how the site was made."""
