output "notification_id" {
  description = "Where alarms of other modules send what they have to say."
  value       = azurerm_monitor_action_group.this.id
}

output "log_ids" {
  description = "Where logs are kept, by process: on Azure one workspace for all."
  value       = { for process in var.process_names : process => var.log_workspace_id }
}

output "metrics_workspace_id" {
  description = "Where metrics are kept."
  value       = azurerm_monitor_workspace.this.id
}

output "metrics_endpoint" {
  description = "Where metrics are asked for."
  value       = azurerm_monitor_workspace.this.query_endpoint
}

output "alarm_ids" {
  description = "Alarms by the alert they stand for, and by database."
  value = merge(
    { for alarm, made in azurerm_monitor_metric_alert.databases : alarm => made.id },
    { "ErrorsLogged" = azurerm_monitor_scheduled_query_rules_alert_v2.errors.id },
  )
}
