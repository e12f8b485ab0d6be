"""The content calendar as others read it: exports, and what comes back from them; one file for each format."""
