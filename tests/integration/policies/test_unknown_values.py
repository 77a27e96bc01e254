"""What real plans say about values that are unknown until apply, and what the rules make of it."""

from __future__ import annotations

from typing import Any

import pytest

from infra.policies import engine
from infra.policies.hcl_sources import Sources
from infra.policies.plans import UNKNOWN, read_plan
from tests.terraform_mirror import Terraform

CONFIGURATION = """\
terraform {
  required_providers {
    aws    = { source = "hashicorp/aws", version = "~> 6.0" }
    random = { source = "hashicorp/random", version = "~> 3.0" }
  }
}

resource "random_integer" "count" {
  min = 1
  max = 3
}

resource "aws_kms_key" "data" {
  enable_key_rotation = true
}

resource "aws_db_instance" "unknown" {
  engine               = "postgres"
  instance_class       = "db.t4g.small"
  parameter_group_name = "strict"
  kms_key_id           = aws_kms_key.data.arn
  publicly_accessible  = random_integer.count.result > 5
}

resource "aws_security_group" "dynamic" {
  dynamic "ingress" {
    for_each = range(random_integer.count.result)

    content {
      from_port   = 22
      to_port     = 22
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "closed" {
  name = "closed"
}

data "aws_iam_policy_document" "use" {
  for_each = { narrow = "kms:Decrypt", wide = "kms:*" }

  statement {
    actions   = [each.value]
    resources = [aws_kms_key.data.arn]
  }
}

resource "aws_iam_policy" "document" {
  for_each = data.aws_iam_policy_document.use

  name   = each.key
  policy = each.value.json
}

resource "aws_iam_policy" "encoded" {
  name = "encoded"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "kms:*", Resource = aws_kms_key.data.arn }]
  })
}

resource "aws_db_parameter_group" "dynamic" {
  family = "postgres18"

  dynamic "parameter" {
    for_each = range(random_integer.count.result)

    content {
      name  = "a"
      value = "b"
    }
  }
}
"""


@pytest.fixture(scope="module")
def data(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("unknown")
    (root / "main.tf").write_text(CONFIGURATION)
    return dict(read_plan("plan.json", terraform.plan(root), Sources(root, root)).data)


def outcomes(data: dict[str, Any], rule: str) -> dict[str, str]:
    found = engine.engine_of("terraform").evaluate("plan.json", data)[rule]
    return {entry.subject: "unknown" if entry.unknown else "violation" for entry in found}


def test_a_decision_left_to_apply_is_unknown(data: dict[str, Any]) -> None:
    assert outcomes(data, "aws-database-not-public") == {"aws_db_instance.unknown": "unknown"}


def test_the_key_of_another_resource_counts_as_stated(data: dict[str, Any]) -> None:
    assert outcomes(data, "aws-database-customer-key") == {}


def test_what_the_provider_fills_in_is_not_stated(data: dict[str, Any]) -> None:
    (database,) = data["resources"]["aws_db_instance"]
    assert database["values"].get("identifier") is None
    assert database["values"]["kms_key_id"] == UNKNOWN


def test_blocks_whose_number_is_unknown_are_no_silent_pass(data: dict[str, Any]) -> None:
    assert outcomes(data, "aws-firewall-not-open") == {"aws_security_group.dynamic": "unknown"}
    assert outcomes(data, "aws-database-tls-forced")["aws_db_parameter_group.dynamic"] == "unknown"


def test_policies_are_judged_by_the_statements_a_plan_shows(data: dict[str, Any]) -> None:
    assert outcomes(data, "aws-policy-no-wildcard-action") == {
        'aws_iam_policy.document["wide"]': "violation",
        "aws_iam_policy.encoded": "unknown",
    }
    assert outcomes(data, "aws-policy-no-wildcard-resource") == {"aws_iam_policy.encoded": "unknown"}
