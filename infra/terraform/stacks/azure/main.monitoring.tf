module "monitoring" {
  source = "../../modules/azure/monitoring"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  mail_addresses      = var.alarm_mail_addresses
  databases           = { platform = { server_id = module.database.instance_id } }
  log_workspace_id    = azurerm_log_analytics_workspace.primary.id
  tags                = local.tags
}

module "monitoring_standby" {
  source = "../../modules/azure/monitoring"
  count  = local.standbys

  name                = local.name
  resource_group_name = azurerm_resource_group.standby[0].name
  location            = azurerm_resource_group.standby[0].location
  mail_addresses      = var.alarm_mail_addresses
  databases           = { platform = { server_id = module.database_standby[0].instance_id, follows = true } }
  log_workspace_id    = azurerm_log_analytics_workspace.standby[0].id
  tags                = local.tags
}
