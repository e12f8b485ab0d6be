"""Posts, channels and audiences: what fits what, links and codes of posts, and what came of them."""
