"""What a search index takes of a page."""

from __future__ import annotations

import hashlib

from site_gen.html.tree import Tree

BODY = "[data-pagefind-body]"
IGNORED = "[data-pagefind-ignore]"
_BESIDE = "[data-pagefind-filter], [data-pagefind-meta], [data-pagefind-sort]"


def searched_digest(tree: Tree) -> bytes:
    """Give a digest of what is indexed; nothing for a page that is not. Takes what is ignored out of `tree`."""
    if tree.css_first(BODY) is None:
        return b""
    for node in tree.css(IGNORED):
        node.decompose()
    digest = hashlib.blake2b(repr([node.attributes.get("lang") for node in tree.css("html")]).encode(), digest_size=16)
    for node in (*tree.css(BODY), *tree.css(_BESIDE)):
        digest.update((node.html or "").encode())
    return digest.digest()
