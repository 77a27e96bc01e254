"""The operator's jobs in a cluster: as often as promised, where writes are taken, with what each needs and no more."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from infra.kubernetes import manifests, schedules
from infra.kubernetes.manifests import Manifest, Overlay, containers, name_of, pod_template
from infra.kubernetes.overlays import JOBS
from infra.scripts.manifests import declaring
from infra.tree import Tree, checkout

HOME, AWAY = "eu-central-1", "eu-west-1"
PRODUCTION = ["backup", "prune", "rotate", "verify"]


def jobs(rendered: list[Manifest]) -> dict[str, Any]:
    return {name_of(one): one for one in rendered if one["kind"] == "CronJob" and name_of(one) in JOBS}


def given(rendered: list[Manifest], job: Manifest) -> dict[str, str]:
    """The variables that the container of a job is given by ConfigMaps."""
    maps = {name_of(one): one["data"] for one in rendered if one["kind"] == "ConfigMap"}
    (container,) = containers(job)
    return {k: v for source in container["envFrom"] for k, v in maps[source["configMapRef"]["name"]].items()}


@pytest.mark.parametrize(
    ("most", "schedule"),
    [(1, "5 * * * *"), (5, "5 */4 * * *"), (6, "5 */6 * * *"), (23, "5 */12 * * *"), (24, "5 3 * * *"),
     (167, "5 3 * * *"), (168, "5 3 * * 0"), (744, "5 3 * * 0")],
)  # fmt: skip
def test_runs_are_never_further_apart_than_promised(most: int, schedule: str) -> None:
    assert schedules.every_hours(most, minute=5, hour=3) == schedule


@pytest.mark.parametrize(
    ("most", "schedule"), [(1, "0 6 * * *"), (7, "0 6 * * 1"), (30, "0 6 * * 1"), (31, "0 6 1 * *")]
)
def test_drills_are_never_further_apart_than_promised(most: int, schedule: str) -> None:
    assert schedules.every_days(most, hour=6) == schedule


def test_the_region_that_takes_writes_runs_them_and_the_other_one_has_them_ready() -> None:
    home, away = (jobs(manifests.render(checkout(), Overlay("staging", region))) for region in (HOME, AWAY))
    assert {name: job["spec"]["suspend"] for name, job in home.items()} == dict.fromkeys(home, False)
    assert {name: job["spec"]["suspend"] for name, job in away.items()} == dict.fromkeys(home, True)
    assert {name: job["spec"]["schedule"] for name, job in home.items()} == {
        "backup": "17 */6 * * *",
        "verify": "47 3 * * *",
        "prune": "27 5 * * *",
        "rotate": "23 * * * *",
        "drill": "0 6 1 * *",
    }


def test_production_loses_no_region_on_purpose(rendered: list[Manifest]) -> None:
    assert sorted(jobs(rendered)) == PRODUCTION


def test_only_the_rotation_is_told_where_the_administrator_signs_in(rendered: list[Manifest]) -> None:
    told = {name for name, job in jobs(rendered).items() if "SYNDIC_ADMINISTRATOR_DATABASE_URL" in given(rendered, job)}
    assert told == {"rotate"}
    for job in jobs(rendered).values():
        variables = given(rendered, job)
        assert variables["SYNDIC_URL"] == "https://syndic.example.com"
        assert variables["SYNDIC_API_TOKEN"].startswith("aws:")


def test_a_job_is_confined_ends_and_is_never_run_twice_at_once(rendered: list[Manifest]) -> None:
    for job in jobs(rendered).values():
        spec, template = job["spec"], pod_template(job)
        assert template is not None
        assert spec["concurrencyPolicy"] == "Forbid"
        assert spec["jobTemplate"]["spec"]["activeDeadlineSeconds"] <= 6 * 3600
        assert spec["startingDeadlineSeconds"] > 10  # below that the controller may miss every start
        assert template["spec"]["automountServiceAccountToken"] is False
        (container,) = containers(job)
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        writable = {one["mountPath"] for one in container["volumeMounts"] if not one.get("readOnly")}
        assert writable <= {"/tmp", "/dev/shm"}  # noqa: S108 - where the manifest mounts


def test_only_the_rotation_reads_the_metrics_of_processes_and_verification_reaches_no_database(
    rendered: list[Manifest],
) -> None:
    assert ports(rendered, "rotate") == {53, 443, 5432, 8200, 9000}
    assert ports(rendered, "backup") == {53, 443, 5432, 8200}
    assert ports(rendered, "verify") == ports(rendered, "prune") == {53, 443, 8200}


def ports(rendered: list[Manifest], component: str) -> set[int]:
    """The ports that pods of a component may reach."""
    found: set[int] = set()
    for policy in (one["spec"] for one in rendered if one["kind"] == "NetworkPolicy"):
        expressions = policy["podSelector"].get("matchExpressions", [])
        if all(component in one["values"] for one in expressions):
            found |= {port["port"] for rule in policy.get("egress", []) for port in rule.get("ports", [])}
    return found


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("  enabled: true", "  enabled: false", ["drill", "rotate"]),
        ("  drills: true\n", "", PRODUCTION),
    ],
)
def test_what_is_not_declared_is_not_in_the_cluster(tmp_path: Path, before: str, after: str, left: list[str]) -> None:
    rendered = changed(tmp_path, before, after)
    assert sorted(jobs(rendered)) == left


def test_jobs_sign_in_to_the_secret_store_by_their_account_with_a_role_of_their_own(tmp_path: Path) -> None:
    before = "  drills: true\n"
    after = f"{before}  vault_kubernetes_role: syndic-operations\n"
    root = copied(tmp_path)
    environment = root / "infra/environments/staging.yaml"
    text = environment.read_text().replace(before, after, 1)
    method = "    VAULT_AUTH_METHOD: kubernetes\n    VAULT_KUBERNETES_ROLE: syndic-processes\n"
    environment.write_text(text.replace("    LOG_LEVEL: debug\n", method, 1))
    rendered = render(root)
    for job in jobs(rendered).values():
        assert given(rendered, job)["VAULT_KUBERNETES_ROLE"] == "syndic-operations"
        volumes = pod_template(job)["spec"]["volumes"]  # ty: ignore[not-subscriptable]
        assert "secret-store-token" in {volume["name"] for volume in volumes}


def changed(root: Path, before: str, after: str) -> list[Manifest]:
    environment = copied(root) / "infra/environments/staging.yaml"
    text = environment.read_text()
    assert before in text
    environment.write_text(text.replace(before, after, 1))
    return render(root)


def copied(root: Path) -> Path:
    for folder in ("infra/environments", "infra/kubernetes"):
        shutil.copytree(checkout() / folder, root / folder)
    return root


def render(root: Path) -> list[Manifest]:
    declaring.write(root, Tree.of_directory(root))
    return manifests.render(root, Overlay("staging", HOME))
