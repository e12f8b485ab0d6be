"""What a provider page weighs after gzip, with twenty reviews on it and the most words."""

from __future__ import annotations

from benchmarks.weight import weight

from .conftest import Sample

MOST_BYTES = 30_000
REVIEWS = 20


def test_a_provider_page_with_twenty_reviews_weighs_less_than_thirty_kilobytes_without_its_pictures(sample: Sample):
    pages = [
        page
        for page in sample.out.glob("**/providers/*/index.html")
        if page.read_text(encoding="utf-8").count('<article class="review"') == REVIEWS
    ]
    assert len(pages) >= 2
    for page in pages:
        sizes = weight(page, sample.out)
        assert sizes["html"] > 10_000
        assert sizes["css"] > 1_000
        assert sizes["html"] + sizes["css"] + sizes["js"] <= MOST_BYTES, (page, sizes)
