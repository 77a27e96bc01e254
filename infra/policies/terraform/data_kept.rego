# METADATA
# title: Nothing that holds data is destroyed unnoticed
# description: >-
#   A change of a name or of an argument that forces replacement looks harmless in a configuration and deletes
#   the data.
# custom:
#   severity: critical
#   fix: >-
#     Change the configuration so that the resource stays, move the data first, or waive this one resource with
#     a reason.
#   controls:
#     nist_800_53: [CM-3, CP-9]
#     iso_27001: [A.8.10, A.8.32]
package syndic.policies.terraform.data_kept

import data.syndic.policies.library.terraform
import rego.v1

# Types whose destruction loses data, or the keys and backups without which data is lost.
holding_data := {
	"aws_backup_vault", "aws_db_instance", "aws_dynamodb_table", "aws_ebs_volume", "aws_ecr_repository",
	"aws_efs_file_system", "aws_kms_key", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_s3_bucket",
	"aws_s3_object", "aws_secretsmanager_secret", "aws_cloudwatch_log_group", "aws_sqs_queue",
	"azurerm_container_registry", "azurerm_data_protection_backup_vault", "azurerm_key_vault", "azurerm_key_vault_key",
	"azurerm_key_vault_secret", "azurerm_log_analytics_workspace", "azurerm_managed_disk",
	"azurerm_postgresql_flexible_server", "azurerm_postgresql_flexible_server_database",
	"azurerm_recovery_services_vault", "azurerm_storage_account", "azurerm_storage_blob", "azurerm_storage_container",
}

findings contains finding if {
	some destroyed in input.destroyed
	destroyed.type in holding_data
	finding := terraform.violation(destroyed, [], "the plan destroys it and the data it holds")
}
