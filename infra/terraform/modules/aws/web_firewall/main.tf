# A web application firewall in front of a balancer. It is optional and in no stack: the schema of its resources is
# missing from the providers that the tests use offline, so it is formatted there, and its tests run only where
# Terraform reaches the registry (`terraform init && terraform test` in this directory needs no account).
locals {
  # Groups of rules that AWS keeps, in the order in which they are asked. What a group only counts is logged and passes.
  groups = [
    { name = "AWSManagedRulesAmazonIpReputationList", counted = [] },
    { name = "AWSManagedRulesKnownBadInputsRuleSet", counted = [] },
    # Evidence is larger than what the rule about sizes allows.
    { name = "AWSManagedRulesCommonRuleSet", counted = ["SizeRestrictions_BODY"] },
    # Rules of frameworks and documents may look like SQL.
    { name = "AWSManagedRulesSQLiRuleSet", counted = ["SQLi_BODY"] },
  ]
}

resource "aws_wafv2_web_acl" "this" {
  name  = var.name
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "too-many-requests"
    priority = 0

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    # Every address counts on its own.
    statement {
      rate_based_statement {
        aggregate_key_type    = "IP"
        evaluation_window_sec = 60
        limit                 = var.requests_per_minute
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-too-many-requests"
      sampled_requests_enabled   = false
    }
  }

  dynamic "rule" {
    for_each = local.groups

    content {
      name     = rule.value.name
      priority = rule.key + 1

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.value.name

          dynamic "rule_action_override" {
            for_each = rule.value.counted

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.value.name}"
        sampled_requests_enabled   = false
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = false
  }

  tags = var.tags
}

resource "aws_wafv2_web_acl_association" "this" {
  web_acl_arn  = aws_wafv2_web_acl.this.arn
  resource_arn = var.entrance_id
}

# AWS takes no group whose name begins otherwise.
resource "aws_cloudwatch_log_group" "this" {
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_id

  tags = var.tags
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.this.arn]

  # Who reads the log cannot sign in with it.
  dynamic "redacted_fields" {
    for_each = toset(["authorization", "cookie", "x-csrf-token"])

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }
}
