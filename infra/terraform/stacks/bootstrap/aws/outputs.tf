output "state_place" {
  description = "What the backend's file names: the bucket."
  value       = module.state.bucket_names["state"]
}

output "key_id" {
  description = "Key that encrypts the state."
  value       = aws_kms_key.state.arn
}

output "runner_zone_ids" {
  description = "Private DNS zones of the runner's network, by service; none on AWS, whose interfaces are reached with a signature."
  value       = {}
}
