"""Buckets: any S3-compatible store, Google Cloud Storage, Azure Blob Storage, by obstore.

Who may write there is found as each of them documents it: in the environment, in files of the user, from the machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from site_gen.deploy.place import Upload
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_AT_ONCE = 16
"""So many files are on their way at a time: what a bucket takes long for is the way there."""
_DELETED_AT_ONCE = 1_000
_ALL_HAVE_WRITTEN = 5.0
"""After so many seconds whoever saw no lock has written theirs, at a store that takes no conditions."""
_NOT_IMPLEMENTED = "501 Not Implemented"
_ENDPOINT: Mapping[str, str] = MappingProxyType({"s3": "endpoint", "gcs": "base_url", "azure": "endpoint"})


class ObjectPlace:
    """A bucket, or a folder in one."""

    in_one_step = False
    quick_to_list = True

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def sizes(self, paths: Iterable[str]) -> Mapping[str, int] | None:
        """Give the sizes of those of some files that are there; None where the store lists nothing, or not for us."""
        import obstore
        from obstore.exceptions import GenericError, PermissionDeniedError

        asked = frozenset(paths)
        with _speaking("a list"):
            try:
                listed = [one for part in obstore.list(self._store) for one in part if one["path"] in asked]
            except (PermissionDeniedError, NotImplementedError):
                return None
            except GenericError as error:
                if _NOT_IMPLEMENTED not in str(error):
                    raise
                return None
        return {one["path"]: one["size"] for one in listed}

    def read(self, path: str) -> bytes | None:
        """Give a file; None where there is none."""
        import obstore

        with _speaking(path):
            try:
                return bytes(obstore.get(self._store, path).bytes())
            except FileNotFoundError:
                return None

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none; False where there is one. No two callers give the same bytes.

        Where a store takes no conditions and writes over what is there, the last of those who write at a time has it:
        each looks again when all have written (Fischer's algorithm; Lamport, A Fast Mutual Exclusion Algorithm, 1987),
        and who took longer to write than the others wait gives up.
        """
        began = time.monotonic()
        if self.read(path) is not None:
            return False
        new = self._put_new(path, data)
        if new is False:
            return self.read(path) == data  # sent twice, since the first answer was lost
        if new is None:
            if self.read(path) is not None:
                return False  # finding that out took longer than others take to write
            self.replace(path, data)
        elif self._put_new(path, data) is False:
            return True
        if time.monotonic() - began > _ALL_HAVE_WRITTEN:
            if self.read(path) == data:
                self.delete([path])
            return False
        time.sleep(_ALL_HAVE_WRITTEN)
        return self.read(path) == data

    def replace(self, path: str, data: bytes) -> None:
        """Put a file, whether there is one or not."""
        import obstore

        with _speaking(path):
            attributes = {"Content-Type": "application/json", "Cache-Control": "no-store"}
            obstore.put(self._store, path, data, attributes=attributes, use_multipart=False)

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files, many at a time; `done` is called with the path of each that is there."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                for path in pool.map(self._put, uploads):
                    done(path)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away; one that is gone already is no error."""
        import obstore

        names = list(paths)
        for first in range(0, len(names), _DELETED_AT_ONCE):
            batch = names[first : first + _DELETED_AT_ONCE]
            with _speaking(batch[0]):
                try:
                    obstore.delete(self._store, batch)
                except FileNotFoundError:
                    self._delete_each(batch)

    def settle(self) -> None:
        """Do nothing: what is put here is seen at once."""

    def _put_new(self, path: str, data: bytes) -> bool | None:
        """Put a file on the condition that there is none (RFC 9110, section 13.1.2); False where there is one.

        None: the store refuses all conditions (501, as Alibaba's OSS does), and nothing was put.
        """
        import obstore
        from obstore.exceptions import AlreadyExistsError, GenericError

        with _speaking(path):
            try:
                obstore.put(self._store, path, data, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
            except GenericError as error:
                if _NOT_IMPLEMENTED not in str(error):
                    raise
                return None
            return True

    def _delete_each(self, paths: list[str]) -> None:
        """Take files away one by one, at a store that ends at one that is gone."""
        import obstore

        def delete(path: str) -> None:
            with _speaking(path), suppress(FileNotFoundError):
                obstore.delete(self._store, path)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(delete, paths))

    def _put(self, upload: Upload) -> str:
        import obstore

        with _speaking(upload.path):
            attributes = {"Content-Type": upload.content_type, "Cache-Control": upload.cache_control}
            obstore.put(self._store, upload.path, upload.source, attributes=attributes)
        return upload.path


def object_place(target: DeployTarget) -> ObjectPlace:
    """Give the bucket of a target.

    Raises:
        UnwritableError: the settings fit no such store.
    """
    from obstore.store import AzureStore, GCSStore, S3Store

    assert target.bucket is not None, "the model asks for it"
    endpoint = target.endpoint.rstrip("/") if target.endpoint is not None else None
    where = {"region": target.region, _ENDPOINT[target.to]: endpoint, "account_name": target.account}
    given = {key: value for key, value in where.items() if value is not None}
    is_plain = endpoint is not None and endpoint.startswith("http://")
    kind = {"s3": S3Store, "gcs": GCSStore, "azure": AzureStore}[target.to]
    with _speaking(target.bucket):
        return ObjectPlace(
            kind(
                target.bucket,
                prefix=target.prefix,
                client_options={"allow_http": True} if is_plain else None,
                **given,
            )
        )


@contextmanager
def _speaking(path: str) -> Iterator[None]:
    """Say what the store said in one line, without what might be a secret."""
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError as error:
        if error.errno is not None:
            raise  # a file of the output, on this machine
        raise UnwritableError(
            f"the target refuses {path}: there is no such bucket", hint=f"make it there first; {_said(error)}"
        ) from error
    except BaseError as error:
        kind = type(error).__name__.removesuffix("Error")
        why = "" if kind == "Generic" else f": {kind}"
        raise UnwritableError(f"the target refuses {path}{why}", hint=_said(error)) from error


def _said(error: Exception) -> str:
    """Give what a store said, without what obstore adds for whoever mends it."""
    return " ".join(str(error).partition("\n\nDebug source")[0].split())[:500]
