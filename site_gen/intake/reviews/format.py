"""What a format of exports is: whose it is, how a file of it is recognised, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from site_gen.intake.reviews.dates import Order
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.received import Reading

if TYPE_CHECKING:
    from site_gen.intake.reviews.review_map import ReviewMap


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a person or the site knows about an export that the export does not say.

    `zone` is that of dates without one; `order` says which number of a date is the day where no date shows it.
    `mapping` says what the columns of a table hold.
    """

    zone: ZoneInfo
    order: Order | None = None
    mapping: ReviewMap | None = None


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format. `source` is the collector as `intake` takes it, `title` what a person calls such a file.

    `recognizes` tells from one file alone whether it is of this format, and is never true for two formats; `read` gets
    all the files of one export. A format that is the last resort counts where no file of another stands beside it.
    """

    source: str
    name: str
    title: str
    recognizes: Callable[[ExportFile], bool]
    read: Callable[[Sequence[ExportFile], Options], Reading]
    is_last_resort: bool = False
