"""`site-gen new policy`."""

from __future__ import annotations

import datetime
from pathlib import Path

from site_gen.load.documents import POLICIES
from site_gen.model.topics import topic_slug
from site_gen.pipeline.policies.archetype import archetype_of
from site_gen.pipeline.scaffold import write_new


def new_policy(root: Path, name: str, as_of: datetime.date) -> str:
    """Make a policy; give its path. social-media and review-policy are whole ones, others have headings to fill in.

    Raises:
        UnwritableError: the file is there already.
    """
    slug = topic_slug(name)
    path = f"{POLICIES}/{slug}.md"
    write_new(root, {path: archetype_of(slug, name, as_of)})
    return path
