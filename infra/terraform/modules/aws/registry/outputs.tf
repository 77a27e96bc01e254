output "registry_address" {
  description = "Where images are pushed to and pulled from, without a path."
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${data.aws_region.current.region}.amazonaws.com"
}

output "repository_urls" {
  description = "Where each image is pushed to, without a tag, by its name."
  value       = { for image, repository in aws_ecr_repository.this : image => repository.repository_url }
}

output "registry_id" {
  description = "The registry, as permissions name it."
  value       = data.aws_caller_identity.current.account_id
}
