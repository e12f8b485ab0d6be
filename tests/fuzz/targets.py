"""Every target by its name."""

from __future__ import annotations

from . import content, directories, exports, files, logs, pages, texts
from .target import Target

TARGETS: dict[str, Target] = {
    target.name: target
    for family in (content, exports, directories, texts, logs, pages, files)
    for target in family.TARGETS
}
