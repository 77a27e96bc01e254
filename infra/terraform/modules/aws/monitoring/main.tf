# Where alarms go, where logs and metrics are kept, and alarms on what the cloud sees by itself. The platform's own
# alerts are rules of Prometheus; docs/guides/monitoring-in-clouds.md says which alarm stands for which of them.
data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.process_names

  name              = "/syndic/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_id

  tags = var.tags
}

resource "aws_cloudwatch_log_group" "metrics" {
  name              = "/aws/vendedlogs/prometheus/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_id

  tags = var.tags
}

resource "aws_prometheus_workspace" "this" {
  alias       = var.name
  kms_key_arn = var.metrics_key_id

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.metrics.arn}:*"
  }

  tags = var.tags
}
