"""The only place that knows Pillow: what a picture is, what is made of it for pages, and pictures that are drawn."""
