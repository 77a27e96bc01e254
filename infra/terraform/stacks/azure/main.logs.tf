resource "azurerm_log_analytics_workspace" "primary" {
  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  retention_in_days   = var.log_retention_days

  tags = local.tags
}

resource "azurerm_log_analytics_workspace" "standby" {
  count = local.standbys

  name                = local.name
  resource_group_name = azurerm_resource_group.standby[0].name
  location            = azurerm_resource_group.standby[0].location
  retention_in_days   = var.log_retention_days

  tags = local.tags
}

# Flow logs are written by Azure itself to an account of the same region, which holds no container of ours.
module "flow_logs" {
  source = "../../modules/azure/object_storage"

  name                = "${local.name}-flows"
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  account_name        = var.primary.log_account_name
  replication         = "ZRS"
  buckets             = {}
  key_id              = module.secrets.key_ids["logs"]
  key_vault_id        = module.secrets.vault_id
  tags                = local.tags
}

module "flow_logs_standby" {
  source = "../../modules/azure/object_storage"
  count  = local.standbys

  name                = "${local.name}-flows"
  resource_group_name = azurerm_resource_group.standby[0].name
  location            = azurerm_resource_group.standby[0].location
  account_name        = var.standby.log_account_name
  replication         = "ZRS"
  buckets             = {}
  key_id              = module.secrets_standby[0].key_ids["logs"]
  key_vault_id        = module.secrets_standby[0].vault_id
  tags                = local.tags
}
