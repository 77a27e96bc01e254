locals {
  database_alarms = merge([for name, database in var.databases : merge(
    {
      # Whoever counts connections every minute is gone with the database.
      "DatabaseDown/${name}"   = { database = database, metric = "DatabaseConnections", statistic = "SampleCount", operator = "LessThanThreshold", threshold = 1, periods = 3, missing = "breaching" }
      "DatabaseSlow/${name}"   = { database = database, metric = "CPUUtilization", statistic = "Average", operator = "GreaterThanThreshold", threshold = 90, periods = 10, missing = "notBreaching" }
      "DiskNearlyFull/${name}" = { database = database, metric = "FreeStorageSpace", statistic = "Minimum", operator = "LessThanThreshold", threshold = database.free_storage_gb * 1024 * 1024 * 1024, periods = 5, missing = "notBreaching" }
    },
    database.follows ? {
      # A copy that tells nothing follows nobody.
      "ReplicaDoesNotFollow/${name}" = { database = database, metric = "ReplicaLag", statistic = "Maximum", operator = "GreaterThanThreshold", threshold = var.replication_lag_seconds, periods = 3, missing = "breaching" }
    } : {},
  )]...)
}

resource "aws_cloudwatch_metric_alarm" "databases" {
  for_each = local.database_alarms

  alarm_name          = "${var.name}-${replace(each.key, "/", "-")}"
  alarm_description   = "${each.key}: see docs/runbooks."
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = each.value.database.identifier }
  statistic           = each.value.statistic
  comparison_operator = each.value.operator
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]

  tags = var.tags
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each = aws_cloudwatch_log_group.this

  name           = "errors"
  log_group_name = each.value.name
  pattern        = "{ $.level = \"error\" }"

  metric_transformation {
    name          = "errors_logged"
    namespace     = "Syndic/${var.name}"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

# All processes add to one metric.
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-ErrorsLogged"
  alarm_description   = "ErrorsLogged: see docs/runbooks."
  namespace           = "Syndic/${var.name}"
  metric_name         = "errors_logged"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.errors_per_minute
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]

  tags = var.tags
}
