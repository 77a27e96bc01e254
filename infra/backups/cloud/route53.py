"""A pair of failover records in Route 53, which users follow.

The pair changes roles in one batch of changes, which Route 53 applies as a whole: at no moment is there no primary
record, or two. A returning region stays the secondary one until `syndic dr failback`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.backups.cloud.aws import refusals
from infra.backups.cloud.waiting import Patience
from infra.backups.errors.regions import NoFailoverRecordsError

PRIMARY, SECONDARY = "PRIMARY", "SECONDARY"
ADDRESS_TYPES = ("A", "AAAA", "CNAME")
GLOBAL = "every region (Route 53)"

Record = Mapping[str, Any]


class Route53:
    """The records."""

    def __init__(self, client: Any, zone: str, users: str, patience: Patience) -> None:  # noqa: ANN401
        """Prepare to use them.

        Args:
            client: boto3's client of Route 53.
            zone: id of the hosted zone.
            users: name that users open.
            patience: how long changes are waited for.
        """
        self._client = client
        self._zone = zone
        self._users = users
        self._patience = patience

    def host(self, region: str) -> str:
        """The region's own name, below the one that users open."""
        return f"{region}.{self._users}"

    def led_to(self) -> str | None:
        """The region of the primary record."""
        return next((record["SetIdentifier"] for record in self._pair() if record["Failover"] == PRIMARY), None)

    def lead(self, region: str) -> str:
        """Make the region's records the primary ones."""
        changes = []
        for pair in self._by_type(region).values():
            wanted = [{**one, "Failover": PRIMARY if one["SetIdentifier"] == region else SECONDARY} for one in pair]
            if wanted != pair:
                changes += [_change("DELETE", one) for one in pair] + [_change("UPSERT", one) for one in wanted]
        if not changes:
            return f"{self._users} leads there already"
        self._apply(changes)
        return f"{self._users} leads to {region}"

    def _by_type(self, region: str) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self._pair():
            found.setdefault(record["Type"], []).append(record)
        if not found or not all(any(one["SetIdentifier"] == region for one in pair) for pair in found.values()):
            raise NoFailoverRecordsError(self._users, self._zone, region)
        return found

    def _pair(self) -> list[Record]:
        return [record for record in self._records(self._users) if "Failover" in record]

    def _records(self, name: str) -> list[Record]:
        """Records of exactly that name; Route 53 lists from there on."""
        found: list[Record] = []
        with refusals(f"read the records of {name}", GLOBAL):
            pages = self._client.get_paginator("list_resource_record_sets").paginate(
                HostedZoneId=self._zone, PaginationConfig={"StartingToken": None}, StartRecordName=name
            )
            for page in pages:
                here = page["ResourceRecordSets"]
                found += [one for one in here if one["Name"].rstrip(".") == name and one["Type"] in ADDRESS_TYPES]
                if here and here[-1]["Name"].rstrip(".") != name:
                    break
        return found

    def _apply(self, changes: list[dict[str, Any]]) -> None:
        with refusals("change records", GLOBAL):
            batch = {"Comment": "syndic dr", "Changes": changes}
            begun = self._client.change_resource_record_sets(HostedZoneId=self._zone, ChangeBatch=batch)["ChangeInfo"]

        def everywhere() -> bool:
            with refusals("read a change", GLOBAL):
                return self._client.get_change(Id=begun["Id"])["ChangeInfo"]["Status"] == "INSYNC"

        self._patience.await_true(everywhere, "Route 53 did not take the change to all its servers")


def _change(action: str, record: Record) -> dict[str, Any]:
    return {"Action": action, "ResourceRecordSet": dict(record)}
