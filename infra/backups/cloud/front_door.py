"""The group of origins of Azure Front Door through which users reach the regions: the lowest number goes first.

Front Door asks every region by itself whether its database takes writes (health_path in infra/terraform/modules/azure/
edge), so users follow the promotion within seconds, without a change of its configuration. Such a change takes Front
Door up to 20 minutes to have everywhere, and its interface has been out for longer while users were served. The order
is changed all the same, because it decides where two regions say that they take writes: a lost one that nobody could
fence. One request changes it, so that no two regions have the same number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from infra.backups.cloud.azure import refusals
from infra.backups.errors.regions import CloudUnreachableError, NoFailoverRecordsError

GLOBAL = "every region (Front Door)"
ENABLED = "Enabled"
FIRST, LAST = 1, 5
"""Numbers that Front Door knows."""

_GROUP = re.compile(
    r"/subscriptions/(?P<subscription>[^/]+)/resourceGroups/(?P<resources>[^/]+)/providers/Microsoft\.Cdn"
    r"/profiles/(?P<profile>[^/]+)/originGroups/(?P<name>[^/]+)",
    re.IGNORECASE,
)


class FrontDoor:
    """The group."""

    def __init__(self, client: Any, group: str, users: str, origins: Mapping[str, str]) -> None:  # noqa: ANN401
        """Prepare to use it.

        Args:
            client: CdnManagementClient of its subscription.
            group: its resource id.
            users: name that users open.
            origins: names of its origins, by region.
        """
        found = _GROUP.fullmatch(group)
        assert found is not None, group  # noqa: S101 - the environment's file is held to this form
        self._where = (found["resources"], found["profile"], found["name"])
        self._client = client
        self._users = users
        self._origins = origins

    def host(self, region: str) -> str:  # noqa: ARG002 - regions are reached by private addresses
        """The name that users open; the answer says which region it is of."""
        return self._users

    def led_to(self) -> str | None:
        """The region of the enabled origin with the lowest number, where all that are asked take writes."""
        enabled = {region: one for region, one in self._found().items() if one.enabled_state == ENABLED}
        return min(enabled, key=lambda region: enabled[region].priority, default=None)

    def lead(self, region: str) -> str:
        """Have the region go before the others, by one request.

        Front Door leads users there without it as soon as the others take no writes, so an interface that is out is
        said, and is no failure.
        """
        try:
            return self._put_first(region)
        except CloudUnreachableError as error:
            return f"Front Door leads to whoever takes writes; its order could not be changed ({error})"

    def _put_first(self, region: str) -> str:
        found = self._found()
        if region not in found:
            raise NoFailoverRecordsError(self._where[2], "Front Door", region)
        wanted = in_front(region, {name: one.priority for name, one in found.items()})
        enabled = found[region].enabled_state == ENABLED
        if not wanted and enabled:
            return f"Front Door leads to {region} already"
        for name, number in wanted.items():
            self._update(self._origins[name], priority=number)
        if not enabled:
            self._update(self._origins[region], enabled_state=ENABLED)
        return f"Front Door leads to {region} before the others"

    def _update(self, origin: str, **changes: Any) -> None:  # noqa: ANN401 - what the SDK's model takes
        from azure.mgmt.cdn import models

        change = models.AFDOriginUpdateParameters(properties=models.AFDOriginUpdatePropertiesParameters(**changes))
        with refusals(f"change {origin}", GLOBAL):
            # Accepted is enough: it takes Front Door many minutes to say that it is done.
            self._client.afd_origins.begin_update(*self._where, origin, change, polling=False)

    def _found(self) -> dict[str, Any]:
        """The origins, by region; models of the SDK."""
        regions = {name: region for region, name in self._origins.items()}
        with refusals(f"read the origins of {self._where[2]}", GLOBAL):
            listed = list(self._client.afd_origins.list_by_origin_group(*self._where))
        return {regions[one.name]: one for one in listed if one.name in regions}


def in_front(region: str, numbers: Mapping[str, int]) -> dict[str, int]:
    """The numbers that change so that a region goes first; of two regions, one does, so one request is enough.

    Args:
        region: that is to go first.
        numbers: of all regions, as they are.
    """
    own, others = numbers[region], {name: number for name, number in numbers.items() if name != region}
    if all(number > own for number in others.values()):
        return {}
    foremost = min(others.values())
    if foremost > FIRST:
        return {region: foremost - 1}
    own_after = min(own, LAST - 1)
    moved = {name: own_after + 1 for name, number in others.items() if number <= own_after}
    return moved if own_after == own else {region: own_after, **moved}
