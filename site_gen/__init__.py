"""Static pages for health-care providers, with reviews that anybody can check."""

__version__ = "0.1.0"
