"""Rules about pictures and films: everybody can take them in, and whoever is in them agreed."""
