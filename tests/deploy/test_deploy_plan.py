"""What is put at a target, in which order, and what is never removed from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.deploy.items import CHECKPOINT, Item, cache_control, content_type
from site_gen.deploy.manifest import Deployed, format_deployed, parse_deployed
from site_gen.deploy.plan import STEPS, after, before, make_plan, step_of
from site_gen.errors import UnreadableError


def paths(plan) -> list[list[str]]:
    return [[item.path for item in step] for step in plan.puts]


def test_what_pages_need_goes_first_and_the_checkpoint_last():
    order = [
        "review-log/tile/0/000.p/5",
        "review-log/policies/0123.md",
        "assets/site.abcdef12.css",
        "providers/ana/index.html",
        "index.html",
        "news/feed.xml",
        "sitemap.xml",
        "review-log/openings/ana.json",
        "review-log/site.json",
        "review-log/checkpoint",
    ]
    assert [step_of(path) for path in order] == [0, 0, 0, 1, 1, 2, 2, 3, 3, 4]
    assert len(STEPS) == 5


def test_only_what_differs_is_put_and_what_is_gone_is_removed():
    there = Deployed(files={"index.html": "a", "about/index.html": "b", "old/index.html": "c"})
    plan = make_plan([Item("index.html", 3, "a"), Item("about/index.html", 4, "new")], there)
    assert (paths(plan)[1], plan.deletions, plan.kept, plan.size) == (["about/index.html"], ("old/index.html",), 1, 4)


def test_no_tile_is_ever_removed_and_stays_known():
    there = Deployed(files={"review-log/tile/0/000.p/5": "a", "review-log/openings/ana.json": "b"})
    plan = make_plan([], there)
    assert plan.deletions == ("review-log/openings/ana.json",)
    assert after(plan, [], there, 7).files == {"review-log/tile/0/000.p/5": "a"}


def test_style_sheets_scripts_and_fonts_stay_one_deployment_longer_and_nothing_that_holds_content():
    styles = ("assets/site.0123abcdef.css", "assets/site.0123abcdef.js", "assets/sans.0123abcdef.woff2")
    others = ("assets/ana.0123abcdef.webp", "assets/tour.0123abcdef.vtt", "pagefind/fragment/en_0123abcdef.pf_fragment",
              "assets/site.css", "providers/ana/index.html")  # fmt: skip
    there = Deployed(files=dict.fromkeys((*styles, *others), "1"))
    first = make_plan([Item("index.html", 1, "a")], there)
    assert (set(first.deletions), set(first.leaving)) == (set(others), set(styles))
    there = parse_deployed(format_deployed(after(first, [Item("index.html", 1, "a")], there, 0)))
    assert make_plan([Item("index.html", 1, "a")], there).is_empty, "nothing is deployed: this is not the next one"
    back = Item(styles[0], 1, "1")
    second = make_plan([Item("index.html", 1, "b"), back], there)
    assert (paths(second)[0], set(second.deletions), second.leaving) == ([styles[0]], set(styles[1:]), ())
    assert after(second, [back], there, 0).leaving == ()


def test_a_style_sheet_that_a_cut_deployment_was_about_to_remove_is_removed_by_the_next():
    there = Deployed(files={"index.html": "a"}, leaving=("assets/site.0123abcdef.css",))
    cut = before(make_plan([Item("index.html", 1, "b")], there), there)
    assert make_plan([Item("index.html", 1, "b")], cut).deletions == ("assets/site.0123abcdef.css",)


STYLE = "assets/site.0123abcdef.css"
FILES = st.dictionaries(
    st.sampled_from(
        ["index.html", "a/index.html", "feed.xml", STYLE, "assets/x.css", "review-log/tile/0/000", CHECKPOINT]
    ),
    st.sampled_from(["1", "2", "3"]),
)


@given(FILES, FILES, FILES, st.integers(0, 12))
def test_whatever_was_cut_off_the_next_deployment_leaves_what_the_output_has(old, middle, new, cut):
    """A deployment of `middle` over `old` stops after `cut` files; then `new` is deployed."""
    place, state = dict(old), Deployed(files=dict(old))
    first = make_plan([Item(path, 1, digest) for path, digest in middle.items()], state)
    state = before(first, state)
    for item in [item for step in first.puts for item in step][:cut]:
        place[item.path] = item.sha256
    second = make_plan([Item(path, 1, digest) for path, digest in new.items()], state)
    for step in second.puts:
        for item in step:
            place[item.path] = item.sha256
    for path in second.deletions:
        place.pop(path, None)
    stays = {*second.leaving, *(path for path in place if path.startswith("review-log/tile/"))}
    assert {path: place[path] for path in place if path in new or path not in stays} == new


def test_a_manifest_reads_itself_and_refuses_what_is_none():
    deployed = Deployed(files={"b": "2", "a": "1"}, pending=("c",), log_size=4, leaving=("d",))
    assert parse_deployed(format_deployed(deployed)) == deployed
    assert parse_deployed(None) == Deployed()
    for data in (b"", b"{", b'{"schema":9}', b"\xff", b"[" * 100_000, b'{"leaving":["../kept.txt"]}'):
        with pytest.raises(UnreadableError):
            parse_deployed(data)


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", "public, max-age=300"),
        ("assets/site.0123abcdef.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("assets/ana-416.0123abcdef12.avif", "image/avif", "public, max-age=31536000, immutable"),
        ("feed.xml", "application/atom+xml; charset=utf-8", "public, max-age=300"),
        ("review-log/checkpoint", "text/plain; charset=utf-8", "no-cache"),
        ("review-log/tile/0/x001/234", "application/octet-stream", "public, max-age=31536000, immutable"),
        ("review-log/tile/0/001.p/7", "application/octet-stream", "public, max-age=300"),
        ("pagefind/wasm.en.pagefind", "application/octet-stream", "public, max-age=300"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8", "public, max-age=300"),
    ],
)
def test_every_file_has_its_type_and_how_long_it_may_be_kept(path, kind, cache):
    assert (content_type(path), cache_control(path)) == (kind, cache)
