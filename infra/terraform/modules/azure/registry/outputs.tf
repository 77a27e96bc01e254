output "registry_address" {
  description = "Where images are pushed to and pulled from, without a path."
  value       = azurerm_container_registry.this.login_server
}

output "repository_urls" {
  description = "Where each image is pushed to, without a tag, by its name."
  value       = { for image in var.image_names : image => "${azurerm_container_registry.this.login_server}/${var.name}/${image}" }
}

output "registry_id" {
  description = "The registry, as permissions name it."
  value       = azurerm_container_registry.this.id
}
