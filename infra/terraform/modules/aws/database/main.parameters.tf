resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  description = "TLS, statistics of statements, and what is logged."
  family      = "postgres${var.engine_version}"

  dynamic "parameter" {
    for_each = {
      # Nobody connects in clear, and no server of an older protocol.
      "rds.force_ssl"            = { value = "1", restart = false }
      "ssl_min_protocol_version" = { value = "TLSv1.2", restart = false }
      "password_encryption"      = { value = "scram-sha-256", restart = false }

      # What the dashboards read.
      "shared_preload_libraries" = { value = "pg_stat_statements", restart = true }
      "pg_stat_statements.track" = { value = "top", restart = false }

      # Statements of a session can hold secrets; how long they took and who connected does not.
      "log_connections"            = { value = "1", restart = false }
      "log_disconnections"         = { value = "1", restart = false }
      "log_lock_waits"             = { value = "1", restart = false }
      "log_min_duration_statement" = { value = "1000", restart = false }
      "log_parameter_max_length"   = { value = "0", restart = false }

      # A connection that died must not hold its locks.
      "idle_in_transaction_session_timeout" = { value = "60000", restart = false }
    }

    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.restart ? "pending-reboot" : "immediate"
    }
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}
