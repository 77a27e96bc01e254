resource "azurerm_postgresql_flexible_server_configuration" "this" {
  for_each = {
    # Nobody connects in clear, and no server of an older protocol.
    "require_secure_transport" = "on"
    "ssl_min_protocol_version" = "TLSv1.2"
    "password_encryption"      = "SCRAM-SHA-256"

    # What the dashboards read.
    "azure.extensions"         = "PG_STAT_STATEMENTS"
    "pg_stat_statements.track" = "TOP"

    # Statements of a session can hold secrets; how long they took and who connected does not.
    "log_connections"            = "on"
    "log_disconnections"         = "on"
    "log_lock_waits"             = "on"
    "log_min_duration_statement" = "1000"
    "log_parameter_max_length"   = "0"

    # A connection that died must not hold its locks.
    "idle_in_transaction_session_timeout" = "60000"
  }

  name      = each.key
  value     = each.value
  server_id = azurerm_postgresql_flexible_server.this.id
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "logs"
  target_resource_id         = azurerm_postgresql_flexible_server.this.id
  log_analytics_workspace_id = var.log_workspace_id

  enabled_log {
    category = "PostgreSQLLogs"
  }

  enabled_log {
    category = "PostgreSQLFlexSessions"
  }
}
