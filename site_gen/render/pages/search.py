"""The page that searches the profiles, in the browser of whoever searches."""

from __future__ import annotations

import msgspec

from site_gen.model.alert import EVERYTHING
from site_gen.render.addresses import SEARCH, SEARCH_INDEX
from site_gen.render.compose.frame import find_trail, frame_view
from site_gen.render.compose.words import gender_word
from site_gen.render.edition import Edition
from site_gen.render.pages.rendered import Rendered
from site_gen.render.views.listing import FacetView, SearchFilterView, SearchView


def search_page(edition: Edition, facet_views: tuple[FacetView, ...]) -> Rendered:
    """Give the search page; the facets are what leads on without a script. It is no page for search engines."""
    _ = edition.gettext
    title = _("Search")
    genders = {one: gender_word(edition.locale, one) for one in ("female", "male", "nonbinary")}
    view = SearchView(
        title=title,
        intro=_("Search by name, specialty, condition, language, place or insurance plan."),
        filters=(
            SearchFilterView(name="specialty", label=_("Specialty"), every=_("All specialties")),
            SearchFilterView(name="location", label=_("Location"), every=_("All locations")),
            SearchFilterView(name="language", label=_("Language"), every=_("All languages")),
            SearchFilterView(name="insurance", label=_("Insurance"), every=_("All insurance plans")),
            SearchFilterView(name="gender", label=_("Gender"), every=_("Any gender"), words=_json(genders)),
        ),
        words=_json(
            {
                "none": _("Nobody was found. Try fewer words, or another filter."),
                "one": _("1 provider found"),
                "many": _("{count} providers found"),
                "failed": _("The search cannot be loaded. The lists below do without it."),
            }
        ),
        index_url=edition.addresses.href(SEARCH_INDEX),
        script_url=edition.asset("static/search.js"),
        facets=facet_views,
    )
    frame = frame_view(
        edition,
        path=SEARCH,
        kind="search",
        title=title,
        description=view.intro,
        trail=[find_trail(edition), (title, SEARCH)],
        indexed=False,
        subject=EVERYTHING,
    )
    data = edition.templates.render("search.html", frame=frame, view=view)
    return Rendered(edition.addresses.file(SEARCH, edition.language), data)


def _json(words: dict[str, str]) -> str:
    return msgspec.json.encode(words).decode()
