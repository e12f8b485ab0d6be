"""Page rules in builds: what they said stays said as long as the page does, and links are judged anew every time."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from conftest import SiteFolder, review
from site_gen.pipeline.build import check

OWN_PAGE = "-- content/pages/parking.md --\n---\ntitle: Parking\nnav: 1\n---\nBehind the house.\n"
ORPHAN = "-- content/pages/archive.md --\n---\ntitle: Archive\n---\nOld news.\n"


def test_an_incremental_build_says_what_a_full_one_says(site: Callable[[str], SiteFolder]):
    folder = site(review(1) + OWN_PAGE + ORPHAN)
    first = folder.report()
    assert [(one.code, one.path) for one in first.findings] == [("PAG855", "archive/index.html")]
    assert folder.report() == first, "nothing changed"
    folder.edit("content/providers/ana-diaz.yaml", "Ana looks after teeth.", "See [parking](/parking/).")
    assert folder.report() == folder.report(full=True) == first


def test_a_link_breaks_when_the_page_behind_it_goes(site: Callable[[str], SiteFolder]):
    folder = site(review(1) + OWN_PAGE)
    folder.edit("content/providers/ana-diaz.yaml", "Ana looks after teeth.", "See [parking](/parking/).")
    folder.build()
    (folder.root / "content/pages/parking.md").unlink()
    result = folder.try_build()
    assert not result.published
    [finding] = result.report.findings
    assert (finding.code, finding.path) == ("PAG851", "providers/ana-diaz/index.html")
    assert "/parking/" in finding.message
    assert finding.line > 1


def test_a_built_folder_is_looked_at_as_it_is(site: Callable[[str], SiteFolder]):
    folder = site(review(1, text="Slow."))
    public = folder.build()
    options = msgspec.structs.replace(folder.options(), out=folder.root / "other", built=public.folder)
    assert check(options).findings == ()
    page = public.folder / "providers/ana-diaz/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(">Slow.<", ">Fast.<"), encoding="utf-8")
    codes = {(finding.code, finding.path) for finding in check(options).findings}
    assert codes == {("EMB501", "providers/ana-diaz/index.html")}
    assert not (folder.root / "other").exists()


def test_all_pages_are_counted_and_without_pages_nothing_passes(site: Callable[[str], SiteFolder]):
    folder = site(review(1))
    assert check(folder.options()).checked.pages == len(list(folder.build().folder.rglob("*.html")))
    folder.edit("content/providers/ana-diaz.yaml", "locations:", 'npi: "1234567890"\nlocations:')
    report = check(folder.options())
    assert {"EMB501", "PAG851", "MOD210"} <= {one.code for one in report.not_checked}
