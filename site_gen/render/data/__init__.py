"""Output for machines: JSON twin, feeds, sitemap, manifest, and what static hosts read."""
