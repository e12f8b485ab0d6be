"""Pages of posts: the list of all, those of topics, each post, and their feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.model.news import NewsPost, topics_of
from site_gen.model.summary import ProviderSummary
from site_gen.render.addresses import NEWS, NEWS_ATOM, NEWS_JSON_FEED, news_path, post_path
from site_gen.render.compose.frame import frame_view, home_trail
from site_gen.render.compose.news import Said, changed_on, post_card, post_view, summary_of, topic_label, topic_links
from site_gen.render.data.news_feeds import FEED_LENGTH, post_atom_feed, post_json_feed
from site_gen.render.edition import Edition
from site_gen.render.pages.listing import pager_view
from site_gen.render.pages.rendered import Rendered
from site_gen.render.prose import images_in
from site_gen.render.schema_org import article_graph, page_graph
from site_gen.render.views.news import NewsView
from site_gen.render.views.page import ImageView, LinkView

POSTS_PER_PAGE = 20
"""How many posts one page of a list holds."""

_SHARED_AS = (".jpg", ".png", ".webp")
"""Endings of pictures that programs show with a link; none shows a drawing."""


def news_pages(edition: Edition, news: Sequence[NewsPost], summaries: Sequence[ProviderSummary]) -> Iterator[Rendered]:
    """Give everything below `news/` in one language; nothing where the site never had a post.

    Posts that are not out yet stand in previews only: no feed has them, and search engines are asked to pass them over.
    """
    if not edition.ground.has_news:
        return
    topics = topics_of(news)
    _ = edition.gettext
    intro = _("What is new at %(site)s.") % {"site": edition.site.name}
    yield from _list(edition, news, "", Said(_("News")), intro, tuple(topics))
    for topic, about in topics.items():
        label = topic_label(edition, topic)
        words = {"site": edition.site.name, "topic": label.text}
        yield from _list(edition, about, topic, label, _("News of %(site)s about: %(topic)s.") % words, ())
    known = {summary.slug: summary for summary in summaries}
    for one in news:
        yield _post(edition, one, known)
    out = [one for one in news if one.is_out][:FEED_LENGTH]
    language = edition.language
    yield Rendered(edition.addresses.file(NEWS_ATOM, language), post_atom_feed(edition, out))
    yield Rendered(edition.addresses.file(NEWS_JSON_FEED, language), post_json_feed(edition, out))


def feed_links(edition: Edition) -> tuple[LinkView, ...]:
    """Give links to the feeds of posts."""
    _ = edition.gettext
    title = _("News of %(site)s") % {"site": edition.site.name}
    return (
        LinkView(label=_("Feed (Atom)"), url=edition.href(NEWS_ATOM), note=title),
        LinkView(label=_("Feed (JSON)"), url=edition.href(NEWS_JSON_FEED), note=title),
    )


def _list(
    edition: Edition, posts: Sequence[NewsPost], topic: str, name: Said, intro: str, topics: Sequence[str]
) -> Iterator[Rendered]:
    """Give the pages of one list; of no posts its first one, which search engines are asked to pass over."""
    _ = edition.gettext
    pages = max(1, -(-len(posts) // POSTS_PER_PAGE))
    trail = [home_trail(edition), (_("News"), NEWS)]
    trail += [(name.text, news_path(topic))] if topic else []
    for number in range(1, pages + 1):
        first, path = number == 1, news_path(topic, number)
        here = trail if first else [*trail, (_("Page %(number)s") % {"number": number}, path)]
        title = name.text if first else f"{name.text}, {_('page %(number)s') % {'number': number}}"
        shown = posts[(number - 1) * POSTS_PER_PAGE : number * POSTS_PER_PAGE]
        pager = pager_view(edition, lambda one: news_path(topic, one), number, pages) if pages > 1 else None
        view = NewsView(
            title=title,
            title_lang=name.lang,
            intro=intro if first else "",
            posts=tuple(post_card(edition, one) for one in shown),
            topics=topic_links(edition, topics) if first else (),
            feeds=feed_links(edition),
            pager=pager,
            empty_note="" if posts else _("There is no news at the moment."),
        )
        frame = frame_view(
            edition,
            path=path,
            kind="news",
            title=title,
            description=intro,
            trail=here,
            json_ld=page_graph(edition, path=path, title=title, trail=here, kind="news"),
            previous_url=pager.previous.url if pager and pager.previous else "",
            next_url=pager.next.url if pager and pager.next else "",
            indexed=any(one.is_out for one in shown),
        )
        data = edition.templates.render("news.html", frame=frame, view=view)
        days = [day for one in shown if one.is_out and (day := changed_on(edition, one))]
        in_sitemap = path if frame.indexed else None
        yield Rendered(edition.addresses.file(path, edition.language), data, in_sitemap, max(days, default=None))


def _post(edition: Edition, one: NewsPost, summaries: dict[str, ProviderSummary]) -> Rendered:
    path, view = post_path(one.post.slug), post_view(edition, one, summaries)
    trail = [home_trail(edition), (edition.gettext("News"), NEWS), (view.title, path)]
    newest = changed_on(edition, one)
    frame = frame_view(
        edition,
        path=path,
        kind="post",
        title=view.title,
        description=summary_of(edition, one).text or view.title,
        trail=trail,
        json_ld=article_graph(edition, view, path=path, trail=trail, modified=newest),
        indexed=one.is_out,
        share=_shared(edition, view.image),
    )
    data = edition.templates.render("post.html", frame=frame, view=view)
    images = ((view.image.url,) if view.image and not view.video else ()) + images_in(view.body)
    file = edition.addresses.file(path, edition.language)
    return Rendered(file, data, path if one.is_out else None, newest, images)


def _shared(edition: Edition, image: ImageView | None) -> ImageView | None:
    """Give the picture of a post as links to it show it; nothing where programs could not show it."""
    if image is None or not image.width or not image.url.endswith(_SHARED_AS):
        return None
    return ImageView(url=edition.addresses.origin + image.url, alt=image.alt, width=image.width, height=image.height)
