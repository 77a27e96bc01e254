"""The object store: S3, Azure Blob or a directory behind one small class."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import AzureStore, LocalStore, S3Store

from server.settings import StoreSettings

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import BackoffConfig, ClientConfig, RetryConfig
    from obstore.store import ObjectStore as Backend

MEBIBYTE = 1024 * 1024
SINGLE_PUT_LIMIT = 8 * MEBIBYTE
"""Objects up to this size, in bytes, are written by one conditional request; larger ones in parts, unconditionally."""

CHUNK_BYTES = 1 * MEBIBYTE
LIST_CHUNK = 1000
READINESS_PREFIX = "readiness"

_CONNECT_TIMEOUT = timedelta(seconds=3)
_READ_TIMEOUT = timedelta(seconds=15)
_REQUEST_TIMEOUT = timedelta(hours=1)  # of a whole body; a stalled one is ended by the read timeout
_RETRY_TIMEOUT = timedelta(seconds=8)
_MAX_RETRIES = 4


_CAUSES = (
    (re.compile(r"InvalidCertificate\(\s*(\w+)"), "its certificate is not trusted ({0}); see OBJECT_STORE_CA_FILE."),
    (re.compile(r'message: "([^"]+)"'), "{0}."),
    (re.compile(r'error: "([^"]+)"'), "{0}."),
    (re.compile(r"TimedOut"), "it did not answer in time."),
)


class StoreError(Exception):
    """An object could not be read or written."""


class ObjectNotFound(StoreError):  # noqa: N818
    """There is no object of that name."""

    def __init__(self, key: str, store: str) -> None:
        super().__init__(f"There is no object {key} in {store}.")
        self.key = key


class StoreUnavailable(StoreError):  # noqa: N818
    """The store does not answer, or refuses this process. Trying again later may succeed."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(f"The object store {store} is not usable: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class StoredObject:
    """What the store says about one object."""

    key: str
    size: int
    last_modified: datetime


class ObjectStore:
    """Objects by key. Objects are written once and never changed; only retention deletes any."""

    def __init__(self, backend: Backend, name: str, copy: ObjectStore | None = None) -> None:
        self._backend = backend
        self.name = name
        self.copy = copy
        """The other region's store, which holds or gets a copy of every object; None without one."""

    def take_over(self, settings: StoreSettings) -> None:
        """Sign new requests with the credentials of these settings; requests in flight end with those they have.

        Raises:
            StoreUnavailable: the settings cannot be used; the old credentials stay in use.
        """
        current = create_store(settings)
        self._backend = current._backend
        if self.copy is not None and current.copy is not None:
            self.copy._backend = current.copy._backend

    async def put_if_absent(self, key: str, body: bytes | Path) -> bool:
        """Write an object unless one of that key exists.

        Bodies over SINGLE_PUT_LIMIT are written in parts after a look whether the key exists: two writers at the
        same time may both write. Keys of such objects must therefore be the hash of their content.

        Returns:
            Whether this call wrote the object; False when it was there before.

        Raises:
            StoreUnavailable: the store does not answer or refuses.
        """
        with self._errors(key):
            if _size(body) <= SINGLE_PUT_LIMIT:
                try:
                    await obstore.put_async(self._backend, key, body, mode="create")
                except (AlreadyExistsError, PreconditionError):
                    return False
                return True
            if await self.exists(key):
                return False
            await obstore.put_async(self._backend, key, body, use_multipart=True, max_concurrency=4)
            return True

    async def get(self, key: str) -> bytes:
        """The whole object, for objects known to be small.

        Raises:
            ObjectNotFound: there is none.
            StoreUnavailable: the store does not answer or refuses.
        """
        with self._errors(key):
            result = await obstore.get_async(self._backend, key)
            return bytes(await result.bytes_async())

    async def stream(self, key: str, chunk_bytes: int = CHUNK_BYTES) -> AsyncIterator[bytes]:
        """The object in chunks of at least chunk_bytes, the last one excepted.

        Raises:
            ObjectNotFound: there is none; raised by the first chunk.
            StoreUnavailable: the store does not answer or refuses, also in the middle of the object.
        """
        with self._errors(key):
            result = await obstore.get_async(self._backend, key)
            async for chunk in result.stream(min_chunk_size=chunk_bytes):
                yield bytes(chunk)

    async def head(self, key: str) -> StoredObject:
        """What the store says about an object.

        Raises:
            ObjectNotFound: there is none.
            StoreUnavailable: the store does not answer or refuses.
        """
        with self._errors(key):
            return _stored(await obstore.head_async(self._backend, key))

    async def exists(self, key: str) -> bool:
        """Whether there is an object of that key."""
        try:
            await self.head(key)
        except ObjectNotFound:
            return False
        return True

    async def list(self, prefix: str, *, after: str | None = None) -> AsyncIterator[StoredObject]:
        """The objects below a prefix in the order of their keys, optionally only keys after the given one.

        Raises:
            StoreUnavailable: the store does not answer or refuses.
        """
        with self._errors(prefix):
            listing = obstore.list(self._backend, prefix, offset=after, chunk_size=LIST_CHUNK)
            if isinstance(self._backend, LocalStore):  # the one backend whose lists have no order
                for meta in sorted(await listing.collect_async(), key=lambda meta: meta["path"]):
                    yield _stored(meta)
                return
            async for chunk in listing:
                for meta in chunk:
                    yield _stored(meta)

    async def delete(self, key: str) -> None:
        """Delete an object; nothing happens when there is none. A store with versions keeps the version.

        Raises:
            StoreUnavailable: the store does not answer or refuses.
        """
        with contextlib.suppress(ObjectNotFound), self._errors(key):
            await obstore.delete_async(self._backend, key)

    async def check(self) -> None:
        """Ask the store for a short list, which also shows whether there is such a bucket.

        Raises:
            StoreUnavailable: the store does not answer or refuses.
        """
        async for _ in self.list(READINESS_PREFIX):
            return

    @contextmanager
    def _errors(self, key: str) -> Generator[None]:
        """Turn the errors of the backend into the store's own."""
        try:
            yield
        except FileNotFoundError as error:
            raise ObjectNotFound(key, self.name) from error
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise StoreUnavailable(self.name, "it refuses the credentials of this process.") from error
        except (BaseError, OSError) as error:
            raise StoreUnavailable(self.name, _reason(error)) from error


def create_store(settings: StoreSettings) -> ObjectStore:
    """The store the settings name. No request is made yet.

    Raises:
        StoreUnavailable: the certificate authority cannot be read.
    """
    url = urlsplit(settings.object_store_url)
    if url.scheme == "file":
        return _directory(Path(unquote(url.path)))
    prefix = url.path.strip("/") or None
    if url.scheme == "az":
        return ObjectStore(_azure(settings, url.netloc, prefix), f"az://{url.netloc}")
    backend = _s3(settings, url.netloc, prefix, settings.object_store_endpoint, settings.object_store_region)
    return ObjectStore(backend, f"s3://{url.netloc}", _copy(settings))


def _copy(settings: StoreSettings) -> ObjectStore | None:
    """The other region's store."""
    if settings.object_store_copy_url is None:
        return None
    url = urlsplit(settings.object_store_copy_url)
    region = settings.object_store_copy_region or settings.object_store_region
    backend = _s3(settings, url.netloc, url.path.strip("/") or None, settings.object_store_copy_endpoint, region)
    return ObjectStore(backend, f"s3://{url.netloc} of the other region")


def _directory(path: Path) -> ObjectStore:
    path.mkdir(parents=True, exist_ok=True)
    return ObjectStore(LocalStore(path), f"file://{path}")


def _s3(settings: StoreSettings, bucket: str, prefix: str | None, endpoint: str | None, region: str) -> S3Store:
    secret = settings.object_store_secret_access_key
    # Buckets that lock what is written refuse a request without a checksum.
    credentials: dict[str, str] = {"checksum_algorithm": "SHA256"}
    if settings.object_store_access_key_id and secret:
        credentials |= {
            "access_key_id": settings.object_store_access_key_id,
            "secret_access_key": secret.get_secret_value(),
        }
    if endpoint:
        credentials["endpoint"] = endpoint
    return S3Store(
        bucket,
        prefix=prefix,
        region=region,
        virtual_hosted_style_request=False,
        client_options=_client_options(settings, endpoint),
        retry_config=_retries(),
        config=credentials,
    )


def _azure(settings: StoreSettings, container: str, prefix: str | None) -> AzureStore:
    secret = settings.object_store_secret_access_key
    config: dict[str, str] = {}
    if settings.object_store_access_key_id:
        config["account_name"] = settings.object_store_access_key_id
    if secret:
        config["account_key"] = secret.get_secret_value()
    endpoint = settings.object_store_endpoint
    if endpoint:
        config["endpoint"] = endpoint
    return AzureStore(
        container,
        prefix=prefix,
        client_options=_client_options(settings, endpoint),
        retry_config=_retries(),
        config=config,
    )


def _client_options(settings: StoreSettings, endpoint: str | None) -> ClientConfig:
    options: ClientConfig = {
        "connect_timeout": _CONNECT_TIMEOUT,
        "read_timeout": _READ_TIMEOUT,
        "timeout": _REQUEST_TIMEOUT,
        "allow_http": bool(endpoint and endpoint.startswith("http://")),
        "user_agent": f"syndic/{settings.syndic_release}",
    }
    if settings.object_store_ca_file:
        try:
            options["root_certificate"] = settings.object_store_ca_file.read_bytes()
        except OSError as error:
            reason = f"OBJECT_STORE_CA_FILE {settings.object_store_ca_file} cannot be read: {error.strerror}."
            raise StoreUnavailable(settings.object_store_url, reason) from error
    return options


def _retries() -> RetryConfig:
    backoff: BackoffConfig = {
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(seconds=2),
        "base": 2,
    }
    return {"max_retries": _MAX_RETRIES, "retry_timeout": _RETRY_TIMEOUT, "backoff": backoff}


def _size(body: bytes | Path) -> int:
    return body.stat().st_size if isinstance(body, Path) else len(body)


def _stored(meta: ObjectMeta) -> StoredObject:
    return StoredObject(key=meta["path"], size=meta["size"], last_modified=meta["last_modified"])


def _reason(error: BaseError | OSError) -> str:
    """Why a request failed, in words. The backend puts the cause into the dump of a Rust structure, if anywhere."""
    summary, _, dump = str(error).partition("\n\nDebug source")
    for pattern, sentence in _CAUSES:
        found = pattern.search(dump)
        if found:
            return sentence.format(*found.groups())
    return f"{summary.strip()[:300] or type(error).__name__}."
