"""A profile of Azure Traffic Manager whose routing method is Priority: users go to the endpoint of the lowest number.

All numbers change in one request, because no two endpoints may share one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.backups.cloud.azure import Resource, refusals
from infra.backups.cloud.ports import Address
from infra.backups.errors import NoFailoverRecordsError

GLOBAL = "every region (Traffic Manager)"
ENABLED = "Enabled"


class TrafficManager:
    """The profile."""

    def __init__(self, client: Any, profile: str, endpoints: Mapping[str, str]) -> None:  # noqa: ANN401
        """Prepare to use it.

        Args:
            client: TrafficManagerManagementClient of its subscription.
            profile: its resource id.
            endpoints: names of its endpoints, by region.
        """
        self._client = client
        self._profile = Resource.of(profile)
        self._endpoints = endpoints

    def host(self, region: str) -> str:
        """What the region's endpoint leads to."""
        return str(self._endpoint(self._get(), region).properties.target)

    def led_to(self) -> str | None:
        """The region of the enabled endpoint with the lowest number."""
        names = {name: region for region, name in self._endpoints.items()}
        enabled = [one for one in self._get().properties.endpoints or () if one.properties.endpoint_status == ENABLED]
        first = min(enabled, key=lambda one: one.properties.priority, default=None)
        return names.get(first.name) if first is not None else None

    def lead(self, region: str) -> str:
        """Give the region's endpoint the lowest number, and the others those after it in their order."""
        profile = self._get()
        chosen = self._endpoint(profile, region)
        others = [one for one in profile.properties.endpoints if one is not chosen]
        ordered = [chosen, *sorted(others, key=lambda one: one.properties.priority)]
        wanted = {one.name: number for number, one in enumerate(ordered, start=1)}
        right = all(one.properties.priority == wanted[one.name] for one in ordered)
        if right and chosen.properties.endpoint_status == ENABLED:
            return f"{self._profile.name} leads to {region} already"
        for one in ordered:
            one.properties.priority = wanted[one.name]
        chosen.properties.endpoint_status = ENABLED
        with refusals(f"change {self._profile.name}", GLOBAL):
            self._client.profiles.create_or_update(self._profile.group, self._profile.name, profile)
        return f"{self._profile.name} leads to {region}"

    def point(self, writer: Address, reader: Address) -> str:  # noqa: ARG002 - virtual endpoints follow the roles
        """Nothing to do: the names of virtual endpoints follow the roles of the servers."""
        return "the virtual endpoints of the databases follow their roles"

    def _endpoint(self, profile: Any, region: str) -> Any:  # noqa: ANN401 - models of the SDK
        for one in profile.properties.endpoints or ():
            if one.name == self._endpoints[region]:
                return one
        raise NoFailoverRecordsError(self._profile.name, "Traffic Manager", region)

    def _get(self) -> Any:  # noqa: ANN401 - a model of the SDK
        with refusals(f"read {self._profile.name}", GLOBAL):
            return self._client.profiles.get(self._profile.group, self._profile.name)
