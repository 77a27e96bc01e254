# Backups that Azure makes beside the platform's own, and copies to the paired region by itself.
module "backup" {
  source = "../../modules/azure/backup"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  key_id              = module.secrets.key_ids["backups"]
  key_vault_id        = module.secrets.vault_id
  databases           = { platform = module.database.instance_id }
  objects             = { platform = { account_id = module.object_storage.store_id, containers = values(var.containers) } }
  log_workspace_id    = azurerm_log_analytics_workspace.primary.id
  tags                = local.tags
}
