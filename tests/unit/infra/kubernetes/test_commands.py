"""The commands end with the code they promise, and the overlays are what the environments declare."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from infra import cli
from infra.kubernetes import manifests
from infra.kubernetes.manifests import COLOURS, Overlay
from infra.kubernetes.overlays import JOBS
from infra.scripts.manifests import declaring
from infra.tree import Tree, checkout

OVERLAY = "infra/kubernetes/overlays/staging/eu-west-1/kustomization.yaml"


def copied(root: Path) -> Path:
    for folder in ("infra/environments", "infra/kubernetes/base", "infra/kubernetes/overlays"):
        shutil.copytree(checkout() / folder, root / folder)
    return root


def found(root: Path) -> list[tuple[str, str]]:
    return [(finding.file, finding.rule) for finding in declaring.check(Tree.of_directory(root))]


def test_the_overlays_are_current() -> None:
    assert list(declaring.check(Tree.of_checkout(checkout()))) == []


def test_an_overlay_that_says_something_else_is_found_and_written_anew(tmp_path: Path) -> None:
    root = copied(tmp_path)
    file = root / OVERLAY
    file.write_text(file.read_text().replace("count: 2", "count: 5", 1))
    assert found(root) == [(OVERLAY, "overlay-outdated")]
    assert declaring.write(root, Tree.of_directory(root)) == [OVERLAY]
    assert found(root) == []


def test_a_change_of_an_environment_reaches_its_overlays(tmp_path: Path) -> None:
    root = copied(tmp_path)
    environment = root / "infra/environments/staging.yaml"
    environment.write_text(environment.read_text().replace("maximum: 4, cpu_percent", "maximum: 6, cpu_percent"))
    assert {rule for _, rule in found(root)} == {"overlay-outdated"}
    assert len(found(root)) == 2


def test_an_overlay_of_no_region_is_found(tmp_path: Path) -> None:
    root = copied(tmp_path)
    old = root / "infra/kubernetes/overlays/staging/us-east-1"
    shutil.copytree((root / OVERLAY).parent, old)
    assert [rule for _, rule in found(root)] == ["overlay-left-over"]


def test_who_signs_in_to_the_secret_store_by_its_account_has_a_token_for_that_alone(tmp_path: Path) -> None:
    shutil.copytree(checkout() / "infra/environments", tmp_path / "infra/environments")
    shutil.copytree(checkout() / "infra/kubernetes", tmp_path / "infra/kubernetes")
    environment = tmp_path / "infra/environments/staging.yaml"
    text = environment.read_text()
    environment.write_text(text.replace("    LOG_LEVEL: debug\n", "    VAULT_AUTH_METHOD: kubernetes\n", 1))
    declaring.write(tmp_path, Tree.of_directory(tmp_path))

    tokens = {
        manifests.identity(one): source["serviceAccountToken"]["audience"]
        for one in manifests.render(tmp_path, Overlay("staging", "eu-central-1"))
        for volume in (manifests.pod_template(one) or {"spec": {}})["spec"].get("volumes", [])
        for source in volume.get("projected", {}).get("sources", [])
        if volume["name"] == "secret-store-token"
    }
    processes = [f"Deployment/{name}-{colour}" for name in ("server", "worker", "cron") for colour in COLOURS]
    jobs = [f"CronJob/{name}" for name in JOBS]
    assert tokens == dict.fromkeys([*processes, "Job/migrate", *jobs, "CronJob/retention"], "secret-store")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["render", "-e", "production"], 2, "several regions"),
        (["render", "-e", "nowhere"], 2, "no manifests for nowhere"),
        (["render", "-e", "production", "--region", "eu-west-1"], 1, "No digest is known for syndic-client"),
        (["render", "-e", "production", "--region", "eu-west-1", "--image", "traefik=x"], 2, "is not NAME=REPOSITORY"),
        (["validate", "-e", "development"], 2, "no manifests for development"),
    ],
)
def test_wrong_use_is_refused(arguments: list[str], code: int, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kubernetes", *arguments]) == code
    assert said in capfd.readouterr().err


def test_a_draft_is_printed_as_one_list(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kubernetes", "render", "-e", "staging", "--region", "eu-central-1", "--draft", "--json"]) == 0
    printed = json.loads(capfd.readouterr().out)
    assert printed["kind"] == "List"
    assert len(printed["items"]) > 50


def test_every_overlay_is_valid(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kubernetes", "validate", "--json"]) == 0
    printed = json.loads(capfd.readouterr().out)
    assert printed["problems"] == []
    assert printed["kubernetes"] == ["1.33", "1.34", "1.35", "1.36", "1.37"]
    assert {(one["environment"], one["region"]) for one in printed["overlays"]} == {
        (environment, region) for environment in ("staging", "production") for region in ("eu-central-1", "eu-west-1")
    }
