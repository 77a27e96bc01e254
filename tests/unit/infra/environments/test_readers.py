"""Files of other tools may hold anything: what the readers do not know is left to those tools."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.environments import usage_rules
from infra.environments.readers import manifests
from infra.tree import Tree
from server.settings import Process

POD = """\
kind: Pod
metadata: {name: it}
spec:
  containers:
    - name: worker
      env:
        - name: POD_IP
          valueFrom: {fieldRef: {fieldPath: status.podIP}}
        - name: DATABASE_URL
          valueFrom: {secretKeyRef: {name: database, key: url}}
      envFrom:
        - secretRef: {name: elsewhere}
"""


def tree_with(tmp_path: Path, file: str, text: str) -> Tree:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return Tree.of_directory(tmp_path)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("compose.yaml", ""),
        ("compose.yaml", "- a\n"),
        ("compose.yaml", "services: [api]\n"),
        ("compose.yaml", "services:\n  api:\n"),
        ("compose.yaml", "services:\n  database:\n    environment:\n"),
        ("infra/kubernetes/values.yaml", "containers: true\nconfigMapGenerator: text\npatches: text\n"),
        ("infra/kubernetes/kustomization.yaml", "configMapGenerator: [text]\npatches: [{path: a.yaml}, text]\n"),
        (
            "infra/kubernetes/objects.yaml",
            "kind: ConfigMap\nmetadata:\ndata:\n---\nkind: Secret\n---\nkind: ExternalSecret\n",
        ),
        (
            ".github/workflows/a.yaml",
            "on: push\njobs:\n  a:\n    env: ${{ fromJson(x) }}\n    strategy: {matrix: {env: [a]}}\n",
        ),
    ],
)
def test_an_unknown_shape_is_passed_over(tmp_path: Path, file: str, text: str) -> None:
    assert list(usage_rules.check(tree_with(tmp_path, file, text))) == []


def test_what_a_container_learns_about_itself_is_no_setting(tmp_path: Path) -> None:
    (container,) = manifests.read(tree_with(tmp_path, "infra/kubernetes/pod.yaml", POD)).consumers
    assert container.process is Process.WORKER
    assert [(variable.name, variable.value) for variable in container.variables] == [("DATABASE_URL", None)]


def test_a_container_with_an_unknown_secret_is_not_said_to_miss_anything(tmp_path: Path) -> None:
    assert list(usage_rules.check(tree_with(tmp_path, "infra/kubernetes/pod.yaml", POD))) == []
