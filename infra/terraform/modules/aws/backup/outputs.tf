output "vault_id" {
  description = "The vault, as plans of other regions name it to copy into it."
  value       = aws_backup_vault.this.arn
}

output "plan_ids" {
  description = "Plans by what they back up; none for a vault that only holds copies."
  value       = { for plan in aws_backup_plan.this : "all" => plan.id }
}

output "copy_vault_ids" {
  description = "Vaults that hold copies, by region."
  value       = var.copies
}
