# The registry is not reached from the internet. It has an address in every network that uses it.
resource "azurerm_private_endpoint" "this" {
  for_each = var.private_endpoints

  name                = "${var.name}-registry-${each.key}"
  resource_group_name = var.resource_group_name
  location            = each.value.location
  subnet_id           = each.value.subnet_id

  private_service_connection {
    name                           = "registry"
    private_connection_resource_id = azurerm_container_registry.this.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "registry"
    private_dns_zone_ids = [each.value.zone_id]
  }

  tags = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "audit"
  target_resource_id         = azurerm_container_registry.this.id
  log_analytics_workspace_id = var.log_workspace_id

  enabled_log {
    category = "ContainerRegistryLoginEvents"
  }

  enabled_log {
    category = "ContainerRegistryRepositoryEvents"
  }
}
