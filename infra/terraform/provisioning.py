"""What infra/terraform/provisioning.yaml declares: every field typed, bounded and described."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.errors import UnreadableYamlError
from infra.terraform.errors import InvalidProvisioningError
from infra.tree import Tree

FILE = "infra/terraform/provisioning.yaml"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Runner(_Declared):
    """The machine that runs Terraform on Azure, where vaults and state are reached from inside a network only."""

    subscription: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="Its subscription.")
    subnet: str = Field(
        pattern=r"^resourceGroups/[^/]+/providers/Microsoft\.Network/virtualNetworks/[^/]+/subnets/[^/]+$",
        description="Its subnet, as in the resource ID after the subscription.",
    )

    @property
    def subnet_id(self) -> str:
        """The resource ID of its subnet."""
        return f"/subscriptions/{self.subscription}/{self.subnet}"


class Zone(_Declared):
    """A public DNS zone of Azure."""

    subscription: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="Its subscription.")
    resource_group: str = Field(pattern=r"^[\w().-]{1,90}$", description="Its resource group.")
    name: str = Field(pattern=r"^([a-z0-9-]+\.)+[a-z]{2,}$", description="Its name, such as example.com.")

    @property
    def id(self) -> str:
        """Its resource ID."""
        group = f"/subscriptions/{self.subscription}/resourceGroups/{self.resource_group}"
        return f"{group}/providers/Microsoft.Network/dnsZones/{self.name}"


class PublicZones(_Declared):
    """Where the name stands under which users arrive, on each cloud."""

    aws: str = Field(
        pattern=r"^Z[A-Z0-9]{5,31}$",
        description="ID of a hosted zone of Route 53; the one of recovery.traffic comes first.",
    )
    azure: Zone = Field(description="A public DNS zone.")


class Administrators(_Declared):
    """People who may do everything in the clusters, on each cloud."""

    aws: dict[str, Annotated[str, Field(pattern=r"^arn:aws[a-z-]*:iam::\d{12}:role/[^*]+$")]] = Field(
        description="Roles, by what they are for."
    )
    azure: list[Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]] = Field(
        min_length=1, description="Groups of the directory, by object ID."
    )


class Nodes(_Declared):
    """How few and how many nodes the cluster of a region has."""

    minimum: int = Field(ge=3, le=1000, description="One for each zone at least.")
    maximum: int = Field(ge=4, le=1000, description="More than the minimum, so that the cluster can grow.")


class Machines(_Declared):
    """What nodes are, on each cloud."""

    aws: list[Annotated[str, Field(pattern=r"^[a-z0-9-]+\.[a-z0-9]+$")]] = Field(
        min_length=1, description="Types of machines; the first that is to be had is taken."
    )
    azure: str = Field(pattern=r"^Standard_[A-Z][0-9]+[a-z]*_v[0-9]$", description="Size of the machines.")


class EnvironmentProvisioning(_Declared):
    """What Terraform needs to know of one environment."""

    regions: int = Field(ge=1, le=2, description="How many of the environment's regions are made, the primary first.")
    address_spaces: dict[str, Annotated[list[IPv4Network], Field(min_length=2, max_length=2)]] = Field(
        description="Private ranges of the regions' networks, by cloud; no two networks overlap."
    )
    evidence_lock_days: int = Field(ge=1, le=3650, description="How long nobody can delete evidence, in days.")
    log_retention_days: int = Field(ge=90, le=365, description="How long logs are kept, in days.")
    nat_per_zone: bool = Field(description="Whether each zone has a NAT gateway of its own.")
    edge: bool = Field(
        description="Whether users arrive. False for the first apply: until the zone is delegated and proxies stand."
    )
    public_zones: PublicZones = Field(description="Where the name of PUBLIC_URL stands.")
    nodes: Nodes = Field(description="Size of each region's cluster.")
    administrators: Administrators = Field(description="Who may do everything in the clusters, beside the pipeline.")
    pipeline_subject: str = Field(
        pattern=r"^[^*? ]+$", description="Subject of the tokens of the pipeline that pushes images and releases."
    )
    operations_subject: str = Field(
        pattern=r"^[^*? ]+$", description="Subject of the tokens of the scheduled jobs: backups, rotation, drills."
    )
    azure_runner: Runner = Field(description="Where Terraform runs on Azure.")


class Provisioning(_Declared):
    """The whole file."""

    owner: str = Field(min_length=2, description="Who answers for the resources; a tag of each.")
    alarm_mail_addresses: list[Annotated[str, Field(pattern=r"^[^@ ]+@[^@ ]+\.[^@ ]+$")]] = Field(
        min_length=1, description="Who is told of the clouds' own alarms."
    )
    kubernetes_version: str = Field(
        pattern=r"^1\.3[3-7]$", description="Minor version of the clusters, one that manifests are validated against."
    )
    machines: Machines = Field(description="What the nodes of clusters are.")
    pipeline_issuer: str = Field(
        pattern=r"^https://[a-z0-9./-]*[a-z0-9]$", description="Who signs the tokens of pipelines."
    )
    azure_administrator_secret_expires: str = Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$",
        description="When vaults of Azure stop giving out the password of a database's administrator.",
    )
    counterparts: dict[str, str] = Field(description="Region of Azure by the region of AWS it stands in for.")
    environments: dict[str, EnvironmentProvisioning] = Field(description="By the environment's name.")

    def region(self, name: str, *, on_azure: bool) -> str:
        """What stands in for a region on a cloud: itself when it is the cloud's own.

        Raises:
            InvalidProvisioningError: it has no counterpart there.
        """
        names = self.counterparts if on_azure else {azure: aws for aws, azure in self.counterparts.items()}
        if name in names:
            return names[name]
        if name in names.values():
            return name
        raise InvalidProvisioningError(f"counterparts names no region for {name}")


def read(tree: Tree) -> Provisioning:
    """What the file of a tree declares.

    Raises:
        InvalidProvisioningError: it is missing, or is not what it must be.
    """
    if FILE not in tree.names:
        raise InvalidProvisioningError("it is missing")
    try:
        [document] = tree.documents(FILE)
        return Provisioning.model_validate(document.data)
    except (UnreadableYamlError, ValidationError, ValueError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        raise InvalidProvisioningError(
            f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
        ) from error
