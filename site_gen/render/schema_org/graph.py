"""What every graph has: the site, the organization, the breadcrumb, ids, and the way into a `<script>`."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec

from site_gen.render.addresses import HOME, provider_path, topic_path
from site_gen.render.compose.frame import Trail
from site_gen.render.edition import Edition
from site_gen.render.schema_org.kinds import PAGE_TYPES
from site_gen.render.views.page import Html, ImageView

Node = dict[str, object]
"""A node of the graph, or a reference to one (`{"@id": …}`); keys in the order of the output."""

_EDITIONS_KEPT = 16
encode = msgspec.json.Encoder().encode


def graph(edition: Edition, nodes: Sequence[Node]) -> Html:
    """Give the graph of one page: site and organization, then `nodes`."""
    return script_safe({"@context": "https://schema.org", "@graph": [*_site_nodes(edition), *nodes]})


def script_safe(value: object) -> Html:
    """Give compact JSON that cannot end its `<script>` or open a comment in it, and parses to the same value.

    `<`, `>` and `&` stand only inside strings of JSON, where an escape means the same character.

    Source: HTML, section 4.12.1.3, restrictions for contents of script elements.
    """
    data = encode(value).replace(b"&", b"\\u0026").replace(b"<", b"\\u003c").replace(b">", b"\\u003e")
    return Html(data.decode())


def page_node(edition: Edition, *, path: str, title: str, trail: Trail, type_: str) -> Node:
    """Give the node of the page itself; its `@id` is its address."""
    url = edition.addresses.absolute(path, edition.language)
    node: Node = {
        "@type": type_,
        "@id": url,
        "url": url,
        "name": title,
        "inLanguage": edition.language,
        "isPartOf": reference(home_id(edition, "website")),
    }
    if is_shown(trail):
        node["breadcrumb"] = reference(f"{url}#breadcrumb")
    return node


def page_type(kind: str) -> str:
    """Give the type of a page by its kind."""
    return PAGE_TYPES.get(kind, "WebPage")


def is_shown(trail: Trail) -> bool:
    """Say whether a trail makes a breadcrumb; a page that stands first in its trail shows none."""
    return len(trail) > 1


def breadcrumb_nodes(edition: Edition, path: str, trail: Trail) -> list[Node]:
    """Give the breadcrumb as shown, or nothing for a page without one.

    `item` names a Thing, so it refers to the page by its id, which is the page's address.
    """
    if not is_shown(trail):
        return []
    absolute, language = edition.addresses.absolute, edition.language
    items = [
        {"@type": "ListItem", "position": position, "name": label, "item": reference(absolute(step, language))}
        for position, (label, step) in enumerate(trail, start=1)
    ]
    return [
        {"@type": "BreadcrumbList", "@id": f"{absolute(path, language)}#breadcrumb", "itemListElement": items},
    ]


def reference(id_: str) -> Node:
    """Refer to a node that is described elsewhere in the graph or on another page."""
    return {"@id": id_}


def home_id(edition: Edition, name: str) -> str:
    """Give the id of `website` or `organization`, the same on every page in every language."""
    return f"{edition.addresses.absolute(HOME)}#{name}"


def provider_id(edition: Edition, slug: str, name: str = "provider") -> str:
    """Give the id of a provider's `provider` or `person` node, the same on every page in every language."""
    return f"{edition.addresses.absolute(provider_path(slug))}#{name}"


def location_id(edition: Edition, slug: str) -> str:
    """Give the id of a location, the same on every page in every language."""
    return f"{edition.addresses.absolute(topic_path('locations', slug))}#location"


def image_url(edition: Edition, image: ImageView) -> str:
    """Give the whole address of a picture as shown."""
    return edition.addresses.origin + image.url


@functools.lru_cache(maxsize=_EDITIONS_KEPT)
def _site_nodes(edition: Edition) -> tuple[msgspec.Raw, ...]:
    """Encode once what is the same on every page of an edition."""
    home = edition.addresses.absolute(HOME)
    organization = home_id(edition, "organization")
    site = edition.site
    website: Node = {
        "@type": "WebSite",
        "@id": home_id(edition, "website"),
        "url": home,
        "name": site.name,
        "inLanguage": site.languages,
        "publisher": reference(organization),
    }
    practice: Node = {
        "@type": site.organization.type,
        "@id": organization,
        "name": site.name,
        "url": home,
        "telephone": site.organization.phone,
    }
    if edition.frame_site.logo:
        practice["logo"] = image_url(edition, edition.frame_site.logo)
    return (msgspec.Raw(encode(website)), msgspec.Raw(encode(practice)))
