"""The queue of reviews in the browser while the preview runs: access, pages and forms; what they do is the owner's."""
