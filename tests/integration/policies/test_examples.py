"""Every rule on real configurations: it finds the mistake planted for it where it is, and is quiet on clean ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra.policies import engine, gate, rules
from infra.policies.engine import Found
from infra.policies.judged import Judged
from tests.integration.policies import examples, known_bad
from tests.terraform_mirror import Terraform

FILES = ("kubernetes", "containers", "pipelines")

# Rules about no resource in particular.
ABOUT_THE_PLAN = {
    "modules-pinned": "module.modules_pinned",
    "outputs-without-secrets": "output.database_password",
    "providers-bounded": "provider registry.terraform.io/hashicorp/aws",
}


@pytest.fixture(scope="module")
def planted(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return examples.plan(terraform, "planted", tmp_path_factory.mktemp("planted"))


def findings(judged: Judged) -> dict[str, list[Found]]:
    return engine.engine_of(judged.subject).evaluate(judged.file, judged.data)


def test_every_planted_mistake_of_a_configuration_is_found_where_it_is(planted: dict[str, Any]) -> None:
    judged = examples.judged_plan(planted, "planted")
    found = findings(judged)
    for rule in rules.rules("terraform"):
        name = rule.id.replace("-", "_")
        about = [
            entry
            for entry in found[rule.id]
            if entry.subject.endswith(f".{name}") or entry.subject == ABOUT_THE_PLAN.get(rule.id)
        ]
        assert about, f"{rule.id} did not find the mistake planted for it"
        assert not any(entry.unknown for entry in about), rule.id
        for entry in about:
            file, line = judged.locate(entry.subject, entry.path)
            if file.endswith(".tf"):
                above = (examples.CHECKOUT / file).read_text().splitlines()[:line]
                block = next(text for text in reversed(above) if text.startswith("resource "))
                assert f'"{name}"' in block, f"{rule.id} at {file}:{line}"


def test_a_finding_names_the_line_of_the_attribute(planted: dict[str, Any]) -> None:
    judged = examples.judged_plan(planted, "planted")
    file, line = judged.locate("aws_iam_policy.aws_policy_no_wildcard_action", ("policy",))
    assert "s3:*" in (examples.CHECKOUT / file).read_text().splitlines()[line - 1]


def test_a_clean_configuration_has_no_finding(terraform: Terraform, tmp_path: Path) -> None:
    judged = examples.judged_plan(examples.plan(terraform, "clean", tmp_path), "clean")
    assert judged.parts > 50
    assert [entry for entries in findings(judged).values() for entry in entries] == []


@pytest.mark.parametrize("subject", FILES)
def test_every_planted_mistake_of_a_file_is_found_beside_its_comment(subject: str) -> None:
    found: dict[str, list[tuple[str, int]]] = {}
    for judged in examples.judged_files("planted", subject):
        for entry in (entry for entries in findings(judged).values() for entry in entries):
            found.setdefault(entry.rule, []).append(judged.locate(entry.subject, entry.path))
    for rule in rules.rules(subject):
        near = [_around(*place) for place in found[rule.id]]
        assert any(rule.id.replace("-", "_") in text for text in near), f"{rule.id}: {found[rule.id]}"


@pytest.mark.parametrize("subject", FILES)
def test_clean_files_have_no_finding(subject: str) -> None:
    for judged in examples.judged_files("clean", subject):
        assert judged.parts > 0
        assert [entry for entries in findings(judged).values() for entry in entries] == []


def test_the_built_in_bad_examples_are_those_that_were_planted(
    planted: dict[str, Any], terraform: Terraform, tmp_path: Path
) -> None:
    for subject in FILES:
        assert gate.known_bad(subject) == json.loads(json.dumps(known_bad.of(subject, terraform, tmp_path)))
    (example,) = gate.known_bad("terraform")
    resources: Any = example["resources"]
    addresses = {resource["address"] for listed in resources.values() for resource in listed}
    changes = [change for change in planted["resource_changes"] if change["change"]["after"] is not None]
    assert addresses == {change["address"] for change in changes}


def _around(file: str, line: int) -> str:
    """The lines around a place; a list begins after the key whose comment names the rule."""
    return "\n".join((examples.CHECKOUT / file).read_text().splitlines()[max(line - 6, 0) : line + 3])
