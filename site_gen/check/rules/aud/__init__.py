"""AUD: posts go where the people are whom they are for."""
