"""All files of one provider: page, static review pages and JSON twin, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from site_gen.model.alert import NO_SUBJECT, Subject, subject_of
from site_gen.model.placed import Placed
from site_gen.model.provider import Provider
from site_gen.model.standing import Standing
from site_gen.model.summary import ProviderSummary
from site_gen.model.topics import specialty_topics
from site_gen.render.addresses import archive_path, provider_path, topic_path, twin_path
from site_gen.render.compose.cards import card_image, provider_card
from site_gen.render.compose.frame import Trail, find_trail, frame_view
from site_gen.render.compose.provider import description, provider_view
from site_gen.render.compose.provider_card import card_view
from site_gen.render.compose.review_lists import archive_list, newest_list, review_pages
from site_gen.render.data.twin import twin
from site_gen.render.edition import Edition
from site_gen.render.pages.rendered import Rendered
from site_gen.render.schema_org import provider_graph
from site_gen.render.schema_org.reviews import MadeNodes
from site_gen.render.views.page import ImageView
from site_gen.render.views.provider import ProviderView


def provider_files(
    editions: Mapping[str, Edition],
    provider: Provider,
    placed: Sequence[Placed],
    standing: Standing,
    alternatives: Sequence[ProviderSummary] = (),
) -> Iterator[Rendered]:
    """Give the files of one provider. `alternatives` are shown on a departed provider's page."""
    default = next(iter(editions.values()))
    archive_pages = 0
    subject = subject_of(provider) if default.ground.alerts else NO_SUBJECT
    for edition in editions.values():
        pages = review_pages(edition, provider, placed)
        archive_pages = len(pages.archive)
        newest = newest_list(edition, provider, standing, pages)
        cards = [card_view(edition, summary) for summary in alternatives]
        view = provider_view(edition, provider, standing, newest, cards)
        share = card_image(edition, provider_card(edition, provider, standing), provider.slug)
        on_page = pages.newest[: edition.site.reviews.per_page]
        made: MadeNodes = {}
        yield _page(edition, provider, on_page, standing, view, subject, share, made)
        for number, page in enumerate(pages.archive, start=1):
            reviews = archive_list(edition, provider, newest, pages, number)
            on_archive = msgspec.structs.replace(view, reviews=reviews, alternatives=())
            yield _archive(edition, provider, page.shown, standing, number, on_archive, subject, share, made)
        edition.templates.forget()
    yield Rendered(twin_path(provider.slug), twin(default, provider, standing, archive_pages))


def _page(
    edition: Edition,
    provider: Provider,
    shown: Sequence[Placed],
    standing: Standing,
    view: ProviderView,
    subject: Subject,
    share: ImageView | None,
    made: MadeNodes,
) -> Rendered:
    path = provider_path(provider.slug)
    trail = provider_trail(edition, provider)
    frame = frame_view(
        edition,
        path=path,
        kind="provider",
        title=_title(view.name, edition.locale.listed(one.term for one in view.specialties[:2])),
        description=description(edition, view),
        trail=trail,
        json_ld=provider_graph(edition, provider, standing, view, shown, path=path, trail=trail, made=made),
        json_url=edition.addresses.href(twin_path(provider.slug)),
        paper=True,
        share=share,
        subject=subject,
    )
    data = edition.templates.render("provider.html", frame=frame, view=view)
    return Rendered(edition.addresses.file(path, edition.language), data)


def _archive(
    edition: Edition,
    provider: Provider,
    shown: Sequence[Placed],
    standing: Standing,
    number: int,
    view: ProviderView,
    subject: Subject,
    share: ImageView | None,
    made: MadeNodes,
) -> Rendered:
    _ = edition.gettext
    path = archive_path(provider.slug, number)
    label = _("Reviews, page %(number)s") % {"number": number}
    trail = [*provider_trail(edition, provider), (label, path)]
    reviews = view.reviews
    assert reviews.pager is not None, "an archive page has a pager"
    title = _("Reviews of %(name)s, page %(number)s") % {"name": view.name, "number": number}
    frame = frame_view(
        edition,
        path=path,
        kind="reviews",
        title=title,
        description=_("%(title)s: %(average)s") % {"title": title, "average": reviews.average.summary},
        trail=trail,
        json_ld=provider_graph(edition, provider, standing, view, shown, path=path, trail=trail, made=made),
        previous_url=reviews.pager.previous.url if reviews.pager.previous else "",
        next_url=reviews.pager.next.url if reviews.pager.next else "",
        share=share,
        subject=subject,
    )
    data = edition.templates.render("reviews.html", frame=frame, view=view)
    return Rendered(edition.addresses.file(path, edition.language), data)


def provider_trail(edition: Edition, provider: Provider) -> Trail:
    """Give the breadcrumb of a provider: Find care, first specialty, name."""
    specialty = [
        (topic.label(edition.language), topic_path("specialties", topic.slug))
        for topic in specialty_topics(provider)[:1]
    ]
    return [find_trail(edition), *specialty, (provider.name.spoken, provider_path(provider.slug))]


def _title(name: str, specialties: str) -> str:
    return f"{name} – {specialties}" if specialties else name
