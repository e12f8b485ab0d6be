"""What a stranger's site says reaches terminals and files as printable text, whatever it is called."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.note import format_note
from site_gen.reviewlog.sign import generate_signing_key, sign_checkpoint
from site_gen.reviewlog.vkey import format_vkey
from verify.copies import Copy
from verify.sites import ANA_1, LOG
from verify.tampering import SITE_FILE, Capture, behind, edit, inside, json_file, verify_command

ODD = "\x1b[2J\x9b31m\u202e\u2066\u200b\ud7ff\U000e0041"
"""Clears a terminal, colours it, turns the direction, and shows nothing."""


def named(name: bytes) -> Callable[[Copy], None]:
    """Write a page with a review into a file of this name."""

    def write(copy: Copy) -> None:
        place = os.path.join(os.fsencode(copy.public), name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as page:
            page.write(b"<!doctype html><html><head></head><body class=review></body></html>")

    return write


def signed_by_another(copy: Copy) -> None:
    key = generate_signing_key(f"harbor.example/{ODD[4:]}".replace("\x9b", ""))
    copy.write(f"{LOG}checkpoint", format_note(sign_checkpoint(Checkpoint(key.name, 1, bytes(32)), [key])))


NAMES = {
    "a name that is no UTF-8": named(b"x\xff\xfe.html"),
    "a folder that is no UTF-8": named(b"\xc3/index.html"),
    "a name with an escape": named(b"x\x1b[2J.html"),
    "a name in another direction": named("x\u202elmth.html".encode()),
    "a name in two lines": named(b"x\nproven      checkpoint  .html"),
    "a name with half a character": named(b"x\xed\xa0\x80.html"),
    "a name as long as it may be": named(b"x" * 250 + b".html"),
    "another program": named(f"{ODD}/_worker.js".encode()),
    "the provider of a page": edit(ANA_1, '"ana-diaz"', f'"{ODD}"'),
    "the id of a review": inside('id="review-r-000000000002"', f'id="review-{ODD}"'),
    "the class of a review": behind(f'<p class="review {ODD}">x</p>'),
    "a word": inside("50 minutes", ODD),
    "a label": inside('data-label="method"', f'data-label="{ODD}"'),
    "a phrase": inside('data-word="link"', f'data-word="{ODD}"'),
    "a language": edit(ANA_1, '<html lang="en"', f'<html lang="{ODD}"'),
    "a script": behind(f'<script type="{ODD}"></script>'),
    "an element": behind("<b\u202e></b\u202e>"),
    "a redirect": lambda copy: copy.write("_headers", f"/*\n refresh{ODD}: x\nrefresh: {ODD}".encode()),
    "a feed": edit("feed.json", '"url":"', f'"url":"{ODD}'.replace("\x1b", "\\u001b")),
    "a page in the list": json_file(SITE_FILE, lambda site: site["providers"]["ana-diaz"].update(en=[ODD])),
    "the origin": signed_by_another,
}


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("change", NAMES.values(), ids=NAMES)
def test_a_report_is_printable(small: Copy, capsysbinary: Capture, change: Callable[[Copy], None], form: str):
    change(small)
    answer = verify_command(small, capsysbinary, "--format", form)
    assert answer.code == 1
    out, err = answer.out.decode(), answer.err.decode()
    assert [one for one in out + err if not one.isprintable() and one != "\n"] == []
    if form == "json":
        report = json.loads(out)
        assert report["failures"]
        assert [one["claim"] for one in report["claims"] if one["outcome"] == "failed"]
    else:
        assert out.splitlines()[-1].startswith("FAILED: ")
        assert out.count("\nproven      checkpoint ") == 0


def test_an_error_is_printable(small: Copy, capsysbinary: Capture):
    signed_by_another(small)
    answer = verify_command(small, capsysbinary, "--key", small.site.vkey, "--since", str(small.site.kept))
    assert (answer.code, answer.out) == (2, b"")
    assert [one for one in answer.err.decode() if not one.isprintable() and one != "\n"] == []


def test_a_key_of_such_a_name_is_no_key_of_this_log(small: Copy, capsysbinary: Capture):
    signed_by_another(small)
    key = format_vkey(generate_signing_key("harbor.example/\u202e").verifier)
    answer = verify_command(small, capsysbinary, "--key", key)
    assert answer.code == 1
    assert "checkpoint" in answer.failed
