output "firewall_id" {
  description = "The firewall, as permissions name it."
  value       = aws_wafv2_web_acl.this.arn
}

output "log_group_name" {
  description = "Where the firewall logs what it was asked and what it did."
  value       = aws_cloudwatch_log_group.this.name
}
