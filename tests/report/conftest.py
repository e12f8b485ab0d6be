"""Compliance packs of whole sites, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from verify.sites import SealedSite, later_reviews

from conftest import SiteFolder, review_id
from report.packs import make_pack_of
from site_gen.report.compliance.pack import Pack


@pytest.fixture(scope="session")
def sealed_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A site with a log in which reviews are shown, redacted, withheld, pending, replaced, erased and elsewhere."""
    site = SealedSite(tmp_path_factory.mktemp("pack") / "site", languages="en")
    site.folder.write(later_reviews())
    site.seal()
    site.erase(review_id(15))
    return site.folder


@pytest.fixture(scope="session")
def sealed_pack(sealed_site: SiteFolder) -> Pack:
    return make_pack_of(sealed_site)


@pytest.fixture(scope="session")
def sealed_page(sealed_site: SiteFolder, sealed_pack: Pack) -> Path:
    return sealed_site.root / "reports/pack/compliance.html"
