"""The graph of a provider's page and of the static pages of older reviews."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.model.placed import Placed
from site_gen.model.provider import Provider
from site_gen.model.standing import Standing
from site_gen.model.topics import Topic, specialty_topics
from site_gen.render.addresses import HOW, provider_path
from site_gen.render.compose.frame import Trail
from site_gen.render.edition import Edition
from site_gen.render.schema_org.graph import (
    Node,
    breadcrumb_nodes,
    graph,
    home_id,
    image_url,
    location_id,
    page_node,
    provider_id,
    reference,
)
from site_gen.render.schema_org.kinds import MEDICAL_ORGANIZATIONS, PHYSICIAN, PROVIDER_TYPES
from site_gen.render.schema_org.person import hospital_nodes, person_node
from site_gen.render.schema_org.reviews import MadeNodes, average_node, review_nodes
from site_gen.render.views.page import Html
from site_gen.render.views.provider import ProviderView


def provider_graph(
    edition: Edition,
    provider: Provider,
    standing: Standing,
    view: ProviderView,
    shown: Sequence[Placed],
    *,
    path: str,
    trail: Trail,
    made: MadeNodes,
) -> Html:
    """Give the graph of the page at `path`, which is the provider's own or one of older reviews.

    `shown` are the reviews on that page, in its order, the same as in `view.reviews`; nodes of earlier pages are taken
    from `made`. The provider's own page has the whole graph; a page of older reviews repeats of the provider only name,
    address and average, with its own reviews.
    """
    own_page = path == provider_path(provider.slug)
    topics = specialty_topics(provider) if own_page else ()
    node = _named_node(edition, provider, view)
    if own_page:
        _describe(node, edition, provider, view, topics)
    if average := average_node(view.reviews, standing):
        node["aggregateRating"] = average
    if reviews := review_nodes(edition, provider.slug, shown, view.reviews, made):
        node["review"] = reviews
    crumbs = breadcrumb_nodes(edition, path, trail)
    if not own_page:
        page = page_node(edition, path=path, title=view.reviews.heading, trail=trail, type_="CollectionPage")
        page["mainEntity"] = reference(provider_id(edition, provider.slug))
        return graph(edition, [page, *crumbs, node])
    page = _profile_node(edition, provider, view, path, trail)
    return graph(edition, [page, *crumbs, person_node(edition, provider, view, topics), node])


def _profile_node(edition: Edition, provider: Provider, view: ProviderView, path: str, trail: Trail) -> Node:
    page = page_node(edition, path=path, title=view.plain_name, trail=trail, type_="ProfilePage")
    page["mainEntity"] = reference(provider_id(edition, provider.slug, "person"))
    page["about"] = reference(provider_id(edition, provider.slug))
    if view.verified_on:
        page["lastReviewed"] = view.verified_on
    if view.video:
        page["video"] = _video_node(edition, provider, view)
    return page


def _video_node(edition: Edition, provider: Provider, view: ProviderView) -> Node:
    assert view.video is not None
    assert provider.video is not None
    origin = edition.addresses.origin
    node: Node = {"@type": "VideoObject", "name": view.video.title, "contentUrl": origin + view.video.url}
    if view.video.poster_url:
        node["thumbnailUrl"] = origin + view.video.poster_url
    if provider.video.uploaded_on:
        node["uploadDate"] = provider.video.uploaded_on.isoformat()
    if provider.video.duration_seconds:
        node["duration"] = f"PT{provider.video.duration_seconds}S"
    return node


def _named_node(edition: Edition, provider: Provider, view: ProviderView) -> Node:
    return {
        "@type": PROVIDER_TYPES[provider.kind],
        "@id": provider_id(edition, provider.slug),
        "name": view.plain_name,
        "url": edition.addresses.absolute(provider_path(provider.slug), edition.language),
    }


def _describe(node: Node, edition: Edition, provider: Provider, view: ProviderView, topics: Sequence[Topic]) -> None:
    """Add what the provider's own page says, each fact where the type of the node has a property for it."""
    physician = PROVIDER_TYPES[provider.kind] == PHYSICIAN
    if view.photo:
        node["image"] = image_url(edition, view.photo)
    if view.call:
        node["telephone"] = view.call.url.removeprefix("tel:")
    if view.npi and physician:
        node["usNPI"] = view.npi
    elif view.npi:
        node["identifier"] = {"@type": "PropertyValue", "propertyID": "NPI", "value": view.npi}
    fields = dict.fromkeys(topic.schema for topic in topics if topic.schema)
    if fields:
        node["medicalSpecialty"] = [f"https://schema.org/{field}" for field in fields]
    if physician and provider.taxonomy:
        # The page says the same in words; the code is the term of a taxonomy that this property asks for.
        node["occupationalCategory"] = provider.taxonomy
    if view.accepting and view.status == "active":  # on leave: the page says so first, and no more is claimed
        node["isAcceptingNewPatients"] = view.accepting == "yes"
    _place(node, edition, view, physician=physician)
    if physician and view.affiliations:
        node["hospitalAffiliation"] = hospital_nodes(view)
    if physician and view.procedures:
        node["availableService"] = [{"@type": "MedicalProcedure", "name": name} for name in view.procedures]
    if view.reviews.links_elsewhere:
        node["sameAs"] = [link.url for link in view.reviews.links_elsewhere]
    how = edition.addresses.absolute(HOW, edition.language)
    node["publishingPrinciples"] = how
    node["actionableFeedbackPolicy"] = how


def _place(node: Node, edition: Edition, view: ProviderView, *, physician: bool) -> None:
    """Add where and for whom the provider works; nothing for one who has left."""
    if view.status == "departed":
        return
    practices: dict[str, Node] = {}
    others: dict[str, Node] = {}
    for place in view.places:
        known = practices if physician and place.type in MEDICAL_ORGANIZATIONS else others
        known[place.slug] = reference(location_id(edition, place.slug))
    if practices:
        node["practicesAt"] = list(practices.values())
    if others:
        node["location"] = list(others.values())
    node["parentOrganization"] = reference(home_id(edition, "organization"))
