"""The transparency report: what came in, what is shown, what is withheld and how long it took, by the log alone."""
