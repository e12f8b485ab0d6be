"""Answering reviews and questions: proposals, the steps to publication, and the worklist, for a terminal and a browser."""
