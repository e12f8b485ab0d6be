"""The graph of a location's page: the only place that describes the location; other pages refer to it by its id."""

from __future__ import annotations

from site_gen.model.location import Address, Location
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
    reference,
)
from site_gen.render.schema_org.hours import exception_nodes, week_nodes
from site_gen.render.schema_org.kinds import LOCATION_TYPES
from site_gen.render.views.page import Html
from site_gen.render.views.provider import PlaceView


def location_graph(edition: Edition, location: Location, view: PlaceView, *, path: str, trail: Trail) -> Html:
    """Give the graph of the page of `location`; `view` is the location without regard to any provider."""
    page = page_node(edition, path=path, title=view.name, trail=trail, type_="WebPage")
    page["mainEntity"] = reference(location_id(edition, location.slug))
    return graph(edition, [page, *breadcrumb_nodes(edition, path, trail), _location_node(edition, location, view)])


def _location_node(edition: Edition, location: Location, view: PlaceView) -> Node:
    node: Node = {
        "@type": LOCATION_TYPES[location.type],
        "@id": location_id(edition, location.slug),
        "name": view.name,
        "url": edition.addresses.origin + view.url,
    }
    if view.photo:
        node["image"] = image_url(edition, view.photo)
    if location.phone:
        node["telephone"] = location.phone
    if location.fax:
        node["faxNumber"] = location.fax
    node["address"] = _address_node(location.address)
    if location.geo:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": location.geo.latitude,
            "longitude": location.geo.longitude,
        }
    if view.map_url:
        node["hasMap"] = view.map_url
    if week := week_nodes(location.hours):
        node["openingHoursSpecification"] = week
    if exceptions := exception_nodes(location.hours_exceptions, edition.ground.as_of):
        node["specialOpeningHoursSpecification"] = exceptions
    if view.accessibility:
        node["amenityFeature"] = [
            {"@type": "LocationFeatureSpecification", "name": text, "value": True} for text in view.accessibility
        ]
    node["parentOrganization"] = reference(home_id(edition, "organization"))
    return node


def _address_node(address: Address) -> Node:
    node: Node = {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "addressLocality": address.locality,
    }
    if address.region:
        node["addressRegion"] = address.region
    if address.postal_code:
        node["postalCode"] = address.postal_code
    node["addressCountry"] = address.country
    return node
