output "key_ids" {
  description = "Keys by what they encrypt: backups, cluster, data, logs and secrets."
  value       = { for purpose, key in aws_kms_key.this : purpose => key.arn }
}

output "key_version_ids" {
  description = "Keys with the version in use, by what they encrypt, for services that take no new one by themselves; on AWS a key keeps its name."
  value       = { for purpose, key in aws_kms_key.this : purpose => key.arn }
}

output "secret_ids" {
  description = "Secrets, or the places where they will be, by name."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}

output "store_address" {
  description = "Where the secrets are read."
  value       = "https://secretsmanager.${data.aws_region.current.region}.amazonaws.com"
}

output "references" {
  description = "How an environment's file refers to each secret, without the key that follows #."
  value       = { for name in var.secret_names : name => "aws:${name}" }
}

output "vault_id" {
  description = "What permissions on keys are granted within."
  value       = "arn:aws:kms:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}"
}
