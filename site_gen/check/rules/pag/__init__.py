"""Rules about pages in general: links, order, weight, markup."""
