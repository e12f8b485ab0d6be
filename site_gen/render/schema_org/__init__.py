"""What a page says to search engines: one JSON-LD graph a page, in the terms of schema.org 30.0.

Every node stands once in a graph and is joined to the others by `@id`. Ids are the same in every language, so that a
thing that is described on several pages stays one thing. A property is used only on types of its domain and only with
values of its range: `site_gen/data/schema_org.json` is the reference, and the tests hold every graph against it.
"""

from site_gen.render.schema_org.article import article_graph
from site_gen.render.schema_org.location import location_graph
from site_gen.render.schema_org.page import page_graph
from site_gen.render.schema_org.provider import provider_graph

__all__ = ["article_graph", "location_graph", "page_graph", "provider_graph"]
