"""The output folder: written aside, then swapped in whole."""
