"""The panel of the preview in which the look of the site is tried out, and written into `theme.yaml`."""
