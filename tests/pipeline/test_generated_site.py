"""The site that measurements are made with is a sound one."""

from __future__ import annotations

import subprocess
import sys
import zlib
from random import Random

import msgspec

from benchmarks.generate import AS_OF, review_counts, write_site
from site_gen.model.placed import State
from site_gen.model.summary import Newest
from site_gen.pipeline import texts
from site_gen.pipeline.build import build
from site_gen.pipeline.cache import load_record
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.log import open_log
from site_gen.pipeline.log_init import begin_log
from site_gen.pipeline.log_write import log_settings, read_site
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.render.data import feeds


def test_a_generated_site_loads_seals_and_builds_without_errors(tmp_path):
    root = tmp_path / "site"
    assert write_site(root, 3) == 30
    begun = begin_log(root, tmp_path / "keys", AS_OF)
    result = seal(SealOptions(root=root, as_of=AS_OF, key=KeySource(tmp_path / "keys", files=(begun.key_file,))))
    assert result.findings == ()
    log = open_log(root, log_settings(read_site(root)))
    assert len(log.replay.reviews) == 30
    assert State.PUBLISHED in {state.state for state in log.replay.reviews.values()}
    built = build(BuildOptions(root=root, out=root / "public", as_of=AS_OF, jobs=1))
    assert built.published
    assert built.report.errors == ()


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path):
    trees = []
    for number, seed in enumerate((1, 1, 2)):
        write_site(tmp_path / str(number), 2, seed)
        files = sorted(path for path in (tmp_path / str(number)).rglob("*") if path.is_file())
        trees.append([(path.name, path.read_bytes()) for path in files])
    assert trees[0] == trees[1] != trees[2]


def test_reviews_are_unevenly_spread_and_ten_each_on_average():
    counts = review_counts(1_000, Random(1))
    assert sum(counts) == 10_000
    assert max(counts) > 100 > 5 > min(counts)


def test_feeds_hold_the_newest_reviews_of_all_providers(tmp_path, monkeypatch):
    root, length = tmp_path / "site", 7
    monkeypatch.setattr(feeds, "FEED_LENGTH", length)
    monkeypatch.setattr(texts, "FEED_LENGTH", length)
    write_site(root, 12)
    build(BuildOptions(root=root, out=root / "public", as_of=AS_OF, jobs=1))
    record = load_record(root / ".site-gen", root / "public")
    kept = [one.apart.newest for one in record.providers.values()]
    reviews = [review for one in kept for review in msgspec.msgpack.decode(zlib.decompress(one), type=list[Newest])]
    newest = sorted(((review.published_at, review.id) for review in reviews), reverse=True)[:length]
    items = msgspec.json.decode((root / "public/feed.json").read_bytes())["items"]
    shown = [(item["date_published"], item["id"].partition("#review-")[2]) for item in items]
    assert len({item["url"].partition("#")[0] for item in items}) > 1 < len(reviews) - length
    assert shown == newest


def test_where_a_build_spends_its_time_is_said_of_every_stage(tmp_path):
    write_site(tmp_path / "site", 2)
    command = [sys.executable, "-m", "benchmarks.stages", str(tmp_path / "site")]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in said.splitlines()}
    assert "trees of Lexbor" in rows["parsing built pages"]
    assert {"rules over built pages", "lists, directory, feeds, sitemap", "all"} <= rows.keys()
