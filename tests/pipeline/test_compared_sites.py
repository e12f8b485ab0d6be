"""What other tools are given to build, and what tells that they say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.chart import bar_chart
from benchmarks.generate import AS_OF, write_site
from benchmarks.goals import Measured, goal_table
from benchmarks.measure import Figure
from benchmarks.peers.agreement import Said, differences, said_by_peer, said_by_us
from benchmarks.peers.content import PEERS, write_peer
from benchmarks.saves import Saves
from site_gen.pipeline.build import build
from site_gen.pipeline.options import BuildOptions

COUNT = 8
PAGE = '<p data-average="{mean}" data-count="{count}"></p>{articles}'
ARTICLE = '<article class="review" id="review-{id}"><p data-review-text>{text}</p></article>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("compared") / "site"
    write_site(root, COUNT)
    assert build(BuildOptions(root=root, out=root / "public", as_of=AS_OF)).published
    return root


def test_other_tools_get_every_review_that_is_on_a_page_and_every_rating_that_counts(site: Path, tmp_path: Path):
    write_peer("eleventy", site, tmp_path / "project")
    ours = said_by_us(site / "public")
    assert len(ours) == COUNT
    content = tmp_path / "project/content"
    for slug, said in ours.items():
        profile = yaml.safe_load((content / f"providers/{slug}.yaml").read_text(encoding="utf-8"))
        reviews = [yaml.safe_load(path.read_bytes()) for path in (content / "reviews" / slug).glob("*.yaml")]
        assert {one["id"]: one["text"] for one in reviews} == said.texts
        ratings = [*profile["other_ratings"], *(one["rating"] for one in reviews if "rating" in one)]
        mean = f"{10 * sum(ratings) // len(ratings) / 10:.1f}" if len(ratings) >= 3 else ""
        assert (mean, str(len(ratings)) if mean else "") == (said.mean, said.count if said.mean else "")


def test_hugo_gets_the_same_reviews_as_pages_of_a_bundle(site: Path, tmp_path: Path):
    write_peer("hugo", site, tmp_path / "project")
    for slug, said in said_by_us(site / "public").items():
        bundle = tmp_path / "project/content/providers" / slug
        assert {path.stem for path in (bundle / "reviews").glob("*.md")} == set(said.texts)


def test_a_word_an_average_and_a_missing_page_are_differences(tmp_path: Path):
    ours = {"ana": Said("4.3", "12", {"r-1": "One.", "r-2": "Two."}), "bo": Said("", "1", {})}

    def theirs(**values: str) -> list[str]:
        page = tmp_path / "providers/ana/index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        said = {"mean": "4.3", "count": "12", "text": "Two."} | values
        articles = ARTICLE.format(id="r-1", text="One.") + ARTICLE.format(id="r-2", text=said["text"])
        page.write_text(PAGE.format(articles=articles, **said))
        return differences(ours, said_by_peer(tmp_path))

    assert theirs() == ["bo: only on one side"]
    assert theirs(text="Too.") == ["bo: only on one side", "ana: review r-2"]
    assert theirs(mean="4.4") == ["bo: only on one side", "ana: 4.3 of 12, there 4.4 of 12"]
    assert theirs(count="11") == ["bo: only on one side", "ana: 4.3 of 12, there 4.3 of 11"]


def test_every_tool_has_its_project_and_a_bar_of_its_own(site: Path, tmp_path: Path):
    for name in PEERS:
        write_peer(name, site, tmp_path / name)
        assert len(list((tmp_path / name).rglob("*.yaml"))) > 0
    drawn = bar_chart({"8": {"site-gen": 0.5, "a & b": 5.0}}, "Seconds")
    assert "8 · a &amp; b" in drawn
    assert drawn.count("<rect") == 3


def test_the_table_of_goals_says_what_is_reached_and_what_is_not():
    def size(count: int, ours: float, hugo: float, megabytes: float) -> Measured:
        cold = {
            "site-gen": Figure(ours, 2 * ours, megabytes),
            "hugo": Figure(hugo, hugo, 900),
            "eleventy": Figure(hugo / 2, hugo, 500),
        }
        names = ("build, nothing changed", "build, one review changed", "check, cold", "verify", "seal, all new")
        return Measured(
            count,
            cold,
            {name: Figure(0.8, 1, 50) for name in names},
            Saves(2, (0.1, 0.2, 0.4), (1, 1, 1), 90, 91),
            Figure(0.2, 0.1, 20),
        )

    table = goal_table([size(100, 0.5, 0.4, 60), size(1_000, 3, 4, 260)])
    assert "| cold build, 1,000 providers, of Hugo's time | ≤ 1/5 | ≤ 1/3 | 0.75 | no |" in table
    assert "| cold build, 100 providers, of Hugo's time | ≤ 1 | ≤ 2 | 1.25 | first step |" in table
    assert "| peak memory of a cold build, MB | ≤ 250 | ≤ 500 | 260 | first step |" in table
    assert "| growth, 100 to 1,000 | ≤ 10.5 | ≤ 11.0 | 6.0 | goal |" in table
    assert "| from save to page in `serve`, seconds | ≤ 0.15 | ≤ 0.5 | 0.20 | first step |" in table
    assert "| verify of the published folder, seconds | ≤ 10 | ≤ 25 | 0.80 | goal |" in table
