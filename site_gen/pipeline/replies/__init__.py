"""Answering reviews and questions: proposals, the steps to publication, the worklist; for terminals and browsers."""
