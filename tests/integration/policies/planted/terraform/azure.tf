# One resource per rule, called as the rule it breaks. Nothing here is ever applied.

resource "azurerm_storage_account" "azure_storage_tls" {
  account_replication_type = "example"
  account_tier             = "example"
  location                 = "westeurope"
  min_tls_version          = "other"
  name                     = "example"
  resource_group_name      = "example"
}

resource "azurerm_storage_account" "azure_storage_https_only" {
  account_replication_type   = "example"
  account_tier               = "example"
  https_traffic_only_enabled = false
  location                   = "westeurope"
  name                       = "example"
  resource_group_name        = "example"
}

resource "azurerm_storage_account" "azure_storage_no_public_blobs" {
  account_replication_type        = "example"
  account_tier                    = "example"
  allow_nested_items_to_be_public = true
  location                        = "westeurope"
  name                            = "example"
  resource_group_name             = "example"
}

resource "azurerm_storage_account" "azure_storage_no_shared_keys" {
  account_replication_type  = "example"
  account_tier              = "example"
  location                  = "westeurope"
  name                      = "example"
  resource_group_name       = "example"
  shared_access_key_enabled = true
}

resource "azurerm_storage_account" "azure_storage_private" {
  account_replication_type      = "example"
  account_tier                  = "example"
  location                      = "westeurope"
  name                          = "example"
  public_network_access_enabled = true
  resource_group_name           = "example"
}

resource "azurerm_storage_account" "azure_storage_versioned" {
  account_replication_type = "example"
  account_tier             = "example"
  location                 = "westeurope"
  name                     = "example"
  resource_group_name      = "example"

  blob_properties {
    versioning_enabled = false
  }
}

resource "azurerm_storage_account" "azure_storage_soft_delete" {
  account_replication_type = "example"
  account_tier             = "example"
  location                 = "westeurope"
  name                     = "example"
  resource_group_name      = "example"

  blob_properties {
    delete_retention_policy {
      days = 6
    }
  }
}

resource "azurerm_storage_account" "azure_storage_customer_key" {
  account_replication_type = "example"
  account_tier             = "example"
  location                 = "westeurope"
  name                     = "example"
  resource_group_name      = "example"
}

resource "azurerm_storage_account" "azure_storage_redundant" {
  account_replication_type = "LRS"
  account_tier             = "example"
  location                 = "westeurope"
  name                     = "example"
  resource_group_name      = "example"
}

resource "azurerm_storage_container" "azure_container_private" {
  container_access_type = "other"
  name                  = "example"
}

resource "azurerm_storage_container_immutability_policy" "azure_container_retention_locked" {
  immutability_period_in_days           = 1
  locked                                = false
  storage_container_resource_manager_id = "example"
}

resource "azurerm_postgresql_flexible_server" "azure_database_private" {
  location                      = "westeurope"
  name                          = "example"
  public_network_access_enabled = true
  resource_group_name           = "example"
}

resource "azurerm_postgresql_flexible_server" "azure_database_multiple_zones" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"

  high_availability {
    mode = "other"
  }
}

resource "azurerm_postgresql_flexible_server" "azure_database_backup_retention" {
  backup_retention_days = 6
  location              = "westeurope"
  name                  = "example"
  resource_group_name   = "example"
}

resource "azurerm_postgresql_flexible_server" "azure_database_backup_elsewhere" {
  geo_redundant_backup_enabled = false
  location                     = "westeurope"
  name                         = "example"
  resource_group_name          = "example"
}

resource "azurerm_postgresql_flexible_server" "azure_database_customer_key" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"
}

resource "azurerm_postgresql_flexible_server" "azure_database_identity_authentication" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"

  authentication {
    active_directory_auth_enabled = false
  }
}

resource "azurerm_postgresql_flexible_server" "azure_database_no_password" {
  administrator_password = "given"
  location               = "westeurope"
  name                   = "example"
  resource_group_name    = "example"
}

resource "azurerm_postgresql_flexible_server_configuration" "azure_database_tls_forced" {
  name      = "require_secure_transport"
  server_id = "example"
  value     = "off"
}

resource "azurerm_kubernetes_cluster" "azure_cluster_private" {
  location                = "westeurope"
  name                    = "example"
  private_cluster_enabled = false
  resource_group_name     = "example"

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_kubernetes_cluster" "azure_cluster_no_local_accounts" {
  local_account_disabled = false
  location               = "westeurope"
  name                   = "example"
  resource_group_name    = "example"

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_kubernetes_cluster" "azure_cluster_roles" {
  location                          = "westeurope"
  name                              = "example"
  resource_group_name               = "example"
  role_based_access_control_enabled = false

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "azure_cluster_multiple_zones" {
  kubernetes_cluster_id = "example"
  name                  = "example"
  zones                 = ["1"]
}

resource "azurerm_kubernetes_cluster" "azure_cluster_workload_identity" {
  location                  = "westeurope"
  name                      = "example"
  resource_group_name       = "example"
  workload_identity_enabled = false

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_kubernetes_cluster" "azure_cluster_network_policy" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_kubernetes_cluster" "azure_cluster_secrets_encrypted" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_kubernetes_cluster" "azure_cluster_policy" {
  azure_policy_enabled = false
  location             = "westeurope"
  name                 = "example"
  resource_group_name  = "example"

  default_node_pool {
    name = "example"
  }
}

resource "azurerm_key_vault" "azure_vault_purge_protection" {
  location                 = "westeurope"
  name                     = "example"
  purge_protection_enabled = false
  resource_group_name      = "example"
  sku_name                 = "example"
  tenant_id                = "example"
}

resource "azurerm_key_vault" "azure_vault_roles" {
  location                   = "westeurope"
  name                       = "example"
  rbac_authorization_enabled = false
  resource_group_name        = "example"
  sku_name                   = "example"
  tenant_id                  = "example"
}

resource "azurerm_key_vault" "azure_vault_private" {
  location                      = "westeurope"
  name                          = "example"
  public_network_access_enabled = true
  resource_group_name           = "example"
  sku_name                      = "example"
  tenant_id                     = "example"
}

resource "azurerm_key_vault" "azure_vault_audited" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"
  sku_name            = "example"
  tenant_id           = "example"
}

resource "azurerm_key_vault_key" "azure_key_rotated" {
  key_opts     = ["example"]
  key_type     = "example"
  key_vault_id = "example"
  name         = "example"

  rotation_policy {
    expire_after = "P90D"
  }
}

resource "azurerm_key_vault_secret" "azure_secret_expires" {
  key_vault_id = "example"
  name         = "example"
}

resource "azurerm_key_vault_secret" "azure_secret_value_elsewhere" {
  key_vault_id = "example"
  name         = "example"
  value        = "given"
}

resource "azurerm_container_registry" "azure_registry_no_admin" {
  admin_enabled       = true
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"
  sku                 = "example"
}

resource "azurerm_container_registry" "azure_registry_private" {
  location                      = "westeurope"
  name                          = "example"
  public_network_access_enabled = true
  resource_group_name           = "example"
  sku                           = "example"
}

resource "azurerm_container_registry" "azure_registry_no_anonymous_pull" {
  anonymous_pull_enabled = true
  location               = "westeurope"
  name                   = "example"
  resource_group_name    = "example"
  sku                    = "example"
}

resource "azurerm_container_registry" "azure_registry_customer_key" {
  encryption          = []
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"
  sku                 = "example"
}

resource "azurerm_container_registry" "azure_registry_multiple_zones" {
  location                = "westeurope"
  name                    = "example"
  resource_group_name     = "example"
  sku                     = "example"
  zone_redundancy_enabled = false
}

resource "azurerm_network_security_rule" "azure_firewall_not_open" {
  access                      = "Allow"
  destination_port_range      = "22"
  direction                   = "Inbound"
  name                        = "example"
  network_security_group_name = "example"
  priority                    = 1
  protocol                    = "example"
  resource_group_name         = "example"
  source_address_prefix       = "*"
}

resource "azurerm_subnet" "azure_subnet_guarded" {
  name                 = "example"
  resource_group_name  = "example"
  virtual_network_name = "example"
}

resource "azurerm_virtual_network" "azure_network_flow_logs" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"
}

resource "azurerm_role_assignment" "azure_role_not_owner" {
  principal_id         = "example"
  role_definition_name = "Owner"
  scope                = "example"
}

resource "azurerm_role_definition" "azure_role_names_actions" {
  name  = "example"
  scope = "example"

  permissions {
    actions = ["*"]
  }
}

resource "azurerm_federated_identity_credential" "azure_federation_bound" {
  audience = ["example"]
  issuer   = "example"
  name     = "example"
  subject  = "repo:syndic/*"
}

resource "azurerm_log_analytics_workspace" "azure_log_retention" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"
  retention_in_days   = 89
}

resource "azurerm_web_application_firewall_policy" "azure_firewall_prevents" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"

  managed_rules {
    managed_rule_set {
      version = "example"
    }
  }

  policy_settings {
    mode = "Detection"
  }
}

resource "azurerm_cdn_frontdoor_firewall_policy" "azure_frontdoor_prevents" {
  mode                = "other"
  name                = "example"
  resource_group_name = "example"
  sku_name            = "example"
}

resource "azurerm_application_gateway" "azure_gateway_modern_tls" {
  location            = "westeurope"
  name                = "example"
  resource_group_name = "example"

  backend_address_pool {
    name = "example"
  }

  frontend_ip_configuration {
    name = "example"
  }

  frontend_port {
    name = "example"
    port = 1
  }

  gateway_ip_configuration {
    name      = "example"
    subnet_id = "example"
  }

  sku {
    name = "example"
    tier = "example"
  }

  ssl_policy {
    policy_name = "other"
  }
}

resource "azurerm_data_protection_backup_vault" "azure_backup_vault_locked" {
  datastore_type      = "example"
  immutability        = "other"
  location            = "westeurope"
  name                = "example"
  redundancy          = "example"
  resource_group_name = "example"
}

resource "azurerm_data_protection_backup_vault" "azure_backup_vault_redundant" {
  datastore_type      = "example"
  location            = "westeurope"
  name                = "example"
  redundancy          = "other"
  resource_group_name = "example"
}

resource "azurerm_redis_cache" "azure_cache_tls" {
  capacity             = 1
  family               = "example"
  location             = "westeurope"
  name                 = "example"
  non_ssl_port_enabled = true
  resource_group_name  = "example"
  sku_name             = "example"
}
