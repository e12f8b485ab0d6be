"""The gate of media: a picture or film with an error of its own stands on no page, and the rest is built."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from site_gen.check.engine import Results, check_media
from site_gen.check.gates import leaves_out_media
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.model.authorizations import AuthorizationFile, Register
from site_gen.model.media import MediaFile, has_captions
from site_gen.model.site import Site
from site_gen.pipeline.media import Shelf


def without_refused_media(
    shelf: Shelf, site: Site, authorizations: Sequence[AuthorizationFile], as_of: datetime.date
) -> Shelf:
    """Give the shelf without media that may not be shown, and without captions of such films.

    What keeps them away is reported with everything else.
    """
    around = Around(site, (), frozenset(shelf.files), as_of, register=Register(authorizations))
    refused = frozenset(name for name, file in shelf.files.items() if _is_refused(file, around))
    return shelf.without(refused | _captions_of(refused, shelf))


def _captions_of(refused: frozenset[str], shelf: Shelf) -> frozenset[str]:
    """Give the captions of films that may not be shown, but for those that another film has, too."""
    films = [file for file in shelf.files.values() if file.kind == "film"]
    gone = [film for film in films if film.name in refused]
    if not gone:
        return frozenset()
    kept = [film for film in films if film.name not in refused]
    return frozenset(
        name
        for name, file in shelf.files.items()
        if file.kind == "other"
        and any(has_captions(film, name) for film in gone)
        and not any(has_captions(film, name) for film in kept)
    )


def _is_refused(file: MediaFile, around: Around) -> bool:
    if file.sidecar is None:  # who is in it and until when it may be shown stands there: thousands have none
        return False
    results = Results(lambda path, at: (0, 0))
    check_media((file,), around, results)
    ignores = around.site.checks.ignore
    return any(leaves_out_media(one) and not is_set_aside(one, ignores, around.as_of) for one in results.findings)
