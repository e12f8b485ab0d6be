"""The site's own settings: `site.yaml`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import (
    END,
    NO_SPACE,
    Content,
    Count,
    LanguageTag,
    Link,
    MediaPath,
    Phone,
    Positive,
    Precision,
    Slug,
    Text,
    Url,
    check_time_zone,
)
from site_gen.model.deploy import DeployTarget
from site_gen.model.review import Verification

BaseUrl = Annotated[
    str,
    Meta(
        pattern=r"^https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/-]*)?" + END,
        title="base address",
        description="the address under which the site is published, without query",
        examples=["https://harbor.example"],
    ),
]


class Organization(Content, frozen=True, kw_only=True):
    """The practice or group behind the site, as a schema.org organization."""

    type: Literal["MedicalOrganization", "MedicalClinic", "Hospital", "Dentist", "PhysiciansOffice", "MedicalBusiness"]
    phone: Phone
    logo: MediaPath | None = None
    legal_name: Text | None = None


class Contact(Content, frozen=True, kw_only=True):
    """Where readers turn: about reviews, about mistakes, with complaints."""

    reviews: Link | None = None
    corrections: Link | None = None
    complaints: Link | None = None


class PublishByRule(Content, frozen=True, kw_only=True):
    """Which pending reviews may be published without a person who reads each; no key here names stars or words.

    A review qualifies that came from one of `sources` at least `waited_hours` ago; with `without_identifiers` only if
    nothing in it looks like a name, a date, a phone or another number; with `verification` only if its author was
    checked in one of these ways. What a vendor says of an author may go with the stars all the same: a source whose low
    ratings are checked less often is left to people. That it may be public and that its characters are sound is always
    asked for.
    """

    sources: Annotated[tuple[Slug, ...], Meta(min_length=1, description="at least one source")]
    without_identifiers: bool = True
    waited_hours: Count = 24
    verification: tuple[Verification, ...] = ()


class ReviewSettings(Content, frozen=True, kw_only=True):
    """What averages are made of and how reviews are paged: one definition for page, card and markup.

    `form` is the address of the practice's own form for reviews, for locations that name no other.
    `hide_rating_until_decided` keeps stars from whoever decides about a review; `publish_by_rule` lets
    `site-gen moderate --batch` publish the obvious ones.
    """

    minimum_ratings: Positive = 1
    window_months: Positive | None = None
    per_page: Annotated[int, Meta(ge=1, le=200, description="a whole number from 1 to 200")] = 20
    retention_months: Positive | None = None
    decide_within_days: Positive = 14
    received_precision: Precision = "month"
    form: Url | None = None
    hide_rating_until_decided: bool = False
    publish_by_rule: PublishByRule | None = None


class ReplySettings(Content, frozen=True, kw_only=True):
    """How a reply comes to be public: how many hours its text rests, and up to which rating a second role reads it.

    The hours begin when the text was written last. With `second_role_at_most: 2` whoever approves a reply to one or two
    stars has another role than its writer; 0 asks for that nowhere.
    """

    cooling_off_hours: Annotated[int, Meta(ge=0, le=720, description="a whole number of hours up to 720")] = 24
    second_role_at_most: Annotated[int, Meta(ge=0, le=5, description="a whole number of stars from 0 to 5")] = 2


class PreviousKey(Content, frozen=True, kw_only=True):
    """A verifier key that was replaced: until that day the log is signed with it as well."""

    key: Text
    until: datetime.date


class LogSettings(Content, frozen=True, kw_only=True):
    """The review log's name and verifier key, the keys that it had before, and how old a cosignature may be."""

    origin: Text
    key: Text
    previous_keys: tuple[PreviousKey, ...] = ()
    cosigned_within_days: Positive = 30


class Ignore(Content, frozen=True, kw_only=True):
    """A rule that is set aside for some files, with a reason and an end."""

    code: Annotated[str, Meta(pattern=r"^[A-Z]{3}[0-9]{3}" + END, description="a rule code such as CNT902")]
    paths: tuple[Text, ...] = ()
    reason: Text
    until: datetime.date

    def __post_init__(self) -> None:
        if self.code.startswith(("INT", "MOD")):
            raise ValueError(f"{self.code} cannot be ignored: INT and MOD rules always run")


class CheckSettings(Content, frozen=True, kw_only=True):
    """Settings of the validator.

    `reading_grade` is the school grade that texts of the practice may need at most; `verify_within_days` is for how
    long a look at a profile (`verified_on`) counts.
    """

    reading_grade: Annotated[int, Meta(ge=3, le=16, description="a school grade from 3 to 16")] = 8
    ignore: tuple[Ignore, ...] = ()
    verify_within_days: Positive = 90


class PictureSettings(Content, frozen=True, kw_only=True):
    """With `share` every page names a picture for links that are shared, drawn from the facts on it (Open Graph)."""

    share: bool = False


class Hosting(Content, frozen=True, kw_only=True):
    """What some static hosts want in the output folder."""

    cname: Annotated[str, Meta(pattern=r"^[a-z0-9.-]+" + END, description="a host name in lower case")] | None = None
    redirect_pages: bool = False


RedirectPath = Annotated[
    str,
    Meta(
        pattern=r"^/[A-Za-z0-9._~/-]*" + END,
        title="path",
        description="a path on this site that begins with /",
        examples=["/old/doctor"],
    ),
]


RedirectTarget = Annotated[
    str,
    Meta(
        pattern=r"^(/(?!/)[A-Za-z0-9._~/#-]*|https?://" + NO_SPACE + ")" + END,
        title="target",
        description="a path on this site or a whole address",
        examples=["/providers/amara-okafor/"],
    ),
]


class IndexNowSettings(Content, frozen=True, kw_only=True):
    """The key by which search engines that take part in IndexNow know that a notice comes from this site.

    It is published at the root of the site, in a file of its own name.
    """

    key: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z0-9-]{8,128}" + END,
            title="IndexNow key",
            description="8 to 128 letters, digits and hyphens",
            examples=["b7d2f0c4a91e4d5c8f3a6e2d1c0b9a87"],
        ),
    ]


def key_file(key: str) -> str:
    """Give the file of the output that has an IndexNow key."""
    return f"{key}.txt"


class SiteTranslation(Content, frozen=True, kw_only=True):
    """What the site says of itself in another language; what is absent is shown in the first one."""

    description: Text | None = None


class Site(Content, frozen=True, kw_only=True):
    """`site.yaml` as written.

    `search` has a search over the profiles made, and `near_me` lets readers in the US order the directory by distance.
    """

    path: str = msgspec.field(name="@path")
    name: Text
    base_url: BaseUrl
    description: Text | None = None
    theme: Slug = "default"
    languages: Annotated[tuple[LanguageTag, ...], Meta(min_length=1, description="at least one language")] = ("en",)
    time_zone: Text = "UTC"
    jurisdiction: Literal["US", "UK", "EU", "FR", "AU"] = "US"
    covered_entity: bool = True
    organization: Organization
    contact: Contact = Contact()
    team: Literal["group", "solo"] = "group"
    reviews: ReviewSettings = ReviewSettings()
    replies: ReplySettings = ReplySettings()
    log: LogSettings | None = None
    checks: CheckSettings = CheckSettings()
    redirects: dict[RedirectPath, RedirectTarget] = {}
    hosting: Hosting = Hosting()
    deploy: dict[Slug, DeployTarget] = {}
    pictures: PictureSettings = PictureSettings()
    indexnow: IndexNowSettings | None = None
    i18n: dict[LanguageTag, SiteTranslation] = {}
    search: bool = False
    near_me: bool = False

    def __post_init__(self) -> None:
        check_time_zone(self.time_zone)

    @property
    def default_language(self) -> LanguageTag:
        """The language whose pages stand at the root."""
        return self.languages[0]
