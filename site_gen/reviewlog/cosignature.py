"""What a cosigner signs: that at some time this checkpoint was the largest consistent one it had seen of the log.

The message is `cosignature/v1`, a line with the time in seconds since the epoch, and the whole text of the checkpoint.
The signature in the note is the time as 8 bytes, big-endian, and the 64 bytes of Ed25519.

Source: c2sp.org/tlog-cosignature, "Ed25519 signed message".
"""

from __future__ import annotations

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.strict import NUMBER_END, encode_text, format_decimal

SIGNATURE_BYTES = 64
_TIME_BYTES = 8


def cosigned_message(text: str, seconds: int) -> bytes:
    """Give the bytes that the signature of a cosigner covers.

    Raises:
        LogError: a time before the epoch, or of 2^63 seconds and more.
    """
    header = f"cosignature/v1\ntime {format_decimal(seconds, 'time of a cosignature')}\n"
    return header.encode("ascii") + encode_text(text, "cosigned text")


def pack_cosignature(seconds: int, signature: bytes) -> bytes:
    """Give what stands in the note behind the key ID.

    Raises:
        LogError: a time before the epoch or of 2^63 seconds and more, or a signature that is not 64 bytes long.
    """
    format_decimal(seconds, "time of a cosignature")
    if len(signature) != SIGNATURE_BYTES:
        raise LogError(f"cosignature: expected a signature of {SIGNATURE_BYTES} bytes, found {len(signature)}")
    return seconds.to_bytes(_TIME_BYTES, "big") + signature


def unpack_cosignature(blob: bytes) -> tuple[int, bytes]:
    """Give the time and the signature.

    Raises:
        LogError: not 72 bytes, or a time of 2^63 seconds and more.
    """
    if len(blob) != _TIME_BYTES + SIGNATURE_BYTES:
        raise LogError(f"cosignature: expected {_TIME_BYTES + SIGNATURE_BYTES} bytes, found {len(blob)}")
    seconds = int.from_bytes(blob[:_TIME_BYTES], "big")
    if seconds >= NUMBER_END:
        raise LogError(f"cosignature: expected a time below 2^63 seconds, found {seconds}")
    return seconds, blob[_TIME_BYTES:]
