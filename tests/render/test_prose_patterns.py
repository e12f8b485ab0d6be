"""Patterns that cannot match are left out of the reading of a text, and nothing else changes."""

from __future__ import annotations

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.render.prose import _Adapt, _make_writer

SIGNS = (
    "*", "**", "_", "`", "``", "\\", "[", "](", ")", "![", "][1]", "<", ">", "<b>", "</b>", "<div>", "</div>", "<!--",
    "-->", "&", "&amp;", "&#91;", "<https://a.example>", "<a@b.example>", "[1]: /there", "a | b\n--- | ---\n", "1. ",
    "- ",
    "!\x02[a](b)",
    "# ", "    ", "  \n", "\t", "\n", "\n\n", "\x02", "\x03", "\r\n", "text", "é", "\\[", "\\`", "media/a.jpg", '"t"',
)  # fmt: skip


def link(target: str) -> str:
    return f"/base{target}"


def image(name: str, alt: str) -> None:
    return None


whole = markdown.Markdown(extensions=["sane_lists", "tables"], output_format="html")
whole.treeprocessors.register(_Adapt(whole, link, image, 2), "site-gen", 0)
write = _make_writer(link, image, 2)


@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=14).map("".join))
@settings(max_examples=1500, deadline=None)
def test_a_text_is_written_as_with_all_patterns(text):
    assert write(text) == whole.reset().convert(text)
