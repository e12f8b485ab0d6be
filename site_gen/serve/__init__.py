"""The preview: serves the last good output on this machine, watches the content, tells open pages to reload."""
