output "bucket_names" {
  description = "Names of the buckets, by what they hold."
  value       = { for held, bucket in aws_s3_bucket.this : held => bucket.bucket }
}

output "bucket_ids" {
  description = "Identifiers that permissions are granted on, by what the buckets hold."
  value       = { for held, bucket in var.buckets : held => "arn:aws:s3:::${bucket.name}" }
}

output "urls" {
  description = "The buckets as the setting OBJECT_STORE_URL names them, by what they hold."
  value       = { for held, bucket in var.buckets : held => "s3://${bucket.name}" }
}

output "endpoint" {
  description = "Address of the store's interface, as the setting OBJECT_STORE_ENDPOINT names it."
  value       = var.endpoint
}

output "store_id" {
  description = "What permissions on all buckets are granted within."
  value       = "arn:aws:s3:::"
}

output "copier_id" {
  description = "Who copies out of these buckets; null, because copies are the affair of the store."
  value       = null
}
