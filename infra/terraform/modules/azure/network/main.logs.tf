resource "azurerm_network_watcher_flow_log" "this" {
  name                 = "${var.name}-flows"
  network_watcher_name = var.network_watcher.name
  resource_group_name  = var.network_watcher.resource_group_name
  location             = var.location
  target_resource_id   = azurerm_virtual_network.this.id
  storage_account_id   = var.flow_log_storage_id
  enabled              = true
  version              = 2

  retention_policy {
    enabled = true
    days    = var.log_retention_days
  }

  tags = var.tags
}
