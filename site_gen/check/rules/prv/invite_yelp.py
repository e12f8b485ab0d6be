"""No invitation leads to Yelp, and the page of places to leave a review names only sites where practices may ask.

Why: Yelp asks businesses not to ask for reviews at all, and hides or marks those of businesses that do. Where a site's
policy does not say that a practice may ask, the practice asks the site first.

Fails:
    invitation: {links: ["https://www.yelp.com/writeareview/biz/harbor-dental"]}

Fails:
    invitation: {}
    wording: Tell us how it was, or write it on Yelp.

Fails:
    location: {review_links: {yelp: "https://www.yelp.com/biz/harbor-dental"}}

Fails:
    location: {review_links: {google: "https://go.example/?to=https://yelp.com/biz/harbor-dental"}}

Fails:
    site: {reviews: {form: "https://www.yelp.com/writeareview/biz/harbor-dental"}}

Fails:
    says: notice
    location: {review_links: {vitals: "https://www.vitals.com/dentists/ana-diaz"}}

Passes:
    provider: {links: {yelp: "https://www.yelp.com/biz/harbor-dental"}}
    invitation: {}

Passes:
    location: {review_links: {google: "https://g.page/r/harbor-dental/review", form: "https://forms.example/harbor"}}

Limits: A link to a profile at Yelp is no invitation. Shortened links are not followed. What is known of the policies is
in site_gen/data/review_sites.json, with title and year; a link that may not be asked with is left off page and cards.

Basis: Yelp guidelines for business owners.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.cues import YELP
from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation
from site_gen.model.location import Location
from site_gen.model.review_sites import OWN_FORM, review_link
from site_gen.model.summary import ProviderSummary

_HINT = "take Yelp out of the invitation"
_LINK_HINT = "take it out of the places to leave a review; links of a provider may name it"


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    for place, link in enumerate(invitation.links):
        if YELP.search(link):
            yield Issue(message=f"batch {invitation.id} leads to {link}", at=("links", place), hint=_HINT)
    if YELP.search(around.wordings.get(invitation.wording, "")):
        yield Issue(message=f"the wording of batch {invitation.id} names Yelp", at=("wording",), hint=_HINT)


def _in_location(location: Location, around: Around) -> Said:
    for name, url in location.review_links.items():
        yield from _in_link(name, url, ("review_links", name))


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if around.site.reviews.form:
        yield from _in_link(OWN_FORM, around.site.reviews.form, ("reviews", "form"))


def _in_link(name: str, url: str, at: Key) -> Iterator[Issue]:
    link = review_link(name, url)
    if link.may_be_asked:
        return
    if link.site is not None and link.site.asking == "not-allowed":
        message = f"people are asked to review at {link.site.name}, which forbids asking: {url}"
        yield Issue(message=message, at=at, hint=_LINK_HINT)
        return
    known = f"{link.site.name}: {link.site.says}" if link.site else f"{name} is not among the sites that are known"
    yield Issue(
        message=f"the link is not shown among the places to leave a review; {known}",
        at=at,
        hint="ask the site whether you may ask for reviews there; until then take the link out",
        severity=Severity.NOTICE,
    )


RULE = Rule(
    code="PRV308",
    name="invite-yelp",
    severity=Severity.ERROR,
    since="0.1",
    basis="Yelp guidelines",
    page=__doc__,
    invitation=_in_invitation,
    location=_in_location,
    site=_in_site,
)
