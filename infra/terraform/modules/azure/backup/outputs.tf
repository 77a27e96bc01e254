output "vault_id" {
  description = "The vault."
  value       = azurerm_data_protection_backup_vault.this.id
}

output "plan_ids" {
  description = "Plans by what they back up: databases and objects."
  value = merge(
    { for policy in azurerm_data_protection_backup_policy_postgresql_flexible_server.this : "databases" => policy.id },
    { for policy in azurerm_data_protection_backup_policy_blob_storage.this : "objects" => policy.id },
  )
}

output "copy_vault_ids" {
  description = "Vaults that hold copies, by region; none on Azure, which copies the vault itself."
  value       = {}
}
