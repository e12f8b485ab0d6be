"""New random ids: of reviews (`r`), imports (`i`) and batches of invitations (`b`)."""

from __future__ import annotations

import base64
import secrets

from site_gen.reviewlog.entry_values import check_random_id
from site_gen.reviewlog.fault import LogError

_BYTES = 10
_LETTERS = 12


def fresh_id(kind: str) -> str:
    """Give a new id: `kind`, a hyphen and twelve base32 characters.

    One that looks as if it held a date is thrown away, since the log takes none (INT120).
    """
    while True:
        letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()
        ident = f"{kind}-{letters[:_LETTERS]}"
        try:
            check_random_id(ident)
        except LogError:
            continue
        return ident
