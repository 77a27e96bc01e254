module "cluster" {
  source = "../../modules/azure/cluster"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  kubernetes_version  = var.kubernetes_version
  tenant_id           = data.azurerm_client_config.current.tenant_id
  administrator_ids   = var.administrator_ids
  subnet_id           = module.network.private_subnet_ids[0]
  api_subnet_id       = module.network.api_subnet_id
  link_subnet_id      = module.network.public_subnet_ids[0]
  node_pools          = { workloads = var.nodes }
  secret_key_id       = module.secrets.key_version_ids["cluster"]
  disk_key_id         = module.secrets.key_ids["data"]
  key_vault_id        = module.secrets.vault_id
  log_workspace_id    = azurerm_log_analytics_workspace.primary.id
  tags                = local.tags
}

module "cluster_standby" {
  source = "../../modules/azure/cluster"
  count  = local.standbys

  name                = local.name
  resource_group_name = azurerm_resource_group.standby[0].name
  location            = azurerm_resource_group.standby[0].location
  kubernetes_version  = var.kubernetes_version
  tenant_id           = data.azurerm_client_config.current.tenant_id
  administrator_ids   = var.administrator_ids
  subnet_id           = module.network_standby[0].private_subnet_ids[0]
  api_subnet_id       = module.network_standby[0].api_subnet_id
  link_subnet_id      = module.network_standby[0].public_subnet_ids[0]
  node_pools          = { workloads = var.nodes }
  secret_key_id       = module.secrets_standby[0].key_version_ids["cluster"]
  disk_key_id         = module.secrets_standby[0].key_ids["data"]
  key_vault_id        = module.secrets_standby[0].vault_id
  log_workspace_id    = azurerm_log_analytics_workspace.standby[0].id
  tags                = local.tags
}
