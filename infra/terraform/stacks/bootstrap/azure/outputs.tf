output "state_place" {
  description = "What the backend's file names: the account."
  value       = var.account_name
}

output "key_id" {
  description = "Key that encrypts the state."
  value       = module.keys.key_ids["data"]
}

output "runner_zone_ids" {
  description = "Private DNS zones of the runner's network, by service."
  value       = { for service, zone in azurerm_private_dns_zone.this : service => zone.id }
}
