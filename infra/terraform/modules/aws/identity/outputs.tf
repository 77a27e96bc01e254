output "workload_identity_ids" {
  description = "What the annotation of each workload's service account names, by workload."
  value       = { for workload in keys(var.workloads) : workload => aws_iam_role.this["workload/${workload}"].arn }
}

output "pipeline_identity_ids" {
  description = "What each pipeline signs in as, by pipeline."
  value       = { for pipeline in keys(var.pipelines) : pipeline => aws_iam_role.this["pipeline/${pipeline}"].arn }
}

output "issuer_ids" {
  description = "Issuers whose tokens are believed, by name."
  value       = local.issuer_ids
}

output "recovery_policy_id" {
  description = "Policy that lets people on call do what `syndic dr` does; null where there is one region."
  value       = one(aws_iam_policy.recovery[*].arn)
}
