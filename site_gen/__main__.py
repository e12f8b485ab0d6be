"""Lets `python -m site_gen` be the same as `site-gen`."""

from site_gen.cli.main import main

main()
