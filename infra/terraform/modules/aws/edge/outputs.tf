output "public_address" {
  description = "Name that the cloud gave to where users arrive."
  value       = aws_lb.this.dns_name
}

output "host_names" {
  description = "Names under which users arrive, the shared one first."
  value       = [var.host_name, local.region_host_name]
}

output "certificate_ids" {
  description = "Certificates by the name they are for."
  value       = { (var.host_name) = aws_acm_certificate.this.arn }
}

output "health_check_ids" {
  description = "What decides whether a region is reached, by region."
  value       = { (data.aws_region.current.region) = aws_route53_health_check.this.id }
}

output "backend_id" {
  description = "Where the proxies register themselves."
  value       = aws_lb_target_group.this.arn
}

output "failover_names" {
  description = "What a failover turns, by region: the set identifier of the region's record, whose role it changes."
  value       = { (data.aws_region.current.region) = aws_route53_record.shared.set_identifier }
}

output "entrance_id" {
  description = "What users arrive at, as what guards it names it."
  value       = aws_lb.this.arn
}
