# The provider's schema is real, what AWS would answer is made up: an account is not needed.
mock_provider "aws" {}

variables {
  name        = "syndic-test"
  entrance_id = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/syndic-test/0123456789abcdef"
  log_key_id  = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  tags        = { owner = "platform", environment = "test" }
}

run "attacks_are_kept_away_and_evidence_is_not" {
  command = plan

  assert {
    condition     = length(aws_wafv2_web_acl.this.rule) == 5 && length([for rule in aws_wafv2_web_acl.this.rule : rule if length(rule.override_action) > 0 ? length(rule.override_action[0].none) == 1 : false]) == 4
    error_message = "Four groups of rules of AWS do what they say, beside the limit of requests."
  }

  assert {
    condition     = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for group in rule.statement[0].managed_rule_group_statement : group.rule_action_override[*].name]])) == toset(["SQLi_BODY", "SizeRestrictions_BODY"])
    error_message = "Large files and texts that look like SQL are counted and pass."
  }
}

run "who_asks_too_often_is_stopped" {
  command = plan

  assert {
    condition     = one(flatten([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement])).limit == 3000
    error_message = "Each address has three thousand requests a minute."
  }
}

run "its_log_is_kept_and_signs_nobody_in" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "aws-waf-logs-syndic-test" && aws_cloudwatch_log_group.this.kms_key_id == var.log_key_id
    error_message = "It is encrypted, under a name that AWS accepts."
  }

  assert {
    condition     = toset(flatten([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : field.single_header[*].name])) == toset(["authorization", "cookie", "x-csrf-token"])
    error_message = "Tokens and cookies are left out."
  }
}

run "a_balancer_by_its_name_is_refused" {
  command = plan

  variables {
    entrance_id = "syndic-test"
  }

  expect_failures = [var.entrance_id]
}

run "a_limit_that_stops_everybody_is_refused" {
  command = plan

  variables {
    requests_per_minute = 1
  }

  expect_failures = [var.requests_per_minute]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    log_key_id = "alias/logs"
  }

  expect_failures = [var.log_key_id]
}

run "logs_kept_for_a_month_are_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
}

run "a_missing_owner_is_refused" {
  command = plan

  variables {
    tags = { environment = "test" }
  }

  expect_failures = [var.tags]
}
