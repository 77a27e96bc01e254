"""Two flexible servers of Azure Database for PostgreSQL, of which one is the read replica of the other.

Azure changes the roles of both in one operation (promote mode Switchover): the replica takes writes and the primary is
made a replica, at once when it can be reached and otherwise when it comes back. So the service itself sees to it that
there are not two, which a promotion to an independent server (Standalone) does not; that one is never used. It needs
virtual endpoints, whose names follow the roles: nothing else has to be turned for the processes.

Before that the old primary is told to begin transactions read-only, which holds for connections that stand as well, so
that nothing is acknowledged between the loss and the change of roles where it can still be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.backups.cloud.azure import Resource, refusals
from infra.backups.cloud.ports import Address
from infra.backups.cloud.waiting import Patience
from infra.backups.errors.regions import (
    CloudRefusedError,
    CloudUnreachableError,
    NotDemotedError,
    NoVirtualEndpointError,
)

PORT = 5432
READ_ONLY = "default_transaction_read_only"
PRIMARY = "Primary"
READY = "Ready"
ACTIVE = "Active"
USER_OVERRIDE = "user-override"


class FlexiblePair:
    """The servers."""

    def __init__(self, client: Any, servers: Mapping[str, str], patience: Patience) -> None:  # noqa: ANN401
        """Prepare to use them.

        Args:
            client: PostgreSQLManagementClient of their subscription.
            servers: their resource ids, by region.
            patience: how long changes are waited for.
        """
        self._client = client
        self._servers = {region: Resource.of(identifier) for region, identifier in servers.items()}
        self._patience = patience

    def address(self, region: str) -> Address:
        """Its own name, which does not follow the roles."""
        return Address(host=self._get(region).properties.fully_qualified_domain_name, port=PORT)

    def role(self, region: str) -> str:
        """Its state and its role."""
        found = self._get(region).properties
        read_only = ", told to begin transactions read-only" if self._is_read_only(region) else ""
        return f"{found.state}, {'takes writes' if _is_primary(found) else 'follows another one'}{read_only}"

    def require_fenceable(self, region: str) -> None:
        """See that the roles could be changed.

        Raises:
            NoVirtualEndpointError: they could not.
        """
        self._require_virtual_endpoint(region)

    def fence(self, region: str) -> str:
        """Have it begin transactions read-only; one that cannot be told is made a replica when it comes back."""
        if not _is_primary(self._get(region).properties):
            return f"{self._servers[region].name} is a replica already"
        try:
            self._set_read_only(region, "on")
        except (CloudUnreachableError, CloudRefusedError) as error:
            return f"it could not be told, and Azure makes it a replica with the next step ({error})"
        return f"{self._servers[region].name} begins transactions read-only, and is made a replica with the next step"

    def catch_up(self, region: str, other: str) -> str:  # noqa: ARG002 - Azure compares the two
        """Nothing to do: a planned change of roles begins with it."""
        return "Azure waits for it before it changes the roles"

    def promote(self, region: str, *, planned: bool) -> str:
        """Change the roles, and see that they are."""
        server = self._servers[region]
        if not _is_primary(self._get(region).properties):
            from azure.mgmt.postgresqlflexibleservers import models

            change = models.ServerForPatch(
                properties=models.ServerPropertiesForPatch(
                    replica=models.Replica(promote_mode="Switchover", promote_option="Planned" if planned else "Forced")
                )
            )
            with refusals(f"promote {server.name}", region):
                self._client.servers.begin_update(server.group, server.name, change).result()
        self._patience.await_true(lambda: self._takes_writes(region), f"{server.name} does not take writes")
        return f"{server.name} took the other's role, {'after it had everything' if planned else 'at once'}"

    def follow(self, region: str, other: str) -> str:  # noqa: ARG002 - Azure knows whom
        """See that Azure made it a replica; only then it may be told to take writes again, if ever.

        Raises:
            NotDemotedError: it did not.
        """
        if _is_primary(self._get(region).properties):
            raise NotDemotedError(self._servers[region].name)
        self._set_read_only(region, "off")
        return f"Azure made {self._servers[region].name} a replica"

    def following(self, region: str) -> str | None:
        """What Azure says about its replication."""
        found = self._get(region).properties
        if _is_primary(found):
            return "it takes writes itself"
        if found.state != READY:
            return f"it is {found.state}"
        state = found.replica.replication_state if found.replica else None
        return None if state == ACTIVE else f"its replication is {state}"

    def _takes_writes(self, region: str) -> bool:
        found = self._get(region).properties
        return _is_primary(found) and found.state == READY

    def _require_virtual_endpoint(self, region: str) -> None:
        server = self._servers[region]
        names = {one.name for one in self._servers.values()}
        with refusals(f"read the virtual endpoints of {server.name}", region):
            pairs = list(self._client.virtual_endpoints.list_by_server(server.group, server.name))
        if not any(names <= set(one.properties.members or ()) for one in pairs if one.properties):
            raise NoVirtualEndpointError(server.name)

    def _is_read_only(self, region: str) -> bool:
        server = self._servers[region]
        with refusals(f"read the configuration of {server.name}", region):
            found = self._client.configurations.get(server.group, server.name, READ_ONLY)
        return found.properties.value == "on"

    def _set_read_only(self, region: str, value: str) -> None:
        if self._is_read_only(region) == (value == "on"):
            return
        from azure.mgmt.postgresqlflexibleservers import models

        server = self._servers[region]
        change = models.ConfigurationForUpdate(
            properties=models.ConfigurationProperties(value=value, source=USER_OVERRIDE)
        )
        with refusals(f"set {READ_ONLY} of {server.name}", region):
            self._client.configurations.begin_update(server.group, server.name, READ_ONLY, change).result()

    def _get(self, region: str) -> Any:  # noqa: ANN401 - a model of the SDK
        server = self._servers[region]
        with refusals(f"read {server.name}", region):
            return self._client.servers.get(server.group, server.name)


def _is_primary(found: Any) -> bool:  # noqa: ANN401 - a model of the SDK
    """Whether it takes writes: a server without a replica has the role None."""
    role = found.replica.role if found.replica and found.replica.role else found.replication_role
    return role in (PRIMARY, "None", None)
