"""The compliance pack says of every page of a provider whether it may earn stars in Google, and why not."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup

from conftest import SiteFolder, review
from report.packs import make_pack_of
from site_gen.report.compliance.eligibility import Verdict
from site_gen.report.compliance.pack import format_pack, parse_pack

NEW = """\
-- content/providers/bo-lee.yaml --
name: {given: Bo, family: Lee}
kind: nurse-practitioner
"""


def rated(site: Callable[[str], SiteFolder]) -> SiteFolder:
    folder = site(NEW + "".join(review(number, rating=4) for number in range(1, 23)))
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    return folder


def test_every_page_of_a_provider_has_a_verdict_with_its_reason(site):
    pack = make_pack_of(rated(site))
    rows = {row.page: row for row in pack.eligibility}
    ana = [f"{home}providers/ana-diaz/{page}" for home in ("", "es/") for page in ("", "reviews/1/", "reviews/2/")]
    assert sorted(rows) == sorted([*ana, "providers/bo-lee/", "es/providers/bo-lee/"])
    for page in ana:
        row = rows[page]
        assert row.said == "valid, not eligible for stars in Google: self-controlled reviews"
        assert "Dentist" in row.reason
        assert "GOO601" in row.reason
        assert (row.average, row.ratings, row.codes) == ("4.0", 22, ())


def test_a_page_without_reviews_has_nothing_that_could_be_eligible(site):
    row = next(one for one in make_pack_of(rated(site)).eligibility if one.page == "providers/bo-lee/")
    assert row.verdict is Verdict.NO_REVIEWS
    assert (row.types, row.average) == (("Nursing", "MedicalOrganization"), "")


def test_markup_that_differs_from_the_page_is_not_called_valid(site):
    folder = rated(site)
    folder.build()
    page = folder.root / "public/providers/ana-diaz/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('"ratingCount":22', '"ratingCount":999'), encoding="utf-8")
    rows = {row.page: row for row in make_pack_of(folder, built=folder.root / "public").eligibility}
    assert rows["providers/ana-diaz/"].verdict is Verdict.NOT_VALID
    assert rows["providers/ana-diaz/"].codes == ("EMB503",)
    assert rows["providers/ana-diaz/reviews/1/"].verdict is Verdict.NOT_ELIGIBLE


def test_pages_that_nobody_looked_at_are_not_called_valid(site):
    folder = rated(site)
    folder.edit("content/providers/bo-lee.yaml", "kind:", 'npi: "1234567890"\nkind:')
    pack = make_pack_of(folder)
    verdicts = {row.provider: row.verdict for row in pack.eligibility}
    assert verdicts == {"bo-lee": Verdict.NOT_CHECKED, "ana-diaz": Verdict.NOT_ELIGIBLE}


def test_the_document_lists_every_page_under_its_verdict(site):
    folder = rated(site)
    pack = make_pack_of(folder)
    html = BeautifulSoup((folder.root / "reports/pack/compliance.html").read_bytes(), "html.parser")
    part = html.find(id="eligibility").parent
    assert sorted(code.get_text() for code in part("code")) == sorted(row.page for row in pack.eligibility)
    assert "Valid, not eligible for stars in Google: self-controlled reviews" in part.get_text()


def test_a_pack_of_an_older_version_has_no_verdicts_and_can_be_read(site):
    data = format_pack(make_pack_of(rated(site)))
    head, _, _ = data.partition(b',\n  "eligibility"')
    assert parse_pack(head + b"\n}\n", "old").eligibility == ()
