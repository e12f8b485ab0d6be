"""Rules about names, addresses, phones and hours."""
