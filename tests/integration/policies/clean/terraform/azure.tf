resource "azurerm_resource_group" "main" {
  name     = "syndic"
  location = "westeurope"
  tags     = local.tags
}

resource "azurerm_virtual_network" "main" {
  name                = "syndic"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  address_space       = ["10.1.0.0/16"]
  tags                = local.tags
}

resource "azurerm_network_watcher_flow_log" "main" {
  name                 = "flows"
  network_watcher_name = "watcher"
  resource_group_name  = azurerm_resource_group.main.name
  target_resource_id   = azurerm_virtual_network.main.id
  storage_account_id   = azurerm_storage_account.evidence.id
  enabled              = true
  tags                 = local.tags

  retention_policy {
    enabled = true
    days    = 90
  }
}

resource "azurerm_subnet" "data" {
  name                 = "data"
  resource_group_name  = azurerm_resource_group.main.name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.1.1.0/24"]
}

resource "azurerm_network_security_group" "data" {
  name                = "data"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  tags                = local.tags
}

resource "azurerm_subnet_network_security_group_association" "data" {
  subnet_id                 = azurerm_subnet.data.id
  network_security_group_id = azurerm_network_security_group.data.id
}

resource "azurerm_network_security_rule" "https" {
  name                        = "https"
  resource_group_name         = azurerm_resource_group.main.name
  network_security_group_name = azurerm_network_security_group.data.name
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "443"
}

resource "azurerm_storage_account" "evidence" {
  name                            = "syndicevidence"
  resource_group_name             = azurerm_resource_group.main.name
  location                        = azurerm_resource_group.main.location
  account_tier                    = "Standard"
  account_replication_type        = "GZRS"
  allow_nested_items_to_be_public = false
  shared_access_key_enabled       = false
  public_network_access_enabled   = false
  tags                            = local.tags

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 14
    }
  }
}

resource "azurerm_storage_account_customer_managed_key" "evidence" {
  storage_account_id = azurerm_storage_account.evidence.id
  key_vault_id       = azurerm_key_vault.main.id
  key_name           = azurerm_key_vault_key.data.name
}

resource "azurerm_storage_container" "evidence" {
  name               = "evidence"
  storage_account_id = azurerm_storage_account.evidence.id
}

resource "azurerm_storage_container_immutability_policy" "evidence" {
  storage_container_resource_manager_id = azurerm_storage_container.evidence.id
  immutability_period_in_days           = 30
  locked                                = true
}

resource "azurerm_key_vault" "main" {
  name                          = "syndic"
  resource_group_name           = azurerm_resource_group.main.name
  location                      = azurerm_resource_group.main.location
  sku_name                      = "premium"
  tenant_id                     = "00000000-0000-0000-0000-000000000000"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  public_network_access_enabled = false
  tags                          = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "audit"
  target_resource_id         = azurerm_key_vault.main.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id

  enabled_log {
    category = "AuditEvent"
  }
}

resource "azurerm_key_vault_key" "data" {
  name         = "data"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["wrapKey", "unwrapKey"]
  tags         = local.tags

  rotation_policy {
    expire_after = "P1Y"

    automatic {
      time_before_expiry = "P30D"
    }
  }
}

resource "azurerm_log_analytics_workspace" "main" {
  name                = "syndic"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  retention_in_days   = 90
  tags                = local.tags
}

resource "azurerm_postgresql_flexible_server" "main" {
  name                          = "syndic"
  resource_group_name           = azurerm_resource_group.main.name
  location                      = azurerm_resource_group.main.location
  version                       = "18"
  public_network_access_enabled = false
  backup_retention_days         = 14
  geo_redundant_backup_enabled  = true
  administrator_login           = "owner"
  administrator_password_wo     = "from a secret store"
  tags                          = local.tags

  high_availability {
    mode = "ZoneRedundant"
  }

  authentication {
    active_directory_auth_enabled = true
  }

  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.data.id
  }
}

resource "azurerm_postgresql_flexible_server_configuration" "tls" {
  name      = "require_secure_transport"
  server_id = azurerm_postgresql_flexible_server.main.id
  value     = "on"
}

resource "azurerm_container_registry" "main" {
  name                          = "syndic"
  resource_group_name           = azurerm_resource_group.main.name
  location                      = azurerm_resource_group.main.location
  sku                           = "Premium"
  public_network_access_enabled = false
  zone_redundancy_enabled       = true
  tags                          = local.tags

  encryption {
    key_vault_key_id   = azurerm_key_vault_key.data.id
    identity_client_id = "00000000-0000-0000-0000-000000000000"
  }
}

resource "azurerm_kubernetes_cluster" "main" {
  name                      = "syndic"
  resource_group_name       = azurerm_resource_group.main.name
  location                  = azurerm_resource_group.main.location
  dns_prefix                = "syndic"
  private_cluster_enabled   = true
  local_account_disabled    = true
  workload_identity_enabled = true
  oidc_issuer_enabled       = true
  azure_policy_enabled      = true
  tags                      = local.tags

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
    zones   = ["1", "2", "3"]
  }

  network_profile {
    network_plugin = "azure"
    network_policy = "cilium"
  }

  key_management_service {
    key_vault_key_id = azurerm_key_vault_key.data.id
  }
}

resource "azurerm_role_assignment" "evidence" {
  scope                = azurerm_storage_account.evidence.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_data_protection_backup_vault" "main" {
  name                = "syndic"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  datastore_type      = "VaultStore"
  redundancy          = "GeoRedundant"
  immutability        = "Locked"
  tags                = local.tags
}
