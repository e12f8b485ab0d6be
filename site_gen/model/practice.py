"""What the practice does besides profiles and reviews: posts, alerts, audiences, channels, team, policies."""

from __future__ import annotations

import msgspec

from site_gen.model.alert import Alert
from site_gen.model.audience import AudienceFile, ChannelFile
from site_gen.model.policy import Policy
from site_gen.model.post import Post
from site_gen.model.team import Team


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """What loads of these files, in order of their names, translations of posts and policies too; None for no file.

    `post_ids` are those of all files of posts, loaded or not; `unread` the paths of single files that do not load.
    """

    posts: tuple[Post, ...] = ()
    post_ids: frozenset[str] = frozenset()
    alerts: tuple[Alert, ...] = ()
    audiences: AudienceFile | None = None
    channels: ChannelFile | None = None
    team: Team | None = None
    policies: tuple[Policy, ...] = ()
    unread: frozenset[str] = frozenset()


NO_PRACTICE = Practice()
"""A site that has nothing of it."""
