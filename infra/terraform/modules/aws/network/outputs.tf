output "network_id" {
  description = "Identifier of the network."
  value       = aws_vpc.this.id
}

output "address_space" {
  description = "Private IPv4 range of the network."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets that the internet reaches, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of the platform's processes, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "data_subnet_ids" {
  description = "Subnets of databases, without a way out of the network."
  value       = [for zone in var.zones : aws_subnet.data[zone].id]
}

output "firewall_ids" {
  description = "Firewalls by what they guard: edge, workloads, data, the operator's machines, and databases in quarantine."
  value = {
    edge       = aws_security_group.edge.id
    workloads  = aws_security_group.workloads.id
    data       = aws_security_group.data.id
    operator   = aws_security_group.operator.id
    quarantine = aws_security_group.quarantine.id
  }
}

output "egress_addresses" {
  description = "Public addresses that outside services see."
  value       = [for zone in var.zones : aws_eip.nat[zone].public_ip if contains(local.nat_zones, zone)]
}

output "endpoint_subnet_ids" {
  description = "Subnets that hold the private addresses of the cloud's services."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "private_zone_ids" {
  description = "Private DNS zones of the cloud's services, by service; none on AWS, where an endpoint brings its own."
  value       = {}
}

output "api_subnet_id" {
  description = "Subnet of the cluster's API server; none on AWS, whose own network it stands in."
  value       = null
}
