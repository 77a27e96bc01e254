output "notification_id" {
  description = "Where alarms of other modules send what they have to say."
  value       = aws_sns_topic.this.arn
}

output "log_ids" {
  description = "Where logs are kept, by process."
  value       = { for process, group in aws_cloudwatch_log_group.this : process => group.arn }
}

output "metrics_workspace_id" {
  description = "Where metrics are kept."
  value       = aws_prometheus_workspace.this.id
}

output "metrics_endpoint" {
  description = "Where metrics are asked for."
  value       = aws_prometheus_workspace.this.prometheus_endpoint
}

output "alarm_ids" {
  description = "Alarms by the alert they stand for, and by database."
  value = merge(
    { for alarm, made in aws_cloudwatch_metric_alarm.databases : alarm => made.arn },
    { "ErrorsLogged" = aws_cloudwatch_metric_alarm.errors.arn },
  )
}
