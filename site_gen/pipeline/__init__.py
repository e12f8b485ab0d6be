"""The picture of the architecture, readable aloud: load, check, render, write, swap in."""
