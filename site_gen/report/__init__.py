"""Reports in their formats: one file each."""
