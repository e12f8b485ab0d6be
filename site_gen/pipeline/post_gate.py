"""The gate of posts: one with an error of its own goes out nowhere, and the rest of the site is built."""

from __future__ import annotations

from site_gen.check.engine import Results, check_practice
from site_gen.check.gates import leaves_out_post
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.model.post import Post


def may_go_out(around: Around) -> tuple[Post, ...]:
    """Give the posts that may go out, translations too, out of those that a run may look up.

    What keeps the others is reported with everything else. A translation with an error leaves the post itself alone.
    """
    posts = around.practice.posts
    if not posts:
        return ()
    results = Results(lambda path, at: (0, 0))
    check_practice(around.practice, around, results)
    ignores = around.site.checks.ignore
    refused = {
        one.path for one in results.findings if leaves_out_post(one) and not is_set_aside(one, ignores, around.as_of)
    }
    return tuple(post for post in posts if post.path not in refused)
