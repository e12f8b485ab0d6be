"""The graph of pages that describe nothing of their own: front page, lists, topics, policies, the owner's pages."""

from __future__ import annotations

from site_gen.render.compose.frame import Trail
from site_gen.render.edition import Edition
from site_gen.render.schema_org.graph import breadcrumb_nodes, graph, home_id, page_node, page_type, reference
from site_gen.render.views.page import Html


def page_graph(edition: Edition, *, path: str, title: str, trail: Trail, kind: str) -> Html:
    """Give the graph of the page at `path`: site, organization, page and breadcrumb.

    `kind` is that of the frame and decides the page's type (`kinds.PAGE_TYPES`). The front page is about the
    organization. Providers and locations in lists are not described here: each is on its own page, once.
    """
    page = page_node(edition, path=path, title=title, trail=trail, type_=page_type(kind))
    if kind == "home":
        page["about"] = reference(home_id(edition, "organization"))
    return graph(edition, [page, *breadcrumb_nodes(edition, path, trail)])
