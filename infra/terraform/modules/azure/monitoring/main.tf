# Where alarms go, where metrics are kept, and alarms on what the cloud sees by itself. The platform's own alerts are
# rules of Prometheus; docs/guides/monitoring-in-clouds.md says which alarm stands for which of them.
resource "azurerm_monitor_workspace" "this" {
  name                          = var.name
  resource_group_name           = var.resource_group_name
  location                      = var.location
  public_network_access_enabled = false

  tags = var.tags
}

# Addresses of people only: that of an on-call service holds its key, and would stand in the state.
resource "azurerm_monitor_action_group" "this" {
  name                = "${var.name}-alarms"
  resource_group_name = var.resource_group_name
  short_name          = "syndic"

  dynamic "email_receiver" {
    for_each = var.mail_addresses

    content {
      name                    = email_receiver.value
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  tags = var.tags
}
