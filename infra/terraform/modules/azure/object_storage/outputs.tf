output "bucket_names" {
  description = "Names of the containers, by what they hold."
  value       = { for held, container in azurerm_storage_container.this : held => container.name }
}

output "bucket_ids" {
  description = "Identifiers that permissions are granted on, by what the containers hold."
  value       = { for held, container in azurerm_storage_container.this : held => container.id }
}

output "urls" {
  description = "The containers as the setting OBJECT_STORE_URL names them, by what they hold."
  value       = { for held, bucket in var.buckets : held => "az://${bucket.name}" }
}

output "endpoint" {
  description = "Address of the store's interface."
  value       = azurerm_storage_account.this.primary_blob_endpoint
}

output "store_id" {
  description = "What permissions on all containers are granted within."
  value       = azurerm_storage_account.this.id
}

output "copier_id" {
  description = "Who copies out of these containers; null on Azure, where the account does so by itself."
  value       = null
}
