"""The command line's connection to the platform on this machine."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import certifi

from infra.local import credentials, ports
from infra.local.certificates import Authority
from infra.local.errors import MissingCredentialError, NotSetUpError, UnreadableTokenError
from infra.local.layout import FIRST_REGION, Layout
from infra.platform import Platform
from server.secrets.errors import SecretError
from server.secrets.references import fill
from server.secrets.stores import SecretStores
from server.settings import SecretStoreSettings

URL = "SYNDIC_URL"


def connect(layout: Layout) -> Platform:
    """The platform of a state directory, as the operator.

    Raises:
        NotSetUpError: `syndic up` was never run for it.
        MissingCredentialError: it has no token.
    """
    port = ports.read(layout.of_region(FIRST_REGION).ports_file).get(ports.PROXY)
    if port is None:
        raise NotSetUpError(layout.state)
    token = credentials.read(layout.env_file).token
    if token is None:
        raise MissingCredentialError(credentials.TOKEN, layout.env_file)
    return Platform(f"https://localhost:{port}", Authority(layout.certificates).ca_file, token)


def entrance(layout: Layout) -> tuple[str, Path]:
    """The address users take, and whom to believe there: at SYNDIC_URL when it is set, else on this machine.

    Raises:
        NotSetUpError: `syndic up` was never run here.
    """
    if url := os.environ.get(URL):
        return url, _named_authorities()
    port = ports.read(layout.of_region(FIRST_REGION).ports_file).get(ports.PROXY)
    if port is None:
        raise NotSetUpError(layout.state)
    return f"https://localhost:{port}", Authority(layout.certificates).ca_file


@contextmanager
def connect_to_named_or(layout: Layout) -> Generator[Platform]:
    """The platform at SYNDIC_URL when that and SYNDIC_API_TOKEN are set, else that of a state directory.

    Raises:
        NotSetUpError: `syndic up` was never run for it.
        MissingCredentialError: it has no token.
    """
    with connect_by_environment() as named:
        if named is not None:
            yield named
            return
    with connect(layout) as own:
        yield own


@contextmanager
def connect_by_environment() -> Generator[Platform | None]:
    """The platform at SYNDIC_URL, as whoever SYNDIC_API_TOKEN belongs to; None when these are not set.

    Raises:
        UnreadableTokenError: the token is a reference, and its store does not give it.
    """
    url, token = os.environ.get(URL), os.environ.get(credentials.TOKEN)
    if not url or not token:
        yield None
        return
    with Platform(url, _named_authorities(), _read(token)) as platform:
        yield platform


def _read(token: str) -> str:
    """The token itself, or what the reference to it leads to: jobs in a cluster have no secret in a variable."""
    stores = SecretStores(SecretStoreSettings())
    try:
        return fill(token, lambda found: stores.of(found).get(found).value.get_secret_value())
    except SecretError as error:
        failure = UnreadableTokenError(credentials.TOKEN, str(error))
    finally:
        stores.close()
    raise failure


def _named_authorities() -> Path:
    return Path(os.environ.get("SYNDIC_CA_FILE", certifi.where()))
