"""The transparency report: from the log and nothing else, with sums that add up."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup

from conftest import AS_OF, SiteFolder
from site_gen.errors import SiteGenError
from site_gen.model.counting import Row
from site_gen.pipeline.log_tools import open_own
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.transparency import Written, list_providers, skews, write_transparency
from site_gen.pipeline.transparency_sums import counts_of, sum_reviews, time_reviews
from site_gen.report.transparency.figures import Counts, Others, Skew, Sums, Transparency, format_json
from site_gen.report.transparency.page import format_page
from site_gen.report.transparency.table import HEADER, format_csv
from site_gen.report.transparency.words import said_of, said_of_others, share
from site_gen.reviewlog.rating import LoggedRating
from site_gen.reviewlog.states import ReviewState
from site_gen.reviewlog.tally import tally_providers, tally_whole

MONTH = AS_OF.strftime("%Y-%m")


def write(root: Path, name: str = "transparency", *, minimum: int = 3, as_of: datetime.date = AS_OF) -> Written:
    options = BuildOptions(root=root, out=root / "public", as_of=as_of)
    return write_transparency(options, (root / "reports" / name).resolve(), minimum)


@pytest.fixture(scope="module")
def written(sealed_site: SiteFolder) -> Written:
    return write(sealed_site.root)


@pytest.fixture(scope="module")
def report(written: Written) -> Transparency:
    return written.report


def state(index: int = 1, **changes: object) -> ReviewState:
    values: dict[str, object] = {
        "index": index,
        "leaf": b"",
        "content": b"",
        "logged": "2026-03",
        "provider": "ana-diaz",
        "display": "here",
        "source": "website-form",
        "method": "invited-all",
        "received": "2026-03",
        "rating": LoggedRating(value=4, best=5),
        "segments": 1,
    }
    return ReviewState(**{**values, **changes})  # type: ignore[arg-type]


def shown(index: int = 1, **changes: object) -> ReviewState:
    return state(index, **{"action": "publish", "decided": "2026-03", "first_published": "2026-03", **changes})


def test_every_count_is_the_verifiers(sealed_site: SiteFolder, report: Transparency):
    _settings, log = open_own(sealed_site.root)
    tallies = tally_providers(log.replay, MONTH)
    whole = tally_whole(tallies.values(), log.replay.display)
    sums = report.reviews
    assert sum(sums.received) == whole.received > 0
    assert sum(sums.shown) == whole.shown + whole.hidden > 0
    assert sum(sums.redacted) == whole.hidden > 0
    assert sums.withheld == whole.withheld_rows != {}
    assert sum(sums.pending) == whole.pending > 0
    assert sum(sums.erased) == whole.erased > 0
    assert sum(sums.replaced) == whole.replaced > 0
    assert sum(sums.elsewhere.values()) == sum(one.elsewhere_count for one in tallies.values()) > 0
    for one in report.providers:
        tally = tallies[one.id]
        assert (one.counts.received, one.counts.withheld) == (tally.received, tally.withheld)


def test_the_parts_of_a_log_add_up_to_the_whole(sealed_site: SiteFolder):
    _settings, log = open_own(sealed_site.root)
    report = write(sealed_site.root, "parts", minimum=1).report
    reviews = list(log.replay.reviews.values())
    assert (report.reviews, report.months) == (sum_reviews(reviews), time_reviews(reviews))
    assert report.log.conflicts == len(log.replay.conflicts)
    assert (report.log.newest, report.log.size) == (log.replay.logged, log.size)
    for one in report.providers:
        assert one.counts == counts_of(sum_reviews(log.replay.of_provider(one.id)))
    assert report.others.providers + len(report.providers) == len(log.replay.by_provider())


def test_received_is_the_sum_of_what_became_of_it(report: Transparency):
    sums = report.reviews
    parts = (sums.shown, *sums.withheld.values(), sums.pending, sums.erased)
    assert sums.received == tuple(map(sum, zip(*parts, strict=True)))


def test_nothing_but_the_log_and_the_settings_is_read(sealed_site: SiteFolder, written: Written, tmp_path: Path):
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(sealed_site.root / "site.yaml", alone / "site.yaml")
    for part in ("checkpoint", "tile"):
        place = sealed_site.root / "log" / part
        copied = alone / "log" / part
        copied.parent.mkdir(exist_ok=True)
        shutil.copytree(place, copied) if place.is_dir() else shutil.copy(place, copied)
    again = write(alone)
    assert [one.read_bytes() for one in again.files] == [one.read_bytes() for one in written.files]


def test_the_same_log_and_day_give_the_same_bytes_and_another_day_only_another_date(
    sealed_site: SiteFolder, report: Transparency
):
    data = [one.read_bytes() for one in write(sealed_site.root, "first").files]
    assert [one.read_bytes() for one in write(sealed_site.root, "first").files] == data
    later = write(sealed_site.root, "later", as_of=AS_OF + datetime.timedelta(days=400)).report
    assert msgspec.structs.replace(later, as_of=report.as_of) == report


def test_no_word_and_no_id_of_a_review_is_in_it(sealed_site: SiteFolder, written: Written):
    for file in written.files:
        text = file.read_text(encoding="utf-8")
        assert "r-0000" not in text, file
        for words in ("Waited", "Gentle", "All lies", "M. K.", "Pat", "gift card", "Late"):
            assert words not in text, (file, words)


def test_providers_below_the_minimum_are_added_up(sealed_site: SiteFolder, report: Transparency):
    received = {one.id: one.counts.received for one in report.providers}
    assert min(received.values()) >= 3
    none = write(sealed_site.root, "none", minimum=1_000).report
    assert none.providers == ()
    assert none.others.counts.received == sum(none.reviews.received)
    assert none.others.counts.elsewhere == sum(none.reviews.elsewhere.values())
    everybody = write(sealed_site.root, "all", minimum=1).report
    assert everybody.others.counts.received == 0
    least = min(one.counts.received for one in everybody.providers)
    at = write(sealed_site.root, "at", minimum=least).report
    assert at.providers == everybody.providers, "a provider with just enough is listed"
    above = write(sealed_site.root, "above", minimum=least + 1).report
    assert len(above.providers) < len(everybody.providers)
    assert above.others.counts.received >= least


def _listed(received: dict[str, int]) -> set[str]:
    return set(list_providers({name: Counts(received=count) for name, count in received.items()}, 10))


def test_one_or_two_providers_below_the_minimum_are_not_told_by_their_sum():
    many = {"a": 40, "b": 30, "c": 20, "d": 12}
    assert _listed(many) == set(many)
    assert _listed(many | {"e": 3}) == {"a", "b"}
    assert _listed(many | {"e": 3, "f": 2}) == {"a", "b", "c"}
    assert _listed(many | {"e": 3, "f": 2, "g": 1}) == set(many)
    assert _listed(many | {"e": 3, "f": 0, "g": 0}) == {"a", "b"}, "who has no review hides nobody"
    assert _listed(many | {"f": 0}) == set(many)
    assert _listed({"a": 40, "e": 3}) == set()


def test_a_sum_that_had_to_be_widened_says_so():
    assert said_of_others(Others(providers=3, counts=Counts(), added=2), 10) == (
        "3 providers together, 2 of them with 10 or more"
    )
    assert said_of_others(Others(providers=3, counts=Counts()), 10) == "3 providers with fewer than 10"


def test_the_table_for_spreadsheets_adds_up(written: Written, report: Transparency):
    html, table, _json = written.files
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
    assert list(rows[0]) == list(HEADER)
    site = {row["stars"]: row for row in rows if row["group"] == "site"}
    assert int(site["all"]["received"]) == sum(report.reviews.received)
    for name in HEADER[3:]:
        by_stars = [row[name] for stars, row in site.items() if stars != "all"]
        if name == "elsewhere":
            assert set(by_stars) == {""}, "not known by stars"
        else:
            assert sum(map(int, by_stars)) == int(site["all"][name]), name
        others = [row for row in rows if row["group"] != "site"]
        assert sum(int(row[name]) for row in others) == int(site["all"][name]), name
    assert html.name == "transparency.html"


def test_the_page_gives_the_numbers_and_loads_nothing(written: Written, report: Transparency):
    page = BeautifulSoup(written.files[0].read_bytes(), "lxml")
    assert not page.select("script, link, img, [src]")
    received = page.select_one("#reviews ~ .scroll tbody tr")
    assert received
    assert [cell.text for cell in received.select("td")] == [
        *map(str, report.reviews.received),
        str(sum(report.reviews.received)),
    ]
    text = page.get_text(" ")
    assert report.log.root in text
    assert report.log.key in text
    assert all(limit in text for limit in report.limits)
    assert "contradict" not in text


def test_a_log_that_contradicts_itself_is_said_first(report: Transparency):
    odd = msgspec.structs.replace(report, log=msgspec.structs.replace(report.log, conflicts=2))
    page = BeautifulSoup(format_page(odd, format_json(odd)), "lxml")
    verdict = page.select_one(".verdict.bad")
    assert verdict
    assert verdict.text.startswith("2 entries of the log contradict")


def test_a_report_without_reviews_says_so(report: Transparency):
    empty = msgspec.structs.replace(
        report,
        reviews=Sums(),
        tests=skews(Sums()),
        providers=(),
        others=msgspec.structs.replace(report.others, providers=0),
    )
    text = BeautifulSoup(format_page(empty, b""), "lxml").get_text(" ")
    assert "Nothing is withheld." in text
    assert "The log knows no provider." in text
    assert "Nothing to test: 0 reviews withheld." in text
    assert format_csv(empty).count(b"\r\n") == 8


def test_json_names_its_kind_and_schema(written: Written):
    value = json.loads(written.files[2].read_bytes())
    assert (value["tool"], value["report"], value["schema"]) == ("site-gen", "transparency", 1)
    assert value["stars"] == ["1", "2", "3", "4", "5", "none"]


@pytest.mark.parametrize(
    ("low", "low_hit", "other", "other_hit", "p"),
    [(10, 2, 40, 0, "p = .037"), (10, 3, 40, 0, "p = .006"), (12, 4, 48, 0, "p = .001"), (12, 3, 48, 3, "p = .088")],
)
def test_the_test_is_that_of_the_rule(low: int, low_hit: int, other: int, other_hit: int, p: str):
    sums = Sums(
        shown=(low - low_hit, 0, 0, 0, other - other_hit, 7),
        withheld={"abusive": (low_hit, 0, 0, 0, other_hit, 1), "author-withdrew": (0, 0, 0, 0, 9, 0)},
    )
    first, second = skews(sums)
    assert (first.low, first.low_hit, first.other, first.other_hit, first.p) == (low, low_hit, other, other_hit, p)
    assert second.other_hit == other_hit + 9, "what lies with the author counts in the second table"


def test_so_few_low_ratings_prove_nothing_and_the_report_says_so():
    test = Skew(what="withheld", low=1, low_hit=1, other=3, other_hit=1, p="p = .500", needed=None)
    assert said_of(test).endswith("even all of them alone would not give p < .05.")


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 0, "–"), (2, 3, "66.6 %"), (999, 1000, "99.9 %"), (3, 3, "100.0 %")]
)
def test_a_share_is_cut_and_never_rounded_up(part: int, whole: int, said: str):
    assert share(part, whole) == said


def test_months_run_from_receipt_to_the_first_publication():
    times = time_reviews(
        [
            shown(1, received="2026-03", first_published="2026-03"),
            shown(2, received="2025-12", logged="2026-02", decided="2026-09", first_published="2026-03"),
            state(3, received="2026-02"),
            shown(4, received="2026-05"),
            shown(5, received="2025"),
            state(6, display="elsewhere"),
        ]
    )
    four: Row = (0, 0, 0, 1, 0, 0)
    assert times.logged == {0: (0, 0, 0, 2, 0, 0), 1: four, 2: four}
    assert times.shown == {0: (0, 0, 0, 2, 0, 0), 3: four}, "a clock that was wrong makes no wait negative"
    assert times.undated == 1


def test_each_state_has_its_row():
    found = sum_reviews(
        [
            shown(1),
            state(2, action="withhold", reason="abusive"),
            state(3),
            state(4, erasure=9),
            shown(5, replaced_by=6),
            state(6, display="elsewhere", superseded_by=7),
            state(7, display="elsewhere"),
        ]
    )
    one: Row = (0, 0, 0, 1, 0, 0)
    assert found == Sums(
        received=(0, 0, 0, 4, 0, 0),
        shown=one,
        withheld={"abusive": one},
        pending=one,
        erased=one,
        replaced=one,
        elsewhere={"website-form": 1},
    )


def test_a_site_without_a_log_has_no_report(site, tmp_path: Path):
    with pytest.raises(SiteGenError, match=r"site\.yaml names no log"):
        write(site().root)


@pytest.mark.parametrize("place", ["public/x", "log/x", "content/x"])
def test_no_report_goes_where_the_site_is(sealed_site: SiteFolder, place: str):
    with pytest.raises(SiteGenError, match="is no place for a report"):
        write(sealed_site.root, f"../{place}")


def test_a_folder_of_another_report_is_left_alone(sealed_site: SiteFolder):
    folder = sealed_site.root / "reports/others"
    folder.mkdir(parents=True)
    (folder / "transparency.json").write_text('{"tool": "site-gen", "report": "compliance", "schema": 1}')
    with pytest.raises(SiteGenError, match="no report of this kind"):
        write(sealed_site.root, "others")
