"""The graph of a post: an article on its page, and whom it names."""

from __future__ import annotations

import datetime

from site_gen.render.compose.frame import Trail
from site_gen.render.edition import Edition
from site_gen.render.schema_org.graph import (
    Node,
    breadcrumb_nodes,
    graph,
    home_id,
    image_url,
    page_node,
    provider_id,
    reference,
)
from site_gen.render.views.news import PostView
from site_gen.render.views.page import Html


def article_graph(edition: Edition, view: PostView, *, path: str, trail: Trail, modified: datetime.date | None) -> Html:
    """Give the graph of a post's page: a medical one where somebody with training reviewed it, and when.

    The article stands for the text itself; it mentions providers who are described on their own pages.
    """
    type_ = "MedicalWebPage" if view.reviewed_by and view.reviewed_on else "WebPage"
    page = page_node(edition, path=path, title=view.title, trail=trail, type_=type_)
    article_id = f"{page['url']}#article"
    page["mainEntity"] = reference(article_id)
    if type_ == "MedicalWebPage":
        page["lastReviewed"] = view.reviewed_on
        page["reviewedBy"] = {"@type": "Person", "name": view.reviewed_by}
    organization = reference(home_id(edition, "organization"))
    article: Node = {
        "@type": "Article",
        "@id": article_id,
        "headline": view.title,
        "inLanguage": view.title_lang or edition.language,
        "mainEntityOfPage": reference(str(page["@id"])),
        "author": organization,
        "publisher": organization,
    }
    if view.summary:
        article["description"] = view.summary
    if view.date_at:
        article["datePublished"] = view.date_at
    if modified is not None:
        article["dateModified"] = max(modified.isoformat(), view.date_at)
    if view.image:
        article["image"] = image_url(edition, view.image)
    if view.topics:
        article["keywords"] = [topic.label for topic in view.topics]
    if view.video:
        article["video"] = _video(edition, view)
    if view.people:
        article["mentions"] = [reference(provider_id(edition, person.slug)) for person in view.people]
    return graph(edition, [page, article, *breadcrumb_nodes(edition, path, trail)])


def _video(edition: Edition, view: PostView) -> Node:
    assert view.video is not None
    origin = edition.addresses.origin
    node: Node = {"@type": "VideoObject", "name": view.video.title, "contentUrl": origin + view.video.url}
    if view.video.poster_url:
        node["thumbnailUrl"] = origin + view.video.poster_url
    if view.date_at:
        node["uploadDate"] = view.date_at
    return node
