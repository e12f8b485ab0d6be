"""What a format of exports is: whose it is, how a file of it is recognised, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from site_gen.intake.reviews.cells import order_in
from site_gen.intake.reviews.dates import Order, Style
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

    def style(self, dates: Iterable[Any] = (), zone: ZoneInfo | None = None) -> Style:
        """Give how the dates of an export are read: these show the order; a source may have its own `zone`."""
        return Style(zone or self.zone, order_in(dates, self.order), is_given=self.order is not None)


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
