"""What kinds of resource mean to whoever reads a plan: what is lost with one, and what is paid for."""

from __future__ import annotations

HOLDING_DATA = frozenset(
    {
        "aws_backup_vault",
        "aws_cloudwatch_log_group",
        "aws_db_instance",
        "aws_dynamodb_table",
        "aws_ebs_volume",
        "aws_ecr_repository",
        "aws_efs_file_system",
        "aws_kms_key",
        "aws_kms_replica_key",
        "aws_prometheus_workspace",
        "aws_rds_cluster",
        "aws_rds_cluster_instance",
        "aws_s3_bucket",
        "aws_s3_object",
        "aws_secretsmanager_secret",
        "aws_sqs_queue",
        "azurerm_container_registry",
        "azurerm_data_protection_backup_vault",
        "azurerm_key_vault",
        "azurerm_key_vault_key",
        "azurerm_key_vault_secret",
        "azurerm_log_analytics_workspace",
        "azurerm_managed_disk",
        "azurerm_monitor_workspace",
        "azurerm_postgresql_flexible_server",
        "azurerm_postgresql_flexible_server_database",
        "azurerm_recovery_services_vault",
        "azurerm_storage_account",
        "azurerm_storage_blob",
        "azurerm_storage_container",
    }
)
"""Destroying one loses data, or the keys and backups without which data is lost. The rule data-kept knows them too."""

COSTLY = frozenset(
    {
        "aws_backup_plan",
        "aws_db_instance",
        "aws_eks_cluster",
        "aws_eks_node_group",
        "aws_lb",
        "aws_nat_gateway",
        "aws_prometheus_workspace",
        "aws_rds_cluster_instance",
        "aws_vpc_endpoint",
        "aws_wafv2_web_acl",
        "azurerm_application_gateway",
        "azurerm_cdn_frontdoor_profile",
        "azurerm_kubernetes_cluster",
        "azurerm_kubernetes_cluster_node_pool",
        "azurerm_lb",
        "azurerm_log_analytics_workspace",
        "azurerm_monitor_workspace",
        "azurerm_nat_gateway",
        "azurerm_postgresql_flexible_server",
        "azurerm_private_endpoint",
        "azurerm_container_registry",
    }
)
"""Billed by the hour or by what flows through, so that one more is seen on the invoice."""
