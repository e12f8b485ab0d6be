"""Views through templates: files of the output, path and bytes."""
