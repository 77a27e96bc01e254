output "workload_identity_ids" {
  description = "What the annotation of each workload's service account names, by workload."
  value       = { for workload in keys(var.workloads) : workload => azurerm_user_assigned_identity.this["workload/${workload}"].client_id }
}

output "pipeline_identity_ids" {
  description = "What each pipeline signs in as, by pipeline."
  value       = { for pipeline in keys(var.pipelines) : pipeline => azurerm_user_assigned_identity.this["pipeline/${pipeline}"].client_id }
}

output "issuer_ids" {
  description = "Issuers whose tokens are believed, by name."
  value       = { for issuer, stated in var.issuers : issuer => stated.url }
}

output "recovery_policy_id" {
  description = "What lets people on call do what `syndic dr` does; null on Azure, where its roles are given by hand."
  value       = null
}
