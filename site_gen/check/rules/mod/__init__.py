"""Rules about fairness: what is shown, in which order, and how it is counted."""
