"""What of a site has a day, gathered, handed to who sees to it, and written as a report."""
