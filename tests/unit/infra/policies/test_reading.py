"""What each file is found to be, and how it is read."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from infra.policies import gate
from infra.policies.dockerfiles import is_dockerfile, read_dockerfile
from infra.policies.errors import MissingPathError, UnrenderableError, UnusablePlanError
from infra.policies.reading import Reader, Reading
from infra.policies.waivers import Exclusion, Waivers

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: server
spec:
  template:
    spec:
      containers:
        - name: server
          image: server
          ports:
"""
WORKFLOW = "on:\n  pull_request:\njobs:\n  build:\n    runs-on: ubuntu-24.04\n"
PLAN = {"format_version": "1.2", "resource_changes": []}


def read(root: Path, *paths: str, waivers: Waivers | None = None) -> Reading:
    return Reader(root, waivers or Waivers()).read([str(root / path) for path in paths])


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_every_kind_of_file_is_recognised(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.yaml": DEPLOYMENT,
            "ci/any-name.yml": WORKFLOW,
            "images/server.Dockerfile": "FROM scratch\n",
            "plan.json": json.dumps(PLAN),
            "package.json": '{"name": "a"}',
            "compose.yaml": "services: {}\n",
            "main.tf": "",
            "program.py": "",
            "node_modules/b.yaml": DEPLOYMENT,
        },
    )
    reading = read(tmp_path, ".")
    assert {(judged.subject, judged.file) for judged in reading.judged} == {
        ("kubernetes", "a.yaml"),
        ("pipelines", "ci/any-name.yml"),
        ("containers", "images/server.Dockerfile"),
        ("terraform", "plan.json"),
    }
    assert set(reading.passed_over) == {"package.json", "compose.yaml", "main.tf"}
    assert "judged by its plan" in reading.passed_over["main.tf"]
    assert reading.others == 1


def test_a_file_of_no_known_kind_is_named_when_it_was_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"program.py": ""})
    assert set(read(tmp_path, "program.py").passed_over) == {"program.py"}


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match="nowhere"):
        read(tmp_path, "nowhere")


def test_a_plan_that_terraform_did_not_complete_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"plan.json": json.dumps({**PLAN, "errored": True})})
    with pytest.raises(UnusablePlanError, match="not complete"):
        read(tmp_path, "plan.json")


def test_excluded_files_are_left_out_of_folders_and_judged_when_named(tmp_path: Path) -> None:
    write(tmp_path, {"examples/Dockerfile": "FROM scratch\n"})
    waivers = Waivers(excluded=(Exclusion(files="examples/*", reason="Written to show what is wrong."),))
    assert set(read(tmp_path, ".", waivers=waivers).excluded) == {"examples/Dockerfile"}
    assert len(read(tmp_path, "examples/Dockerfile", waivers=waivers).judged) == 1


def test_manifests_of_one_folder_are_judged_together(tmp_path: Path) -> None:
    account = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: server\n"
    write(tmp_path, {"a/deployment.yaml": DEPLOYMENT, "a/account.yaml": account, "b/account.yaml": account})
    found = {judged.file: judged for judged in read(tmp_path, ".").judged}
    assert {name: judged.parts for name, judged in found.items()} == {"a": 2, "b/account.yaml": 1}
    assert found["a"].locate("Deployment/server", ("spec", "template", "spec", "containers", 0, "image")) == (
        "a/deployment.yaml",
        10,
    )


def test_keys_without_a_value_state_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": DEPLOYMENT, "w.yaml": f"{WORKFLOW}    env:\nenv:\n"})
    report = gate.judge(read(tmp_path, ".").judged, Waivers(), datetime.date(2026, 11, 23))
    assert "no-host-port" not in {verdict.rule.id for verdict in report.verdicts}


def test_a_trigger_without_settings_is_a_trigger(tmp_path: Path) -> None:
    write(tmp_path, {"w.yaml": WORKFLOW})
    (judged,) = read(tmp_path, "w.yaml").judged
    assert judged.data["triggers"] == {"pull_request": {}}


def test_kustomizations_are_judged_as_rendered_at_the_lines_they_are_written(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "base/kustomization.yaml": "resources: [deployment.yaml]\n",
            "base/deployment.yaml": DEPLOYMENT,
            "overlay/kustomization.yaml": "namespace: syndic\nresources: [../base]\npatches:\n  - path: patch.yaml\n",
            "overlay/patch.yaml": DEPLOYMENT.replace("image: server", "image: server:1.2.3"),
            "unused/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
        },
    )
    reading = read(tmp_path, ".")
    (judged,) = reading.judged
    assert judged.file == "overlay/kustomization.yaml"
    assert set(reading.passed_over) == {"unused/kustomization.yaml"}
    containers: Any = judged.data["containers"]
    assert containers[0]["id"] == "Deployment/syndic/server"
    assert containers[0]["container"]["image"] == "server:1.2.3"
    file, line = judged.locate("Deployment/syndic/server", ("spec", "template", "spec", "containers", 0, "image"))
    assert (file, line) in {("base/deployment.yaml", 10), ("overlay/patch.yaml", 10)}


def test_a_kustomization_that_cannot_be_rendered_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/kustomization.yaml": "namePrefix: a-\nresources: [missing.yaml]\n"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnrenderableError, match=r"a/kustomization\.yaml cannot be rendered"):
        Reader(tmp_path, Waivers()).read(["a"])


def test_lines_are_known_when_a_relative_path_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/kustomization.yaml": "resources: [deployment.yaml]\n", "a/deployment.yaml": DEPLOYMENT})
    monkeypatch.chdir(tmp_path)
    (judged,) = Reader(tmp_path, Waivers()).read(["a"]).judged
    assert judged.locate("Deployment/server", ("spec",)) == ("a/deployment.yaml", 5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dockerfile", True),
        ("server/Dockerfile.worker", True),
        ("Containerfile", True),
        ("api.dockerfile", True),
        ("Dockerfile.dockerignore", False),
        ("docs/Dockerfile.md", False),
        ("dockerfiles.py", False),
    ],
)
def test_dockerfiles_are_known_by_name(name: str, expected: bool) -> None:
    assert is_dockerfile(name) is expected


def test_stages_know_their_base_and_user() -> None:
    text = (
        "ARG VERSION=3.11\nARG NAME\nFROM --platform=linux/amd64 python:${VERSION} AS build\nUSER 10001\n"
        "RUN first && \\\n    # a comment between\n    second\n"
        "FROM build AS last\nCOPY a b\nFROM ${NAME}\n"
    )
    stages: Any = read_dockerfile("Dockerfile", text).data["stages"]
    assert [(stage["base"], stage["base_is_stage"], stage["decided"], stage["final"]) for stage in stages] == [
        ("python:3.11", False, True, False),
        ("build", True, True, False),
        ("${NAME}", False, False, True),
    ]
    assert [stage["user"] for stage in stages] == ["10001", "10001", ""]
    assert [(part["instruction"], part["line"]) for part in stages[0]["instructions"]] == [("USER", 4), ("RUN", 5)]


def test_the_lines_of_a_heredoc_are_no_instructions() -> None:
    text = 'FROM scratch\nRUN <<EOF\nUSER=root\nCMD of a script\nEOF\nCMD ["a"]\n'
    stages: Any = read_dockerfile("Dockerfile", text).data["stages"]
    assert [part["instruction"] for part in stages[0]["instructions"]] == ["RUN", "CMD"]
    assert stages[0]["instructions"][1]["line"] == 6
    assert "CMD of a script" in stages[0]["instructions"][0]["value"]
