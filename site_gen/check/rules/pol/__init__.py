"""Rules about policies: what stands in them, and who has read them."""
