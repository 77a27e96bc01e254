output "public_address" {
  description = "Name that the cloud gave to where users arrive."
  value       = azurerm_cdn_frontdoor_endpoint.this.host_name
}

output "host_names" {
  description = "Names under which users arrive, the shared one first."
  value       = [var.host_name]
}

output "certificate_ids" {
  description = "Certificates by the name they are for: on Azure the domain, which has one of its own."
  value       = { (var.host_name) = azurerm_cdn_frontdoor_custom_domain.this.id }
}

output "health_check_ids" {
  description = "What decides whether a region is reached, by region: on Azure the group of all of them."
  value       = { for region in keys(var.regions) : region => azurerm_cdn_frontdoor_origin_group.this.id }
}

output "backend_id" {
  description = "Where the regions are registered."
  value       = azurerm_cdn_frontdoor_origin_group.this.id
}

output "failover_names" {
  description = "What a failover turns, by region: the names of the origins, whose order it changes."
  value       = { for region, origin in azurerm_cdn_frontdoor_origin.this : region => origin.name }
}

output "entrance_id" {
  description = "What users arrive at, as what guards it names it."
  value       = azurerm_cdn_frontdoor_endpoint.this.id
}
