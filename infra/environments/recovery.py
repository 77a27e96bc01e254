"""The part of an environment's file that says how one region takes the other's place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from infra.environments.policies import Declared

_AZURE_ID = r"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+/providers/"
_HOST = r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$"

Host = Annotated[str, Field(pattern=_HOST)]
Instance = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
SecurityGroup = Annotated[str, Field(pattern=r"^sg-[0-9a-f]{8,17}$")]
Server = Annotated[str, Field(pattern=_AZURE_ID + r"Microsoft\.DBforPostgreSQL/flexibleServers/[^/]+$")]
Role = Annotated[str, Field(pattern=r"^arn:aws[a-z-]*:iam::\d{12}:role/.+$")]
Key = Annotated[str, Field(pattern=r"^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/.+$")]
Origin = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,88}[A-Za-z0-9]$")]
Context = Annotated[str, Field(min_length=1, max_length=253)]


class RdsInstances(Declared):
    """A database of Amazon RDS in each region, of which one follows the other."""

    kind: Literal["rds"]
    instances: dict[str, Instance] = Field(description="Identifier of the database instance, by region.")
    quarantine_groups: dict[str, SecurityGroup] = Field(
        description="Security group, by region, that lets the operator in and nobody else: what fences an instance."
    )


class FlexibleServers(Declared):
    """A flexible server of Azure Database for PostgreSQL in each region, of which one follows the other."""

    kind: Literal["flexible-server"]
    servers: dict[str, Server] = Field(description="Resource id of the server, by region.")


class Route53Records(Declared):
    """A pair of failover records in a hosted zone of Route 53, which leads users to the live region."""

    kind: Literal["route53"]
    zone: str = Field(pattern=r"^Z[A-Z0-9]{5,31}$", description="Id of the hosted zone.")
    users: str = Field(pattern=_HOST, description="Name that users open: a pair of failover records, one by region.")


class FrontDoorOrigins(Declared):
    """A group of origins of Azure Front Door, which leads users to the first one that takes writes."""

    kind: Literal["front-door"]
    group: str = Field(
        pattern=_AZURE_ID + r"Microsoft\.Cdn/profiles/[^/]+/originGroups/[^/]+$",
        description="Resource id of the group.",
    )
    origins: dict[str, Origin] = Field(description="Name of the group's origin, by region.")
    users: str = Field(pattern=_HOST, description="Name that users open.")


class S3Replication(Declared):
    """Replication between the regions' buckets, from the live one to the other."""

    kind: Literal["s3"]
    roles: dict[str, Role] = Field(description="Role that copies out of the bucket of a region.")
    keys: dict[str, Key] = Field(description="Key that copies in the bucket of a region are encrypted with.")


class Recovery(Declared):
    """How one region takes the other's place; every part names what there is by region."""

    database: RdsInstances | FlexibleServers = Field(discriminator="kind", description="The databases.")
    traffic: Route53Records | FrontDoorOrigins = Field(
        discriminator="kind", description="What leads users to a region."
    )
    objects: S3Replication | None = Field(
        default=None, description="What copies objects between the regions; none where the store does so by itself."
    )
    clusters: dict[str, Context] = Field(
        description="Context of kubectl, by region, where worker and cron start when the region takes over."
    )

    def by_region(self) -> Mapping[tuple[str, ...], Mapping[str, str]]:
        """Everything that is stated by region, with where it stands."""
        found: dict[tuple[str, ...], Mapping[str, str]] = {("clusters",): self.clusters}
        match self.database:
            case RdsInstances():
                found["database", "instances"] = self.database.instances
                found["database", "quarantine_groups"] = self.database.quarantine_groups
            case FlexibleServers():
                found["database", "servers"] = self.database.servers
        if isinstance(self.traffic, FrontDoorOrigins):
            found["traffic", "origins"] = self.traffic.origins
        if self.objects is not None:
            found["objects", "roles"] = self.objects.roles
            found["objects", "keys"] = self.objects.keys
        return found
