"""Built pages as the rules see them: read once, beside what they are to show."""
