"""What was found on the pages of the site level: one that reads as in the last build is not looked at again.

What rules say of a page depends on its bytes, on what all pages of the site are held against, and on the standings of
the providers that it names. All of that is one digest, and while it is the same, so is what was found. Of a page that
was not drawn again, since it would be the same, the bytes are known by their mark.
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
from site_gen.pipeline.media import keys_in, shows_pictures
from site_gen.pipeline.plans import OnSite, site_plans
from site_gen.pipeline.site_log import PUBLISHED
from site_gen.render.ground import Ground
from site_gen.render.pages.rendered import Rendered

_DIGEST_BYTES = 16
_NOBODY = bytes(_DIGEST_BYTES)
_LOG = f"{PUBLISHED}/".encode()


class Mark(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What stands for the bytes of a page: their digest, and whether it may lead to files of the log, which grow."""

    digest: bytes
    is_of_log: bool


class Look(msgspec.Struct, frozen=True, array_like=True):
    """What was found on one page, and the digest of all that it depends on.

    `asked` are the standings among that, `mark` is the page itself, `pictures` are the keys of made pictures on it.
    """

    digest: bytes
    asked: tuple[str, ...]
    mark: Mark
    pictures: tuple[str, ...]
    looked: Looked


class _Key(msgspec.Struct, frozen=True, array_like=True):
    """The beginning of a look as it is kept: enough to tell whether the same would be found again."""

    digest: bytes
    asked: tuple[str, ...]
    mark: Mark


_LOOK = msgspec.msgpack.Decoder(Look)
_KEY = msgspec.msgpack.Decoder(_Key)
_STANDING = msgspec.msgpack.Decoder(Standing)


class Basis(msgspec.Struct, frozen=True, array_like=True):
    """What looks at pages of the site level depend on besides the pages: whoever is told it needs to know nobody else.

    `shared` is a digest of what all pages depend on, `log` one of what those depend on that lead to files of the log.
    Standings are encoded, each by itself, since a page needs few of them; `marks` are their digests.
    """

    shared: bytes
    log: bytes
    standings: dict[str, msgspec.Raw]
    marks: dict[str, bytes]
    phones: dict[str, frozenset[str]]

    def digest(self, mark: Mark, asked: Collection[str]) -> bytes:
        """Give the digest of what is found on a page that asks for these standings, whose names are kept beside it."""
        parts = (self.shared, self.log if mark.is_of_log else _NOBODY, mark.digest)
        return _digest(b"".join([*parts, *(self.marks.get(name, _NOBODY) for name in asked)]))


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
        if not page.is_kept and key.mark != _mark_of(page.data):
            return None
        return kept if key.digest == self.basis.digest(key.mark, key.asked) else None


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
    marks = {name: _digest(one) for name, one in standings.items()}
    of_log = [row for row in sizes if _is_of_log(row[0])]
    return Basis(_digest(encode(shared)), _digest(encode(of_log)), standings, marks, on_site.phones)


def looking(basis: Basis, ground: Ground, surroundings: Surroundings, around: Around) -> Callable[[Rendered], Look]:
    """Give what looks at a page as `look_at` does, and says what that depended on."""
    standings = _Standings(basis.standings)
    plans = site_plans(ground, standings, basis.phones)
    has_pictures = shows_pictures(ground)

    def look(page: Rendered) -> Look:
        asked = Asked(standings)
        plan = msgspec.structs.replace(plans(page.file), standings=asked)
        looked = look_at(page, plan, surroundings, around)
        assert looked is not None, "it is a page"
        names = tuple(sorted(asked.names))
        mark = _mark_of(page.data)
        pictures = tuple(sorted(keys_in(page.data))) if has_pictures else ()
        return Look(basis.digest(mark, names), names, mark, pictures, looked)

    return look


def read_looks(kept: Iterable[bytes]) -> Iterator[Look]:
    """Give what was found on pages as it is used, with one object for a target of many pages: most pages share most."""
    known: dict[Target, Target] = {}
    for one in kept:
        look = _LOOK.decode(one)
        targets = frozenset([known.setdefault(target, target) for target in look.looked.facts.targets])
        facts = msgspec.structs.replace(look.looked.facts, targets=targets)
        yield msgspec.structs.replace(look, looked=look.looked._replace(facts=facts))


def _mark_of(data: bytes) -> Mark:
    return Mark(_digest(data), _LOG in data)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _is_of_log(file: str) -> bool:
    return file.startswith(f"{PUBLISHED}/")
