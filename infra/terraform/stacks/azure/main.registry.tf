# One registry for both regions: Azure copies every image, and each region pulls its own copy.
module "registry" {
  source = "../../modules/azure/registry"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  registry_name       = var.registry_name
  copy_regions        = setsubtract(local.regions, [var.primary.location])
  key_id              = module.secrets.key_ids["data"]
  key_vault_id        = module.secrets.vault_id
  log_workspace_id    = azurerm_log_analytics_workspace.primary.id
  tags                = local.tags

  private_endpoints = merge(
    {
      primary = { location = var.primary.location, subnet_id = module.network.endpoint_subnet_ids[0], zone_id = module.network.private_zone_ids["registry"] }
      runner  = { location = var.primary.location, subnet_id = var.runner.subnet_id, zone_id = var.runner.registry_zone_id }
    },
    { for network in module.network_standby : "standby" => { location = var.standby.location, subnet_id = network.endpoint_subnet_ids[0], zone_id = network.private_zone_ids["registry"] } },
  )
}

# Nodes pull images, and push none.
resource "azurerm_role_assignment" "pull" {
  for_each = merge(
    { primary = module.cluster.node_identity_id },
    { for cluster in module.cluster_standby : "standby" => cluster.node_identity_id },
  )

  scope                = module.registry.registry_id
  role_definition_name = "AcrPull"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}
