"""Deciding about reviews: the queue of pending ones, decisions, and their undoing, for a terminal and for a browser."""
