"""What the JSON of every report of this tool begins with, by which one of ours is told from a file of somebody else."""

from __future__ import annotations

import msgspec

from site_gen.model.undecodable import UNDECODABLE

TOOL = "site-gen"


class ReportHead(msgspec.Struct, frozen=True):
    """The tool, the kind of report and the version of its form."""

    tool: str
    report: str
    schema: int


def is_report(data: bytes, kind: str) -> bool:
    """Tell whether bytes are a report of this tool and kind, of whatever schema."""
    try:
        head = msgspec.json.decode(data, type=ReportHead)
    except UNDECODABLE:
        return False
    return (head.tool, head.report) == (TOOL, kind)
