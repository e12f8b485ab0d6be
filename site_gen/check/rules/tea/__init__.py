"""Rules about the team: duties, training, vendors."""
