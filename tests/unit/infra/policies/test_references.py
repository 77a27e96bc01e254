"""Which resources attributes refer to, through modules, outputs and for_each."""

from __future__ import annotations

from typing import Any

import pytest

from infra.policies.plans import read_plan


def resource(name: str, kind: str = "aws_s3_bucket", **expressions: list[str]) -> dict[str, Any]:
    """A resource as a configuration declares it."""
    stated = {key: {"references": references} for key, references in expressions.items()}
    return {"mode": "managed", "type": kind, "name": name, "expressions": stated}


def change(address: str, module: str = "", index: str | int | None = None) -> dict[str, Any]:
    """A resource as a plan has it."""
    kind, name = address.removeprefix(f"{module}.").split("[")[0].split(".")
    found: dict[str, Any] = {"address": address, "mode": "managed", "type": kind, "name": name}
    found["change"] = {"actions": ["create"], "after": {}, "after_unknown": {}}
    return found | ({"module_address": module} if module else {}) | ({} if index is None else {"index": index})


def targets(root: dict[str, Any], changes: list[dict[str, Any]]) -> dict[str, dict[str, list[str]]]:
    plan = {"format_version": "1.2", "resource_changes": changes, "configuration": {"root_module": root}}
    found: Any = read_plan("plan.json", plan, None).data["resources"]
    return {entry["address"]: entry["targets"] for listed in found.values() for entry in listed}


def test_a_variable_leads_to_what_the_call_gives() -> None:
    inner = {"resources": [resource("policy", "aws_s3_bucket_policy", bucket=["var.bucket"])]}
    call = {"expressions": {"bucket": {"references": ["aws_s3_bucket.a.id", "aws_s3_bucket.a"]}}, "module": inner}
    root = {"resources": [resource("a")], "module_calls": {"m": call}}
    changes = [change("aws_s3_bucket.a"), change("module.m.aws_s3_bucket_policy.policy", "module.m")]
    assert targets(root, changes)["module.m.aws_s3_bucket_policy.policy"] == {"bucket": ["aws_s3_bucket.a"]}


def test_an_output_leads_to_what_the_module_gives_out() -> None:
    output = {"expression": {"references": ["aws_kms_key.this.arn", "aws_kms_key.this"]}}
    inner = {"resources": [resource("this", "aws_kms_key")], "outputs": {"arn": output}}
    root = {
        "resources": [resource("a", kms=["module.key.arn", "module.key"])],
        "module_calls": {"key": {"module": inner}},
    }
    changes = [change("aws_s3_bucket.a"), change("module.key.aws_kms_key.this", "module.key")]
    assert targets(root, changes)["aws_s3_bucket.a"] == {"kms": ["module.key.aws_kms_key.this"]}


def test_for_each_leads_to_the_instance_of_the_same_key() -> None:
    policy = resource("p", "aws_s3_bucket_policy", bucket=["each.value.id", "each.value"])
    policy["for_each_expression"] = {"references": ["aws_s3_bucket.b"]}
    root = {"resources": [resource("b"), policy]}
    changes = [
        change(f'{kind}.{name}["{key}"]', index=key)
        for kind, name in (("aws_s3_bucket", "b"), ("aws_s3_bucket_policy", "p"))
        for key in ("x", "y")
    ]
    found = targets(root, changes)
    assert found['aws_s3_bucket_policy.p["x"]'] == {"bucket": ['aws_s3_bucket.b["x"]']}
    assert found['aws_s3_bucket_policy.p["y"]'] == {"bucket": ['aws_s3_bucket.b["y"]']}


def test_instances_of_a_module_do_not_mix() -> None:
    inner = {"resources": [resource("b"), resource("p", "aws_s3_bucket_policy", bucket=["aws_s3_bucket.b.id"])]}
    root = {"resources": [], "module_calls": {"m": {"module": inner}}}
    changes = [
        change(f'module.m["{key}"].{kind}', f'module.m["{key}"]')
        for key in ("x", "y")
        for kind in ("aws_s3_bucket.b", "aws_s3_bucket_policy.p")
    ]
    found = targets(root, changes)
    assert found['module.m["x"].aws_s3_bucket_policy.p'] == {"bucket": ['module.m["x"].aws_s3_bucket.b']}


def test_variables_that_lead_to_each_other_end() -> None:
    output = {"expression": {"references": ["var.a"]}}
    call = {
        "expressions": {"a": {"references": ["module.m.b", "module.m"]}},
        "module": {"outputs": {"b": output}, "resources": [resource("x", bucket=["var.a"])]},
    }
    root = {"module_calls": {"m": call}}
    assert targets(root, [change("module.m.aws_s3_bucket.x", "module.m")]) == {"module.m.aws_s3_bucket.x": {}}


@pytest.mark.parametrize(
    ("endpoint", "outside"),
    [
        ({"constant_value": "https://minio.example.com:9000"}, True),
        ({"references": ["var.endpoint"]}, True),
        ({"references": ["var.amazon"]}, False),
        ({"references": ["local.endpoint"]}, False),
        ({"constant_value": "https://s3.eu-central-1.amazonaws.com"}, False),
        (None, False),
    ],
)
def test_a_bucket_is_outside_of_aws_when_its_provider_says_so(endpoint: dict[str, Any] | None, outside: bool) -> None:
    bucket = resource("a") | {"provider_config_key": "aws.store"}
    stated = {"endpoints": [{"s3": endpoint}]} if endpoint else {}
    plan = {
        "format_version": "1.2",
        "resource_changes": [change("aws_s3_bucket.a")],
        "variables": {
            "endpoint": {"value": "https://minio.example.com"},
            "amazon": {"value": "https://s3.amazonaws.com"},
        },
        "configuration": {
            "provider_config": {"aws": {}, "aws.store": {"expressions": stated}},
            "root_module": {"resources": [bucket]},
        },
    }
    resources: Any = read_plan("plan.json", plan, None).data["resources"]
    [judged] = resources["aws_s3_bucket"]
    assert judged.get("outside_aws", False) is outside
