locals {
  database_alarms = merge([for name, database in var.databases : merge(
    {
      "DatabaseDown/${name}"   = { database = database, metric = "is_db_alive", aggregation = "Maximum", operator = "LessThan", threshold = 1, severity = 0 }
      "DatabaseSlow/${name}"   = { database = database, metric = "cpu_percent", aggregation = "Average", operator = "GreaterThan", threshold = 90, severity = 2 }
      "DiskNearlyFull/${name}" = { database = database, metric = "storage_percent", aggregation = "Maximum", operator = "GreaterThan", threshold = var.disk_percent, severity = 1 }
    },
    database.follows ? {
      "ReplicaDoesNotFollow/${name}" = { database = database, metric = "physical_replication_delay_in_seconds", aggregation = "Maximum", operator = "GreaterThan", threshold = var.replication_lag_seconds, severity = 1 }
    } : {},
  )]...)
}

resource "azurerm_monitor_metric_alert" "databases" {
  for_each = local.database_alarms

  name                = "${var.name}-${replace(each.key, "/", "-")}"
  resource_group_name = var.resource_group_name
  description         = "${each.key}: see docs/runbooks."
  scopes              = [each.value.database.server_id]
  severity            = each.value.severity
  frequency           = "PT1M"
  window_size         = "PT5M"
  auto_mitigate       = true

  criteria {
    metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = each.value.operator
    threshold        = each.value.threshold
  }

  action {
    action_group_id = azurerm_monitor_action_group.this.id
  }

  tags = var.tags
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "errors" {
  name                    = "${var.name}-ErrorsLogged"
  resource_group_name     = var.resource_group_name
  location                = var.location
  description             = "ErrorsLogged: see docs/runbooks."
  scopes                  = [var.log_workspace_id]
  severity                = 2
  evaluation_frequency    = "PT5M"
  window_duration         = "PT5M"
  auto_mitigation_enabled = true

  criteria {
    query                   = "ContainerLogV2 | where PodNamespace == 'syndic' | where tostring(LogMessage.level) == 'error'"
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = var.errors_per_minute * 5
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }

  tags = var.tags
}
