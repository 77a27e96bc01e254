"""How the operator reaches what an environment declares: its secrets, its databases, its object stores.

The operator signs in to a cloud as itself, by the credentials that the cloud's own library finds, and never with the
key of a process.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from infra.backups.cloud.ports import Address
from infra.environments.environment import Environment, Region
from infra.environments.resolution import resolve
from infra.scripts.errors import NotReachableError
from infra.scripts.stores import open_stores
from server.secrets.errors import SecretError
from server.secrets.references import fill
from server.settings import Process

if TYPE_CHECKING:
    from obstore.store import AzureStore, ClientConfig, S3Store

CONNECT_SECONDS = 5
REQUEST_SECONDS = 120
RETRIES = 4
OF_RELEASE = frozenset({"SYNDIC_RELEASE", "SYNDIC_COLOUR"})


def region_of(environment: Environment, name: str) -> Region:
    """A region by its name.

    Raises:
        NotReachableError: there is none.
    """
    for region in environment.regions:
        if region.name == name:
            return region
    known = ", ".join(region.name for region in environment.regions)
    raise NotReachableError(f"region {name}", f"{environment.name} has the regions {known}")


def stated(environment: Environment, region: Region, process: Process) -> dict[str, str]:
    """What a process is told in a region; secrets as references. Of a release and its colour nothing is known here."""
    found = resolve(environment, region, process)
    return {name: one.value for name, one in found.items() if name not in OF_RELEASE and one.source != "start"}


def secret(environment: Environment, region: Region, value: str, what: str) -> str:
    """A value with every reference replaced by what it leads to, as the stores of a region have it.

    Raises:
        NotReachableError: a store does not answer, or has no such secret; the message holds no secret.
    """
    stores = open_stores(environment, region)
    try:
        return fill(value, lambda found: stores.of(found).get(found).value.get_secret_value())
    except SecretError as error:
        failure = NotReachableError(what, str(error))
    finally:
        stores.close()
    raise failure


def owner_url(environment: Environment, region: Region) -> str:
    """Address of the platform's database as the role that owns it.

    Raises:
        NotReachableError: it is not declared, or its secret cannot be read.
    """
    value = stated(environment, region, Process.MIGRATE).get("DATABASE_OWNER_URL")
    if value is None:
        raise NotReachableError("the database", "DATABASE_OWNER_URL is not stated under secrets.migrate")
    return secret(environment, region, value, "DATABASE_OWNER_URL")


def at_address(url: str, address: Address) -> str:
    """The same database and role on another server."""
    parts = urlsplit(url)
    user, separator, _ = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user}{separator}{address.host}:{address.port}").geturl()


def named(url: str, database: str) -> str:
    """Another database of the same server."""
    return urlsplit(url)._replace(path=f"/{quote(database)}").geturl()


def evidence(environment: Environment, region: Region, *, impatient: bool = False) -> S3Store | AzureStore:
    """The object store of a region.

    Raises:
        NotReachableError: it is not declared as one.
    """
    url = stated(environment, region, Process.API).get("OBJECT_STORE_URL", "")
    return bucket(environment, region, url, impatient=impatient)


def bucket(
    environment: Environment, region: Region, url: str, prefix: str | None = None, *, impatient: bool = False
) -> S3Store | AzureStore:
    """A bucket of a region, as the operator; nothing is asked of it yet.

    Args:
        environment: whose.
        region: where it is.
        url: s3://bucket or az://container.
        prefix: of what is seen; everything when absent.
        impatient: give up at once, to measure.

    Raises:
        NotReachableError: the address is of another kind.
    """
    parts, told = urlsplit(url), stated(environment, region, Process.API)
    client, retries = _client_options(told, impatient=impatient)
    if parts.scheme == "s3":
        return _s3(parts.netloc, prefix, told, client, retries)
    if parts.scheme == "az":
        return _azure(parts.netloc, prefix, told, client, retries)
    raise NotReachableError("the object store", f"{url or 'nothing'} is neither s3://bucket nor az://container")


def s3_options(environment: Environment, region: Region) -> dict[str, Any]:
    """How boto3 reaches the S3 interface of a region."""
    told = stated(environment, region, Process.API)
    endpoint, ca_file = _endpoint(told), _ca_file(told)
    return {
        "region_name": told.get("OBJECT_STORE_REGION", region.name),
        **({"endpoint_url": endpoint} if endpoint else {}),
        **({"verify": str(ca_file)} if ca_file else {}),
    }


def _s3(bucket: str, prefix: str | None, told: dict[str, str], client: ClientConfig, retries: Any) -> S3Store:  # noqa: ANN401
    import boto3
    from obstore.auth.boto3 import Boto3CredentialProvider
    from obstore.store import S3Store

    endpoint = _endpoint(told)
    region = told.get("OBJECT_STORE_REGION", "us-east-1")
    session = boto3.Session(region_name=region)
    if session.get_credentials() is None:
        raise NotReachableError(f"the bucket {bucket}", "there are no credentials of AWS, such as AWS_ACCESS_KEY_ID")
    signing = Boto3CredentialProvider(session)
    return S3Store(
        bucket,
        prefix=prefix,
        region=region,
        virtual_hosted_style_request=False,
        client_options=client,
        retry_config=retries,
        credential_provider=signing,
        # Buckets that lock what is written refuse a request without one.
        checksum_algorithm="SHA256",
        **({"endpoint": endpoint} if endpoint else {}),
    )


def _azure(container: str, prefix: str | None, told: dict[str, str], client: ClientConfig, retries: Any) -> AzureStore:  # noqa: ANN401
    from obstore.auth.azure import AzureCredentialProvider
    from obstore.store import AzureStore

    endpoint, signing = _endpoint(told), AzureCredentialProvider()
    return AzureStore(
        container,
        prefix=prefix,
        account_name=told.get("OBJECT_STORE_ACCESS_KEY_ID"),
        client_options=client,
        retry_config=retries,
        credential_provider=signing,
        **({"endpoint": endpoint} if endpoint else {}),
    )


def _client_options(told: dict[str, str], *, impatient: bool) -> tuple[ClientConfig, Any]:
    patience = timedelta(seconds=CONNECT_SECONDS if impatient else REQUEST_SECONDS)
    endpoint, ca_file = _endpoint(told), _ca_file(told)
    options: ClientConfig = {
        "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
        "timeout": patience,
        "allow_http": bool(endpoint and endpoint.startswith("http://")),
    }
    if ca_file:
        options["root_certificate"] = ca_file.read_bytes()
    return options, {"max_retries": 0 if impatient else RETRIES, "retry_timeout": patience}


def _endpoint(told: dict[str, str]) -> str | None:
    """The declared endpoint, or the one that libraries of AWS are told; the cloud's own when neither is."""
    return (
        told.get("OBJECT_STORE_ENDPOINT") or os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    )


def _ca_file(told: dict[str, str]) -> Path | None:
    """The authority that signs the store's certificate, where it lies on this machine."""
    for given in (told.get("OBJECT_STORE_CA_FILE"), os.environ.get("AWS_CA_BUNDLE")):
        if given and Path(given).is_file():
            return Path(given)
    return None
