"""Headers and redirects as Vercel has them in `vercel.json`.

Source: vercel.com/docs/project-configuration: of two values of one header, that of the later rule counts.
"""

from __future__ import annotations

import msgspec

from site_gen.deploy.serving import Serving
from site_gen.errors import UnwritableError
from site_gen.model.undecodable import UNDECODABLE


def vercel(old: bytes, serving: Serving) -> bytes:
    """Give a `vercel.json` with the headers and redirects of a site, and everything else as it was.

    Raises:
        UnwritableError: it is no JSON object.
    """
    try:
        settings = msgspec.json.decode(old, type=dict[str, object])
    except UNDECODABLE as error:
        raise UnwritableError("vercel.json is there and is no JSON object", hint="move it aside") from error
    settings["headers"] = [
        {
            "source": rule.pattern.removesuffix("*") + "(.*)" if rule.pattern.endswith("*") else rule.pattern,
            "headers": [{"key": name, "value": value} for name, value in rule.headers],
        }
        for rule in serving.rules
    ]
    settings["redirects"] = [
        {"source": one.source, "destination": one.target, "statusCode": 301} for one in serving.redirects
    ]
    return msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
