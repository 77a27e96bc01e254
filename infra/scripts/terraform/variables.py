"""The variables and backends of the stacks, made from the environments' files; and whether they are current."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from infra import generated_files
from infra.environments import reading, references
from infra.environments.environment import Cloud, Environment, Region
from infra.environments.reading import EnvironmentFile
from infra.environments.recovery import Route53Records
from infra.environments.resolution import entries, resolve
from infra.findings import Finding
from infra.terraform import provisioning, stacks
from infra.terraform.errors import InvalidProvisioningError
from infra.terraform.provisioning import EnvironmentProvisioning, Provisioning
from infra.tree import Tree
from server.settings import Process, Scheme

RULES = {
    "terraform-region": "What a region's settings call the region is the region that Terraform makes.",
    "terraform-variables-outdated": "Variables and backends of the stacks say what the environments declare.",
    "terraform-variables-left-over": "There are no variables or backends of an environment that is not provisioned.",
    "terraform-provisioning": "What Terraform needs to know beyond the environments' files is stated.",
}
COMMAND = "syndic terraform variables"
ZONES = ("a", "b", "c")
REGION_SETTINGS = ("AWS_REGION", "OBJECT_STORE_REGION")
SERVICE_ACCOUNTS = {
    Process.API: "server",
    Process.CRON: "cron",
    Process.MIGRATE: "migrate",
    Process.RETENTION: "retention",
    Process.WORKER: "worker",
}
"""What the manifests call the accounts that processes run as."""

OF_CLOUDS = frozenset({Scheme.AWS, Scheme.AZURE})


def expected(tree: Tree) -> dict[str, str]:
    """What each generated file must hold, by its path. An environment whose file cannot be read is passed over.

    Raises:
        InvalidProvisioningError: infra/terraform/provisioning.yaml does not state what is needed.
    """
    stated = provisioning.read(tree)
    files, _ = reading.read_all(tree)
    found: dict[str, str] = {}
    for environment in (file.environment for file in files):
        if environment.cloud is Cloud.LOCAL:
            continue
        if environment.name not in stated.environments:
            raise InvalidProvisioningError(f"environments lacks {environment.name}")
        for made in (_on_aws, _on_azure):
            for path, document in made(environment, stated, stated.environments[environment.name]).items():
                found[path] = json.dumps(document, indent=2) + "\n"
    return found


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    if not tree.matching(f"{stacks.FOLDER}/*"):
        return
    try:
        wanted = expected(tree)
    except InvalidProvisioningError as error:
        yield Finding(provisioning.FILE, 1, "terraform-provisioning", str(error), "State what is missing.")
        return
    for file in reading.read_all(tree)[0]:
        yield from _misplaced(file)
    for file, text in wanted.items():
        if file not in tree.names or tree.text(file) != text:
            why = "It does not say what the environment's file and provisioning.yaml declare."
            yield Finding(file, 1, "terraform-variables-outdated", why, f"Run `{COMMAND}`.")
    for file in tree.matching(*stacks.GENERATED):
        if file not in wanted:
            why = "No environment is provisioned from it, and it could be applied all the same."
            yield Finding(file, 1, "terraform-variables-left-over", why, "Remove it.")


def write(root: Path, tree: Tree) -> list[str]:
    """Write the files that are not current.

    Returns:
        The files that changed.
    """
    return generated_files.write(root, expected(tree))


def _misplaced(file: EnvironmentFile) -> Iterator[Finding]:
    """Settings that send the processes of a region to another one, where nothing was made for them."""
    if file.environment.cloud is not Cloud.AWS:
        return
    for region in file.environment.regions:
        stated = resolve(file.environment, region, Process.API)
        for setting in (stated[name] for name in REGION_SETTINGS if name in stated):
            if setting.value != region.name:
                why = f"{setting.name} is {setting.value}; what the processes need is made in {region.name}."
                yield file.finding("terraform-region", setting.path, why, f"Set it to {region.name}.")


def _on_aws(environment: Environment, stated: Provisioning, own: EnvironmentProvisioning) -> dict[str, object]:
    name = environment.name
    regions: list[dict[str, object]] = []
    for declared, space in zip(_regions(environment, own), own.address_spaces["aws"], strict=False):
        region = stated.region(declared.name, on_azure=False)
        regions.append(
            {
                "region": region,
                "zones": [f"{region}{zone}" for zone in ZONES],
                "address_space": str(space),
                "buckets": {
                    "backups": f"syndic-{name}-backups-{region}",
                    "evidence": _bucket(environment, declared) or f"syndic-{name}-{region}",
                },
                "log_bucket_name": f"syndic-{name}-access-{region}",
            }
        )
    bucket = f"syndic-{name}-state"
    platform = {
        **_common(environment, stated, own),
        **_by_role(regions),
        "secret_names": sorted(_secrets(environment)),
        "process_secrets": {process: sorted(names) for process, names in _read_by_process(environment).items()},
        "nodes": {"machines": stated.machines.aws, **own.nodes.model_dump()},
        "administrator_ids": own.administrators.aws,
        "drills": environment.operations is not None and environment.operations.drills,
        "public_zone_id": _zone(environment, own.public_zones.aws),
    }
    first = regions[0]["region"]
    bootstrap = {"environment": name, "owner": stated.owner, "region": first, "state_bucket_name": bucket}

    def backend(stack: str) -> object:
        return {
            "s3": {
                "bucket": bucket,
                "key": f"{stack}/terraform.tfstate",
                "region": first,
                "encrypt": True,
                "kms_key_id": f"alias/{bucket}",
                "use_lockfile": True,
            }
        }

    return _files(Cloud.AWS, name, platform, bootstrap, backend)


def _on_azure(environment: Environment, stated: Provisioning, own: EnvironmentProvisioning) -> dict[str, object]:
    name, joined = environment.name, f"syndic{environment.name.replace('-', '')}"
    regions: list[dict[str, object]] = [
        {
            "location": stated.region(declared.name, on_azure=True),
            "address_space": str(space),
            "vault_name": f"syndic-{name}-{number}",
            "log_account_name": f"{joined}flows{number}",
        }
        for number, (declared, space) in enumerate(
            zip(_regions(environment, own), own.address_spaces["azure"], strict=False), start=1
        )
    ]
    runner, zone = own.azure_runner, own.public_zones.azure
    group = f"syndic-{name}-state"
    zones = f"/subscriptions/{runner.subscription}/resourceGroups/{group}/providers/Microsoft.Network/privateDnsZones"
    platform = {
        **_common(environment, stated, own),
        **_by_role(regions),
        "account_name": joined,
        "containers": {"backups": "backups", "evidence": "evidence"},
        "registry_name": joined,
        "secret_names": sorted(_on_vault(_secrets(environment))),
        "process_secrets": {
            process: sorted(_on_vault(names)) for process, names in _read_by_process(environment).items()
        },
        "nodes": {"machine": stated.machines.azure, **own.nodes.model_dump()},
        "administrator_ids": own.administrators.azure,
        "public_zone": {"id": zone.id, "name": zone.name, "resource_group_name": zone.resource_group},
        "administrator_secret_expires": stated.azure_administrator_secret_expires,
        "runner": {
            "subnet_id": runner.subnet_id,
            "zone_id": f"{zones}/privatelink.vaultcore.azure.net",
            "registry_zone_id": f"{zones}/privatelink.azurecr.io",
        },
    }
    account = f"{joined}state"
    bootstrap = {
        "environment": name,
        "owner": stated.owner,
        "location": regions[0]["location"],
        "account_name": account,
        "vault_name": group,
        "runner_subnet_id": runner.subnet_id,
    }

    def backend(stack: str) -> object:
        return {
            "azurerm": {
                "storage_account_name": account,
                "container_name": "state",
                "key": f"{stack}.tfstate",
                "use_azuread_auth": True,
            }
        }

    return _files(Cloud.AZURE, name, platform, bootstrap, backend)


def _files(cloud: Cloud, name: str, platform: object, bootstrap: object, backend: stacks.Backend) -> dict[str, object]:
    """The files of an environment on a cloud; the backend that comes first is what is used unless another is named."""
    found: dict[str, object] = {}
    for stack, values in ((stacks.Stack.PLATFORM, platform), (stacks.Stack.BOOTSTRAP, bootstrap)):
        folder = stacks.folder(stack, cloud.value)
        found[f"{folder}/environments/{name}.tfvars.json"] = values
        found[f"{folder}/backends/{name}.tf.json"] = {"terraform": {"backend": backend(stack.value)}}
        # HCP Terraform; its organization comes from TF_CLOUD_ORGANIZATION.
        workspace = {"name": f"syndic-{name}-{cloud.value}-{stack.value}"}
        found[f"{folder}/backends/{name}.hcp.tf.json"] = {"terraform": {"cloud": {"workspaces": workspace}}}
    return found


def _common(environment: Environment, stated: Provisioning, own: EnvironmentProvisioning) -> dict[str, object]:
    return {
        "environment": environment.name,
        "owner": stated.owner,
        "alarm_mail_addresses": stated.alarm_mail_addresses,
        "lock_days": {"backups": _backup_lock_days(environment), "evidence": own.evidence_lock_days},
        "log_retention_days": own.log_retention_days,
        "nat_per_zone": own.nat_per_zone,
        "kubernetes_version": stated.kubernetes_version,
        "pipeline": {
            "issuer": stated.pipeline_issuer,
            "subject": own.pipeline_subject,
            "operations_subject": own.operations_subject,
        },
        "edge": own.edge,
        "host_name": _host(environment),
    }


def _regions(environment: Environment, own: EnvironmentProvisioning) -> list[Region]:
    return sorted(environment.regions, key=lambda region: region.role != "primary")[: own.regions]


def _by_role(regions: list[dict[str, object]]) -> Mapping[str, object]:
    return dict(zip(("primary", "standby"), [*regions, None], strict=False))


def _bucket(environment: Environment, region: Region) -> str | None:
    """The bucket that a region's processes keep evidence in, where its file names one of S3."""
    url = resolve(environment, region, Process.API).get("OBJECT_STORE_URL")
    parts = urlsplit(url.value) if url else None
    return parts.hostname if parts and parts.scheme == "s3" else None


def _backup_lock_days(environment: Environment) -> int:
    """How long a backup cannot be deleted: as stated, or while it is among the daily ones; older ones are fewer."""
    return environment.backups.lock_days or environment.backups.retention.daily


def _zone(environment: Environment, otherwise: str) -> str:
    """The zone of the public names: the one in which a failover turns them, where one does."""
    turned = environment.recovery.traffic if environment.recovery else None
    return turned.zone if isinstance(turned, Route53Records) else otherwise


def _host(environment: Environment) -> str:
    """The name under which users arrive. One without a domain, as on one machine, is refused by the stack."""
    url = resolve(environment, environment.regions[0], Process.API)["PUBLIC_URL"]
    return urlsplit(url.value).hostname or ""


def _secrets(environment: Environment) -> set[str]:
    """The names of every secret of a cloud's store that the environment refers to."""
    return {name for names in _read_by_process(environment).values() for name in names}


def _read_by_process(environment: Environment) -> dict[str, set[str]]:
    """The secrets that each process reads, by its service account; operations rotates all and reads its own besides."""
    read = {
        SERVICE_ACCOUNTS[process]: _located(
            entry.value for entry in entries(environment) if entry.secret and process in entry.processes
        )
        for process in Process
    }
    services = environment.integrations
    own: list[object] = [environment.backups.encryption_key]
    own += [service.address for service in (services.notifications, services.paging) if service]
    return {**read, "operations": set().union(*read.values(), _located(own))}


def _located(written: Iterable[object]) -> set[str]:
    """The names of the secrets of a cloud's store that values refer to."""
    found = (reference for value in written for reference in references.parse(value))
    return {reference.location for reference in found if reference.scheme in OF_CLOUDS}


def _on_vault(names: Iterable[str]) -> set[str]:
    """The names of secrets as a vault of Azure has them, which knows no paths."""
    return {name.rsplit("/", 1)[-1] for name in names}
