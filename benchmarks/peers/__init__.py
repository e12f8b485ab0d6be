"""The same site made by other tools: Hugo, Eleventy and Pelican, each as its own experts would write it."""
