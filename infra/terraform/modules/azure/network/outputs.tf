output "network_id" {
  description = "Identifier of the network."
  value       = azurerm_virtual_network.this.id
}

output "address_space" {
  description = "Private IPv4 range of the network."
  value       = var.address_space
}

output "public_subnet_ids" {
  description = "Subnets that the internet reaches, in the order of the zones."
  value       = [for zone in var.zones : azurerm_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of the platform's processes, in the order of the zones."
  value       = [for zone in var.zones : azurerm_subnet.private[zone].id]
}

output "data_subnet_ids" {
  description = "Subnets of databases, without a way out of the network."
  value       = [azurerm_subnet.data.id]
}

output "firewall_ids" {
  description = "Firewalls by what they guard: edge, workloads and data."
  value       = { for guard in ["edge", "workloads", "data"] : guard => azurerm_network_security_group.this[guard].id }
}

output "egress_addresses" {
  description = "Public addresses that outside services see."
  value       = [for zone in var.zones : azurerm_public_ip.nat[zone].ip_address if contains(local.nat_zones, zone)]
}

output "endpoint_subnet_ids" {
  description = "Subnets that hold the private addresses of the cloud's services."
  value       = [azurerm_subnet.endpoints.id]
}

output "private_zone_ids" {
  description = "Private DNS zones of the cloud's services, by service: blob, registry and vault."
  value       = { for service, zone in azurerm_private_dns_zone.this : service => zone.id }
}

output "api_subnet_id" {
  description = "Subnet of the cluster's API server."
  value       = azurerm_subnet.api.id
}
