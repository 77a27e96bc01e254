"""What releases left behind in a cluster is removed once nothing needs it, and nothing else is."""

from __future__ import annotations

from typing import Any

from infra.kubernetes.manifests import Manifest
from infra.scripts.cleanup.cluster_decision import Removable, decide

ENDED = {"conditions": [{"type": "Complete", "status": "True"}]}


def job(name: str, version: str, created: str, status: dict[str, Any], component: str = "migrate") -> Manifest:
    template = {"metadata": {"labels": {"app.kubernetes.io/version": version}}, "spec": {"containers": []}}
    labels = {"app.kubernetes.io/component": component}
    metadata = {"name": name, "creationTimestamp": created, "labels": labels}
    return {"kind": "Job", "metadata": metadata, "spec": {"template": template}, "status": status}


def remembered(version: str, created: str) -> Manifest:
    metadata = {"name": f"release-{version}", "creationTimestamp": created, "labels": {"syndic/release": "true"}}
    return {"kind": "ConfigMap", "metadata": metadata, "immutable": True}


def settings(name: str, *, immutable: bool = True) -> Manifest:
    return {"kind": "ConfigMap", "metadata": {"name": name}, "immutable": immutable}


def named_by(kind: str, config_map: str) -> Manifest:
    pod = {"containers": [{"name": "one", "image": "one", "envFrom": [{"configMapRef": {"name": config_map}}]}]}
    spec = pod if kind == "Pod" else {"template": {"spec": pod}}
    return {"kind": kind, "metadata": {"name": "one"}, "spec": spec}


def names(found: list[Removable]) -> list[str]:
    return [one.name for one in found]


def test_jobs_that_ended_go_but_for_the_newest_and_for_those_of_releases_that_are_needed() -> None:
    jobs = [
        job("old", "1", "2026-01-01", ENDED),
        job("newer", "2", "2026-01-02", ENDED),
        job("live", "3", "2026-01-01", ENDED),
    ]
    assert names(decide(jobs, [], [], {"3"}, 1)) == ["old"]


def test_a_job_that_runs_or_is_somebody_elses_is_left_alone() -> None:
    jobs = [job("runs", "1", "2026-01-01", {}), job("backup", "1", "2026-01-01", ENDED, "backup")]
    assert decide(jobs, [], [], set(), 0) == []


def test_images_of_releases_that_are_needed_stay_remembered() -> None:
    found = decide([], [remembered("1", "2026-01-01"), remembered("2", "2026-01-02")], [], {"2"}, 0)
    assert names(found) == ["release-1"]
    assert found[0].reason == "The release whose images it remembers neither runs nor would be rolled back to."


def test_settings_go_when_neither_pods_nor_earlier_revisions_name_them() -> None:
    kept = ["api-settings-aaaaaaaaaa", "worker-settings-bbbbbbbbbb", "cron-settings-cccccccccc"]
    maps = [settings(name) for name in [*kept, "api-settings-dddddddddd"]]
    naming = [named_by(kind, name) for kind, name in zip(("Deployment", "ReplicaSet", "Pod"), kept, strict=True)]
    assert names(decide([], maps, naming, set(), 0)) == ["api-settings-dddddddddd"]


def test_what_people_made_is_left_alone() -> None:
    maps = [settings("internal-authority"), settings("api-settings-aaaaaaaaaa", immutable=False), settings("release")]
    assert decide([], maps, [], set(), 0) == []
