"""A plan in words: what holds data and what costs first, counts by module, losses named."""

from __future__ import annotations

import re

from infra.policies.rules import FOLDER
from infra.terraform.resource_kinds import HOLDING_DATA
from infra.terraform.summary import Effect, summarise
from tests.unit.infra.terraform.plans import change, plan

MIXED = plan(
    change("module.network.aws_subnet.data", "create"),
    change("module.network.aws_nat_gateway.this", "create"),
    change("module.storage.aws_s3_bucket.this", "create"),
    change("module.storage.aws_kms_key.this", "delete", "create"),
    change("module.storage.aws_kms_alias.this", "delete"),
    change("aws_db_instance.old", "delete"),
    change("aws_iam_role.same", "no-op"),
    change("data.aws_region.current", "read", mode="data"),
    drifted=["aws_iam_role.same"],
)


def test_what_holds_data_comes_first_then_what_costs_and_the_gravest_of_each() -> None:
    assert [(change.address, change.effect) for change in summarise(MIXED).changes] == [
        ("aws_db_instance.old", Effect.DESTROY),
        ("module.storage.aws_kms_key.this", Effect.REPLACE),
        ("module.storage.aws_s3_bucket.this", Effect.CREATE),
        ("module.network.aws_nat_gateway.this", Effect.CREATE),
        ("module.storage.aws_kms_alias.this", Effect.DESTROY),
        ("module.network.aws_subnet.data", Effect.CREATE),
    ]


def test_resources_are_counted_by_module() -> None:
    found = summarise(MIXED)
    assert found.modules == ["(root)", "network", "storage"]
    assert [found.count(Effect.CREATE, name) for name in found.modules] == [0, 2, 1]
    assert found.count(Effect.DESTROY) == 2


def test_the_sentence_names_what_is_lost() -> None:
    assert summarise(MIXED).sentence == (
        "2 to destroy, 1 to replace, 3 to create. DATA IS LOST with aws_db_instance.old,"
        " module.storage.aws_kms_key.this."
    )


def test_what_is_noteworthy_leaves_out_what_is_neither_data_nor_cost_nor_loss() -> None:
    assert "module.network.aws_subnet.data" not in [change.address for change in summarise(MIXED).noteworthy]
    assert "module.storage.aws_kms_alias.this" in [change.address for change in summarise(MIXED).noteworthy]


def test_a_plan_without_changes_says_so() -> None:
    found = summarise(plan(change("aws_iam_role.same", "no-op")))
    assert (found.sentence, found.noteworthy, found.modules) == ("Nothing would change.", [], [])


def test_modules_called_several_times_are_one() -> None:
    found = summarise(plan(change("module.network_standby[0].aws_subnet.data", "update")))
    assert found.modules == ["network_standby"]


def test_a_resource_taken_out_of_the_state_is_noteworthy() -> None:
    assert [change.effect for change in summarise(plan(change("aws_iam_role.left", "forget"))).noteworthy] == ["forget"]


def test_changes_outside_terraform_are_named() -> None:
    assert summarise(MIXED).drifted == ("aws_iam_role.same",)


def test_what_the_gate_keeps_from_destruction_holds_data_here_too() -> None:
    text = (FOLDER / "terraform" / "data_kept.rego").read_text()
    kept = set(re.findall(r'"((?:aws|azurerm)_\w+)"', text))
    assert kept
    assert kept <= HOLDING_DATA
