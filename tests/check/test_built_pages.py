"""Page rules in builds: what they said stays said as long as the page does, and links are judged anew every time."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PIL import Image

from conftest import SiteFolder, its_own, review
from site_gen.pipeline.build import check

OWN_PAGE = (
    "-- content/pages/parking.md --\n---\ntitle: Parking\ndescription: Where it is.\nnav: 1\n---\nBehind the house.\n"
)
ORPHAN = "-- content/pages/archive.md --\n---\ntitle: Archive\ndescription: Old news.\n---\nOld news.\n"


def test_an_incremental_build_says_what_a_full_one_says(site: Callable[[str], SiteFolder]):
    folder = site(review(1) + OWN_PAGE + ORPHAN)
    first = folder.report()
    assert [(one.code, one.path) for one in its_own(first.findings)] == [("PAG855", "archive/index.html")]
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
    [finding] = its_own(result.report.findings)
    assert (finding.code, finding.path) == ("PAG851", "providers/ana-diaz/index.html")
    assert "/parking/" in finding.message
    assert finding.line > 1


def test_a_built_folder_is_looked_at_as_it_is(site: Callable[[str], SiteFolder]):
    folder = site(review(1, text="Slow."))
    public = folder.build()
    options = msgspec.structs.replace(folder.options(), out=folder.root / "other", built=public.folder)
    assert its_own(check(options).findings) == ()
    page = public.folder / "providers/ana-diaz/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(">Slow.<", ">Fast.<"), encoding="utf-8")
    codes = {(finding.code, finding.path) for finding in its_own(check(options).findings)}
    assert codes == {("EMB501", "providers/ana-diaz/index.html")}
    assert not (folder.root / "other").exists()


def test_all_pages_are_counted_and_without_pages_nothing_passes(site: Callable[[str], SiteFolder]):
    folder = site(review(1))
    assert check(folder.options()).checked.pages == len(list(folder.build().folder.rglob("*.html")))
    folder.edit("content/providers/ana-diaz.yaml", "locations:", 'npi: "1234567890"\nlocations:')
    report = check(folder.options())
    assert {"EMB501", "PAG851", "MOD210"} <= {one.code for one in report.not_checked}


def test_media_of_a_built_folder_are_looked_at_and_damaged_ones_are_not_called_clean(site: Callable[[str], SiteFolder]):
    folder = site("")
    public = folder.build()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (41.0, 52.0, 41.0), 3: "W", 4: (87.0, 37.0, 40.0)}
    Image.new("L", (1, 1)).save(public.folder / "assets/door.jpg", exif=exif)
    (public.folder / "assets/roof.png").write_bytes(b"eXIf")
    report = check(msgspec.structs.replace(folder.options(), out=folder.root / "other", built=public.folder))
    assert [(one.code, one.path) for one in report.errors] == [("PAG859", "assets/door.jpg")]
    assert ("PAG859", "assets/roof.png cannot be read") in {(one.code, one.reason) for one in report.not_checked}


def test_media_that_say_where_they_were_taken_stop_the_pages(site: Callable[[str], SiteFolder]):
    folder = site("")
    exif = Image.Exif()
    exif[0x8825] = {2: (41.0, 52.0, 41.0), 4: (87.0, 37.0, 40.0)}
    (folder.root / "themes/own/static").mkdir(parents=True)
    (folder.root / "themes/own/theme.yaml").write_text("extends: default\n")
    folder.edit("site.yaml", "time_zone", "theme: own\ntime_zone")
    Image.new("L", (1, 1)).save(folder.root / "themes/own/static/door.webp", exif=exif)
    result = folder.try_build()
    assert not result.published
    assert [(one.code, one.path) for one in result.report.errors] == [("PAG859", "static/door.webp")]
