"""INT: what is shown is what was received, and the log says so."""
