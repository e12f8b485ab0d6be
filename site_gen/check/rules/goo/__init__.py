"""Rules about the policies of search engines and other platforms."""
