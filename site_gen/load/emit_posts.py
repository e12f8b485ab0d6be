"""Posts to Markdown files that read back as the same post."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.load.documents import parse_post
from site_gen.load.emit import to_yaml
from site_gen.model.post import Post

_SCHEMA = "# yaml-language-server: $schema=../../.site-gen/schemas/post.json"


def post_to_markdown(post: Post, comments: Sequence[str], default_language: str) -> bytes:
    """Give a post as a file: front matter, in which `comments` stand as lines of their own, and the body.

    A comment is for whoever opens the file, and never published. `status` is written even at its default.
    """
    keys = to_yaml(post).decode()
    if "\nstatus: " not in keys:
        keys += f"status: {post.status}\n"
    head = "".join(f"# {line}\n" for comment in comments for line in comment.splitlines())
    data = f"---\n{_SCHEMA}\n{head}{keys}---\n{post.body}".encode()
    assert parse_post(data, post.path, default_language) == post, f"{post.path} reads back as written"
    return data
