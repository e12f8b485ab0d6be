"""Steps 7 and 8 for the data beside a profile, where there is any: its numbers about reviews are those of the log."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from site_gen.model.counting import written_tenths
from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Claim, Fails
from site_gen.verify.json_ld import parse_json
from site_gen.verify.settings import SiteFile

TWIN = "index.json"
_BEST = 5
_MEMBERS = frozenset(
    {
        "as_of", "conditions", "id", "kind", "languages", "locations", "name", "npi", "rating", "reviews", "schema",
        "specialties", "status", "taxonomy", "url", "verified_on",
    }
)  # fmt: skip
"""Whatever else there is could be a number about reviews by another name."""


def compare_twin(data: bytes, tally: Tally, slug: str, pages: Sequence[str], site: SiteFile) -> Fails:
    """Give what the data says otherwise than the log. `pages` are those of the provider, the profile first."""
    try:
        value = parse_json(data.decode())
    except (ValueError, RecursionError) as error:
        yield Claim.COUNTS, f"cannot be read: {error}"
        return
    if not isinstance(value, dict) or not isinstance(value.get("reviews"), dict) or value.keys() - _MEMBERS:
        yield Claim.COUNTS, "is not of the form of a provider's data"
        return
    found, expected = _said(value, site), _expected(tally, slug, pages, site)
    for name in sorted(found.keys() | expected.keys()):
        if (said := _written(found.get(name))) != (logged := _written(expected.get(name))):
            claim = Claim.WITHHELD if name == "withheld" else Claim.COUNTS
            yield claim, f"says {name} {said[:120]}, from the log follows {logged[:120]}"


def _said(value: dict[str, Any], site: SiteFile) -> dict[str, Any]:
    """Give what is compared; of addresses only what is below the root of the site."""
    root = re.compile(rf"https?://[^\s/?#]+{re.escape(site.base_path)}/")
    urls = [value.get("url"), *(pages if isinstance(pages := value["reviews"].get("pages"), list) else [pages])]
    return {
        **value["reviews"],
        "id": value.get("id"),
        "as_of": value.get("as_of"),
        "rating": value.get("rating"),
        "pages": [root.sub("", url, 1) if isinstance(url, str) and root.match(url) else url for url in urls],
    }


def _expected(tally: Tally, slug: str, pages: Sequence[str], site: SiteFile) -> dict[str, Any]:
    return {
        "id": slug,
        "as_of": site.as_of,
        "pages": list(pages),
        "rating": {
            "average": None if tally.tenths is None else written_tenths(tally.tenths),
            "best": _BEST,
            "count": tally.rating_count,
            "minimum": tally.minimum,
            "window_months": tally.window_months,
            "distribution": {str(stars): count for stars, count in enumerate(tally.bars, 1)},
        },
        "received": tally.received,
        "shown": tally.shown,
        "hidden": tally.hidden,
        "withheld": tally.withheld,
        "pending": tally.pending,
        "replaced": tally.replaced,
        "elsewhere": tally.elsewhere_count,
    }


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
