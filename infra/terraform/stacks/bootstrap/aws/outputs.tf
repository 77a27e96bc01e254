output "state_place" {
  description = "What the backend's file names: the bucket."
  value       = module.state.bucket_names["state"]
}

output "key_id" {
  description = "Key that encrypts the state."
  value       = aws_kms_key.state.arn
}
