output "host" {
  description = "Name under which the database is reached."
  value       = azurerm_postgresql_flexible_server.this.fqdn
}

output "port" {
  description = "Port on which the database listens."
  value       = 5432
}

output "database_name" {
  description = "Name of the platform's database."
  value       = var.database_name
}

output "instance_id" {
  description = "The database, as one of another region follows it and as failovers name it."
  value       = azurerm_postgresql_flexible_server.this.id
}

output "administrator_secret_id" {
  description = "Where the administrator's name and password are; null for a copy, which has those of its source."
  value       = local.follows ? null : azurerm_key_vault_secret.administrator[0].resource_versionless_id
}

output "monitor_id" {
  description = "Who reports figures of the database's machine; null on Azure, which does so itself."
  value       = null
}
