"""Pictures of posts for the channels they go to, and the posts that have none."""
