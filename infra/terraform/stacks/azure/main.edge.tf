# Users of both regions arrive under one name, at Front Door, which leads to the first region while it answers.
module "edge" {
  source = "../../modules/azure/edge"
  count  = var.edge ? 1 : 0

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  host_name           = var.host_name
  zone                = var.public_zone
  log_workspace_id    = azurerm_log_analytics_workspace.primary.id
  tags                = local.tags

  regions = merge(
    { (var.primary.location) = { host_name = var.host_name, private_link_id = module.cluster.entrance_link_id, live = true } },
    { for cluster in module.cluster_standby : var.standby.location => { host_name = var.host_name, private_link_id = cluster.entrance_link_id, live = false } },
  )
}
