"""RSP: responses that are prepared before anybody needs them."""
