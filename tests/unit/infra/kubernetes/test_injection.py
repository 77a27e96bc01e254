"""A release changes images, versions and shares of the traffic, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.kubernetes import injection
from infra.kubernetes.errors import InvalidImageError, InvalidReleaseManifestError
from infra.kubernetes.injection import PAUSED, VERSION, Release
from infra.kubernetes.manifests import Manifest, Overlay, render
from infra.tree import checkout
from tests.unit.infra.kubernetes.finding import find

DIGEST = "sha256:" + "a" * 64
IMAGE = f"registry.example.com/team/syndic-server@{DIGEST}"
RELEASE = Release("v1.2.3+4", {"syndic-server": IMAGE, "syndic-migrate": f"registry.example.com/m@{DIGEST}"})


def image_of(manifests: list[Manifest], name: str) -> str:
    return find(manifests, name)["spec"]["template"]["spec"]["containers"][0]["image"]


def replicas(manifests: list[Manifest], *names: str) -> list[int]:
    return [find(manifests, f"Deployment/{name}")["spec"]["replicas"] for name in names]


def test_one_colour_gets_a_release_and_the_other_keeps_its_own(rendered: list[Manifest]) -> None:
    before = json.dumps(rendered)
    released = injection.with_release(rendered, RELEASE, colours=["green"])
    assert image_of(released, "Deployment/server-green") == IMAGE
    assert image_of(released, "Deployment/server-blue").endswith(injection.UNKNOWN_DIGEST)
    labels = find(released, "Deployment/server-green")["spec"]["template"]["metadata"]["labels"]
    assert labels[VERSION] == "v1.2.3-4"
    assert json.dumps(rendered) == before


def test_each_release_has_a_migration_job_of_its_own(rendered: list[Manifest]) -> None:
    released = injection.with_release(rendered, RELEASE)
    assert find(released, "Job/migrate-v1-2-3-4")["spec"]["backoffLimit"] == 0


def test_what_a_schedule_does_is_done_once_and_now_by_a_job(rendered: list[Manifest]) -> None:
    job = injection.job_of_schedule(rendered, injection.RETENTION, RELEASE, "retention-1")
    assert job is not None
    assert (job["kind"], job["metadata"]["name"], job["spec"]["backoffLimit"]) == ("Job", "retention-1", 0)
    pod = job["spec"]["template"]
    assert pod["metadata"]["labels"][VERSION] == "v1.2.3-4"
    assert pod["spec"]["containers"][0]["image"] == RELEASE.images["syndic-migrate"]
    assert injection.job_of_schedule(rendered, "nothing", RELEASE, "retention-1") is None


def test_the_live_colour_gets_all_traffic_and_the_other_one_stands_still(rendered: list[Manifest]) -> None:
    live = injection.with_live(rendered, "green")
    assert replicas(live, "server-green", "client-green", "worker-green", "cron-green") == [3, 3, 2, 2]
    assert replicas(live, "server-blue", "client-blue", "worker-blue", "cron-blue") == [0, 0, 0, 0]
    for rule in find(live, "HTTPRoute/syndic")["spec"]["rules"]:
        assert [(one["name"].rpartition("-")[2], one["weight"]) for one in rule["backendRefs"]] == [
            ("blue", 0),
            ("green", 100),
        ]
    assert find(live, "ScaledObject/worker-green")["metadata"]["annotations"][PAUSED] == "false"
    assert find(live, "ScaledObject/worker-blue")["metadata"]["annotations"][PAUSED] == "true"
    assert injection.with_live(live, "blue") == injection.with_live(rendered, "blue")


def test_nothing_works_in_the_background_of_a_region_that_stands_by() -> None:
    standby = render(checkout(), Overlay("production", "eu-west-1"))
    for live in ("blue", "green"):
        switched = injection.with_live(standby, live)
        assert replicas(switched, "worker-blue", "worker-green", "cron-blue", "cron-green") == [0, 0, 0, 0]
        assert find(switched, f"ScaledObject/worker-{live}")["metadata"]["annotations"][PAUSED] == "true"
        assert replicas(switched, f"server-{live}") == [3]
    assert not [one for one in standby if one["kind"] == "Job"]


def test_images_without_a_digest_are_named_where_they_would_run(rendered: list[Manifest]) -> None:
    live = injection.with_live(rendered, "green")
    assert "syndic-server" in injection.unnamed_images(live)
    released = injection.with_release(live, RELEASE, colours=["green"])
    assert "syndic-server" not in injection.unnamed_images(released)
    assert "traefik" in injection.unnamed_images(released)


def test_a_release_manifest_names_images_by_digest(tmp_path: Path) -> None:
    file = tmp_path / "release-manifest.json"
    component = {"component": "syndic-server", "image": IMAGE}
    file.write_text(json.dumps({"version": "v1", "components": [component]}))
    assert injection.read_release(file) == Release("v1", {"syndic-server": IMAGE})
    component["image"] = "registry.example.com/team/syndic-server:v1"
    file.write_text(json.dumps({"version": "v1", "components": [component]}))
    with pytest.raises(InvalidReleaseManifestError, match="not named by digest"):
        injection.read_release(file)


def test_an_image_without_a_digest_is_refused() -> None:
    assert injection.parse_images([f"traefik=docker.io/traefik@{DIGEST}"]) == {"traefik": f"docker.io/traefik@{DIGEST}"}
    with pytest.raises(InvalidImageError, match="traefik:v3"):
        injection.parse_images(["traefik=docker.io/traefik:v3"])


def test_only_custom_resources_of_a_namespace_have_one(rendered: list[Manifest]) -> None:
    without = {one["kind"] for one in rendered if "namespace" not in one["metadata"]}
    assert without == {"ClusterRole", "ClusterRoleBinding", "GatewayClass", "Namespace", "PriorityClass"}


def test_every_configuration_is_immutable_and_named_by_its_content(rendered: list[Manifest]) -> None:
    maps = [one for one in rendered if one["kind"] == "ConfigMap"]
    assert len(maps) == 7
    assert all(one["immutable"] for one in maps)
    assert all(len(one["metadata"]["name"].rpartition("-")[2]) == 10 for one in maps)


def test_what_serves_is_one_colour_with_what_its_pods_name_and_pods_come_last(rendered: list[Manifest]) -> None:
    found = injection.serving(rendered, "green", {"server-green": 5})
    kinds = [one["kind"] for one in found]
    assert replicas(found, "server-green", "client-green", "worker-green", "cron-green") == [5, 0, 0, 0]
    assert find(found, "ScaledObject/worker-green")["metadata"]["annotations"][PAUSED] == "true"
    assert not {"HTTPRoute", "Gateway", "Job", "NetworkPolicy", "Certificate"} & set(kinds)
    assert not [one for one in found if one["metadata"]["name"].endswith("-blue")]
    assert set(kinds[: kinds.index("Service")]) == {"ConfigMap", "ServiceAccount"}
    assert set(kinds[kinds.index("Deployment") :]) == {"Deployment"}


def test_a_job_of_a_release_has_its_own_name_and_arguments(rendered: list[Manifest]) -> None:
    job = injection.job_of(rendered, RELEASE, "schema-1", ["schema"])
    assert job is not None
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert (job["metadata"]["name"], container["args"]) == ("schema-1", ["schema"])
    assert container["image"] == RELEASE.images["syndic-migrate"]
    without = [one for one in rendered if one["kind"] != "Job"]
    assert injection.job_of(without, RELEASE, "schema-1", ["schema"]) is None


def test_weights_change_in_every_rule_and_nothing_else_does(rendered: list[Manifest]) -> None:
    route = find(rendered, "HTTPRoute/syndic")
    changed = injection.with_weights(route, {"blue": 75, "green": 25})
    assert injection.weights(changed) == {"blue": 75, "green": 25}
    assert injection.with_weights(changed, injection.weights(route)) == route


def test_what_runs_says_its_release_as_it_is_written(rendered: list[Manifest]) -> None:
    release = Release("v1.2.3+4", RELEASE.images, "abc")
    annotations = find(injection.with_release(rendered, release), "Deployment/server-green")["metadata"]["annotations"]
    assert (annotations[injection.RELEASED], annotations[injection.REVISION]) == ("v1.2.3+4", "abc")


def test_the_jobs_of_the_operator_run_a_release_that_names_their_image(rendered: list[Manifest]) -> None:
    operator = f"registry.example.com/syndic-operator@{DIGEST}"
    assert "backup" not in injection.scheduled(rendered, RELEASE)
    changes = injection.scheduled(rendered, Release("1.2.3", {"syndic-operator": operator}, "abc"))
    assert changes.keys() >= {"backup", "prune", "rotate", "verify"}
    template = changes["backup"]["spec"]["jobTemplate"]["spec"]["template"]
    (container,) = template["spec"]["containers"]
    assert (container["image"], template["metadata"]["labels"][VERSION]) == (operator, "1.2.3")
    assert changes["backup"]["spec"].keys() == {"jobTemplate"}, "the schedule and whether it is suspended stay"
