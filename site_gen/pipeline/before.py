"""The last build as it stands there: its record, and which of its files are still as it wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from site_gen.pipeline.cache import BuildRecord, Written, rows_of
from site_gen.write.output import Files


class Before:
    """What a build may take over. `record` is that of the last one, None where there is none of use.

    `output` are the files that lie in the folder of the output, looked at before the build.
    """

    def __init__(self, record: BuildRecord | None, output: Files, out: Path) -> None:
        self.record = record
        self.output = output
        self._out = out
        self._intact: dict[str, int] | None = None

    def intact(self) -> Mapping[str, int]:
        """Give the files of the last build that are as they were written, with the numbers of their inodes."""
        if self._intact is None:
            rows = rows_of(self.record) if self.record else ()
            self._intact = {row.file: self.output[row.file][2] for row in rows if self.is_intact((row,))}
        return self._intact

    def is_intact(self, rows: Iterable[Written]) -> bool:
        """Tell whether files of the old output are still as they were written."""
        return all(self.output.get(row.file, ())[:2] == (row.size, row.changed_ns) for row in rows)

    def is_settled(self, newest_ns: int) -> bool:
        """Tell whether the last build surely saw files as they are: nothing of them changed while or since it ran."""
        return self.record is not None and newest_ns < self.record.started_ns

    def has(self, file: str) -> bool:
        """Tell whether the old output has a file as it was written."""
        return file in self.intact()

    def read(self, file: str) -> bytes:
        """Give a file that the old output has."""
        return (self._out / file).read_bytes()

    def gone(self, files: Collection[str]) -> set[str]:
        """Give the files of the last build that the new output no longer has."""
        return {row.file for row in rows_of(self.record)}.difference(files) if self.record else set()
