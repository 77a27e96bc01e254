output "key_ids" {
  description = "Keys by what they encrypt: backups, cluster, data, logs and secrets."
  value       = { for purpose, key in azurerm_key_vault_key.this : purpose => key.versionless_id }
}

output "key_version_ids" {
  description = "Keys with the version in use, by what they encrypt, for services that take no new one by themselves."
  value       = { for purpose, key in azurerm_key_vault_key.this : purpose => key.id }
}

output "secret_ids" {
  description = "Secrets, or the places where they will be, by name."
  value       = { for name in var.secret_names : name => "${azurerm_key_vault.this.id}/secrets/${name}" }
}

output "store_address" {
  description = "Where the secrets are read."
  value       = azurerm_key_vault.this.vault_uri
}

output "references" {
  description = "How an environment's file refers to each secret, without the key that follows #."
  value       = { for name in var.secret_names : name => "azure:${var.vault_name}/${name}" }
}

output "vault_id" {
  description = "What permissions on keys are granted within."
  value       = azurerm_key_vault.this.id
}
