"""What was found on the pages of the site level: one that reads as in the last build is not looked at again.

What rules say of a page depends on its bytes, on what all pages of the site are held against, and on the standings of
the providers that it names. All of that is one digest, and while it is the same, so is what was found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen.check.pages.addresses import Target
from site_gen.check.pages.plan import Asked, Surroundings
from site_gen.check.rule import Around
from site_gen.model.standing import Standing
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.inspect import Looked, look_at
from site_gen.pipeline.plans import OnSite, site_plans
from site_gen.pipeline.site_log import PUBLISHED
from site_gen.render.ground import Ground
from site_gen.render.pages.rendered import Rendered

_DIGEST_BYTES = 16
_NOBODY = bytes(_DIGEST_BYTES)
_LOG = f"{PUBLISHED}/"


class Look(msgspec.Struct, frozen=True, array_like=True):
    """What was found on one page, and the digest of all that it depends on; `asked` are the standings among that."""

    digest: bytes
    asked: tuple[str, ...]
    looked: Looked


class _Key(msgspec.Struct, frozen=True, array_like=True):
    """The beginning of a look as it is kept: enough to tell whether the same would be found again."""

    digest: bytes
    asked: tuple[str, ...]


_LOOK = msgspec.msgpack.Decoder(Look)
_KEY = msgspec.msgpack.Decoder(_Key)
_STANDING = msgspec.msgpack.Decoder(Standing)


class Basis(msgspec.Struct, frozen=True, array_like=True):
    """What looks at pages of the site level depend on besides the pages: whoever is told it needs to know nobody else.

    `shared` is of all pages, `log` of those that lead to files of the log. Standings are encoded, each by itself, since
    a page needs few of them; `marks` are their digests, since some are on many pages.
    """

    shared: bytes
    log: bytes
    standings: dict[str, msgspec.Raw]
    marks: dict[str, bytes]
    phones: dict[str, frozenset[str]]

    def digest(self, page: Rendered, asked: Collection[str]) -> bytes:
        """Give the digest of what is found on a page that asks for these standings, whose names are kept beside it."""
        digest = hashlib.blake2b(self.shared, digest_size=_DIGEST_BYTES)
        if _LOG.encode() in page.data:  # it may lead to files of the log, which grow with every seal
            digest.update(self.log)
        digest.update(b"".join([self.marks.get(name, _NOBODY) for name in asked]))
        digest.update(page.data)
        return digest.digest()


class Looks(NamedTuple):
    """The looks of the last build by file, as they are kept, and what those of this one depend on."""

    known: Mapping[str, bytes]
    basis: Basis

    def find(self, page: Rendered) -> bytes | None:
        """Give what was found on a page, as it is kept, if it would be found again."""
        kept = self.known.get(page.file, b"")
        try:
            key = _KEY.decode(kept)
        except UNDECODABLE:  # nothing is known, or what is was damaged
            return None
        return kept if key.digest == self.basis.digest(page, key.asked) else None


class _Standings(Mapping[str, Standing]):
    """Standings that are decoded when somebody asks for them."""

    def __init__(self, encoded: Mapping[str, msgspec.Raw]) -> None:
        self._encoded = encoded

    def __getitem__(self, name: str) -> Standing:
        return _STANDING.decode(self._encoded[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)


def basis_of(ground: bytes, on_site: OnSite, surroundings: Surroundings) -> Basis:
    """Give what looks depend on in a build on a ground of this digest."""
    encode = msgspec.msgpack.encode
    sizes = sorted(surroundings.assets.items())
    shared = (
        ground,
        sorted((slug, sorted(there)) for slug, there in on_site.phones.items()),
        sorted(surroundings.made),
        [row for row in sizes if not _is_of_log(row[0])],
    )
    standings = {name: msgspec.Raw(encode(standing)) for name, standing in on_site.standings.items()}
    marks = {name: hashlib.blake2b(one, digest_size=_DIGEST_BYTES).digest() for name, one in standings.items()}
    of_log = encode([row for row in sizes if _is_of_log(row[0])])
    return Basis(encode(shared), of_log, standings, marks, on_site.phones)


def looking(basis: Basis, ground: Ground, surroundings: Surroundings, around: Around) -> Callable[[Rendered], Look]:
    """Give what looks at a page as `look_at` does, and says what that depended on."""
    standings = _Standings(basis.standings)
    plans = site_plans(ground, standings, basis.phones)

    def look(page: Rendered) -> Look:
        asked = Asked(standings)
        plan = msgspec.structs.replace(plans(page.file), standings=asked)
        looked = look_at(page, plan, surroundings, around)
        assert looked is not None, "it is a page"
        names = tuple(sorted(asked.names))
        return Look(basis.digest(page, names), names, looked)

    return look


def read_looks(kept: Iterable[bytes]) -> Iterator[Looked]:
    """Give what was found on pages as it is used, with one object for a target of many pages: most pages share most."""
    known: dict[Target, Target] = {}
    for one in kept:
        looked = _LOOK.decode(one).looked
        targets = frozenset([known.setdefault(target, target) for target in looked.facts.targets])
        yield looked._replace(facts=msgspec.structs.replace(looked.facts, targets=targets))


def _is_of_log(file: str) -> bool:
    return file.startswith(_LOG)
