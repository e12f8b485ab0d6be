"""The person behind a profile: name, training, languages. What a patient calls, visits and rates is the other node."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.model.provider import Provider
from site_gen.model.topics import Topic
from site_gen.render.addresses import provider_path
from site_gen.render.edition import Edition
from site_gen.render.schema_org.graph import Node, home_id, image_url, provider_id, reference
from site_gen.render.schema_org.kinds import PHYSICIAN, PROVIDER_TYPES
from site_gen.render.views.provider import ProviderView


def person_node(edition: Edition, provider: Provider, view: ProviderView, topics: Sequence[Topic]) -> Node:
    """Give the `Person`, main entity of a profile page; `topics` are the provider's specialties.

    A person who has left no longer works for the organization. What only a physician's practice can say (hospitals,
    procedures) is said here for the other kinds, as affiliation and as what the person knows about.
    """
    physician = PROVIDER_TYPES[provider.kind] == PHYSICIAN
    name = provider.name
    node: Node = {
        "@type": "Person",
        "@id": provider_id(edition, provider.slug, "person"),
        "name": name.plain,
    }
    for key, part in (
        ("honorificPrefix", name.prefix),
        ("givenName", name.given),
        ("additionalName", name.middle),
        ("familyName", name.family),
        ("honorificSuffix", name.suffix),
        ("pronouns", view.pronouns),
        ("jobTitle", view.kind_label),
    ):
        if part:
            node[key] = part
    node["url"] = edition.addresses.absolute(provider_path(provider.slug), edition.language)
    if view.photo:
        node["image"] = image_url(edition, view.photo)
    if provider.languages:
        node["knowsLanguage"] = provider.languages
    if provider.education:
        # Some are hospitals that train, so no more than Organization is certain.
        node["alumniOf"] = _organizations([one.school for one in provider.education])
    if provider.credentials:
        node["hasCredential"] = _credential_nodes(provider)
    if view.status != "departed":
        node["worksFor"] = reference(home_id(edition, "organization"))
    practice = reference(provider_id(edition, provider.slug))
    node["affiliation"] = practice if physician or not view.affiliations else [practice, *hospital_nodes(view)]
    if known := _known(edition, view, topics, with_procedures=not physician):
        node["knowsAbout"] = known
    return node


def hospital_nodes(view: ProviderView) -> list[Node]:
    """Give the hospitals where the provider may admit or treat."""
    nodes: list[Node] = []
    for hospital in view.affiliations:
        node: Node = {"@type": "Hospital", "name": hospital.label}
        if hospital.url:
            node["url"] = hospital.url
        nodes.append(node)
    return nodes


def _organizations(names: Sequence[str]) -> list[Node]:
    return [{"@type": "Organization", "name": name} for name in dict.fromkeys(names)]


def _credential_nodes(provider: Provider) -> list[Node]:
    """Give certificates and licences. "Since" has no property in the domain of the type that means just that."""
    nodes: list[Node] = []
    for one in provider.credentials:
        node: Node = {"@type": "EducationalOccupationalCredential", "name": one.name}
        if one.issuer:
            node["recognizedBy"] = {"@type": "Organization", "name": one.issuer}
        nodes.append(node)
    return nodes


def _known(edition: Edition, view: ProviderView, topics: Sequence[Topic], *, with_procedures: bool) -> list[str]:
    """Give specialties that schema.org does not list, conditions, and procedures where asked, as the page has them."""
    fields = [topic.label(edition.language) for topic in topics if not topic.schema]
    procedures = view.procedures if with_procedures else ()
    return list(dict.fromkeys((*fields, *(link.label for link in view.conditions), *procedures)))
