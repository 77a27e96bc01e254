"""How Azure's management interface is reached, and what it refuses as errors for the reader."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.backups.errors.regions import CloudRefusedError, CloudUnreachableError

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

SERVER_ERROR = 500
"""Answers from here on are no refusal: the interface itself is out."""


@dataclass(frozen=True)
class Resource:
    """What a resource id names."""

    subscription: str
    group: str
    name: str

    @classmethod
    def of(cls, identifier: str) -> Resource:
        """Read /subscriptions/S/resourceGroups/G/providers/P/TYPE/NAME."""
        parts = identifier.strip("/").split("/")
        return cls(subscription=parts[1], group=parts[3], name=parts[-1])


def credential() -> TokenCredential:
    """Whoever Azure's library is signed in as: workload or managed identity, environment, `az login`."""
    from azure.identity import DefaultAzureCredential

    return DefaultAzureCredential(exclude_interactive_browser_credential=True)


@contextmanager
def refusals(what: str, region: str) -> Generator[None]:
    """Turn what Azure says into errors.

    Raises:
        CloudUnreachableError: the management interface does not answer.
        CloudRefusedError: it refuses; the error has its code.
    """
    from azure.core.exceptions import AzureError, HttpResponseError, ServiceRequestError, ServiceResponseError

    try:
        yield
    except (ServiceRequestError, ServiceResponseError) as error:
        raise CloudUnreachableError(region, str(error)) from error
    except HttpResponseError as error:
        code = error.error.code if error.error and error.error.code else str(error.status_code)
        reason = error.error.message if error.error and error.error.message else str(error.reason or error)
        if error.status_code is not None and error.status_code >= SERVER_ERROR:
            raise CloudUnreachableError(region, f"{code}: {reason}") from error
        raise CloudRefusedError(what, region, code, reason) from error
    except AzureError as error:
        raise CloudRefusedError(what, region, type(error).__name__, str(error)) from error
