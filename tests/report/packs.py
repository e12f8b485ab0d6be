"""Makes the compliance pack of a site in a test."""

from __future__ import annotations

from conftest import SiteFolder
from site_gen.pipeline.compliance import write_compliance
from site_gen.report.compliance.pack import JSON_FILE, Pack, parse_pack


def make_pack_of(folder: SiteFolder, **changes: object) -> Pack:
    out = folder.root / "reports/pack"
    done = write_compliance(folder.options(**changes), out)
    assert done.pack is not None, done.report.findings
    return parse_pack((out / JSON_FILE).read_bytes(), JSON_FILE)
