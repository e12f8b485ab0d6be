"""What opens the entry of an import is kept before the entry is signed, and can be shown to an auditor."""

from __future__ import annotations

import hashlib
import json

import pytest
from sealing import EXPORT, IMPORT, MANIFEST, Killed, SealedSite

from conftest import AS_OF, review
from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.pipeline import log_write
from site_gen.pipeline.log_init import begin_log
from site_gen.pipeline.receipt import make_receipt
from site_gen.reviewlog.disclosure import decode_base64url, digest, parse_field
from site_gen.reviewlog.entries import ImportEntry, parse_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.policy import policy_of
from site_gen.reviewlog.proof import parse_entry_proof, verify_entry_proof
from site_gen.reviewlog.vkey import parse_vkey
from site_gen.write import log_folder

SHA256 = hashlib.sha256(EXPORT).hexdigest()
PLACE = f"private/imports/{IMPORT}"


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(MANIFEST + review(1, text="Good.", extra=f"import: {IMPORT}"))
    site.seal()
    return site


def imported(site):
    return [entry for entry in site.entries() if isinstance(entry, ImportEntry)]


def assert_opens(site, folder="log"):
    (entry,) = imported(site)
    disclosure = (site.root / folder / PLACE).read_text().strip()
    assert digest(disclosure) == entry.sd[0]
    assert parse_field(disclosure).value == SHA256


def test_the_disclosure_of_an_import_is_kept_for_the_owner_only(sealed):
    assert_opens(sealed)
    assert (sealed.root / "log" / PLACE).stat().st_mode & 0o777 == 0o600
    before = sealed.everything("log")
    assert sealed.seal().steps == ()
    assert sealed.everything("log") == before


def test_a_dry_run_keeps_nothing(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(MANIFEST)
    assert "import" in [step.kind for step in site.seal(dry_run=True).steps]
    assert not (site.root / "log").exists()


def test_a_stop_at_any_write_loses_no_disclosure_of_an_entry_in_the_log(tmp_path, monkeypatch):
    for count in range(30):
        site = SealedSite(tmp_path / f"{count}" / "site")
        site.write(MANIFEST)
        left = iter(range(count))

        def stop(path, data, *, private=False, left=left):
            if next(left, None) is None:
                raise Killed
            log_folder.write_durably(path, data, private=private)

        with monkeypatch.context() as patch:
            patch.setattr(log_write, "write_durably", stop)
            try:
                site.seal()
                stopped = False
            except Killed:
                stopped = True
        if site.log().size:
            assert_opens(site)
        site.seal()
        assert_opens(site)
        if not stopped:
            assert count > 5
            return
    raise AssertionError("a seal has fewer writes")


def test_an_auditor_checks_a_receipt_and_the_export_against_the_logs_key_alone(sealed, tmp_path, capsys):
    file = tmp_path / "import.tlog-proof"
    assert run(["-C", str(sealed.root), "log", "prove", IMPORT, "--out", str(file)]) == 0
    assert capsys.readouterr().out == f"wrote {file}\nit opens the SHA-256 of the export: {SHA256}\n"
    proof = parse_entry_proof(file.read_bytes())
    extra = json.loads(proof.extra)
    data = decode_base64url(extra["entry"], "entry")
    verify_entry_proof(proof, entry=data, policy=policy_of([parse_vkey(sealed.settings().key)]))
    entry = parse_entry(data)
    assert isinstance(entry, ImportEntry)
    assert (entry.import_, entry.rows, entry.ratings) == (IMPORT, 1, {"5": 1})
    assert list(extra["fields"]) == ["sha256"]
    assert digest(extra["fields"]["sha256"]) == entry.sd[0]
    assert parse_field(extra["fields"]["sha256"]).value == hashlib.sha256(EXPORT).hexdigest()


def test_an_import_that_cannot_be_opened_or_is_not_there_gives_no_receipt(sealed):
    with pytest.raises(SiteGenError, match="no import i-aaaaaaaaaaaa in the log"):
        make_receipt(sealed.root, "i-aaaaaaaaaaaa")
    with pytest.raises(SiteGenError, match="an import has no text"):
        make_receipt(sealed.root, IMPORT, with_text=True)
    place = sealed.root / "log" / PLACE
    kept = place.read_bytes()
    place.write_bytes(kept.replace(kept[20:24], b"AAAA"))
    with pytest.raises(LogError, match="has digest"):
        make_receipt(sealed.root, IMPORT)
    place.unlink()
    with pytest.raises(SiteGenError, match="was not kept"):
        make_receipt(sealed.root, IMPORT)


def test_a_log_that_is_begun_again_has_disclosures_of_its_own_and_the_old_ones_stay_with_the_old_log(sealed, tmp_path):
    before = (sealed.root / "log" / PLACE).read_bytes()
    begin_log(sealed.root, tmp_path / "new-keys", AS_OF, new_origin="harbor.example/second", whole=True)
    assert (sealed.root / "log.1-old" / PLACE).read_bytes() == before
    assert_opens(sealed)
    assert (sealed.root / "log" / PLACE).read_bytes() != before
