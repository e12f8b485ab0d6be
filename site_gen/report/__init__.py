"""Reports in their formats: one file each, and a folder for a report that is more than one."""
