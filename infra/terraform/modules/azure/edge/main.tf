# Where users of all regions arrive: Front Door, which ends TLS near the user, keeps attacks away and reaches the regions
# by private addresses. An application gateway would stand in one region, and its failover would be one of DNS.
resource "azurerm_cdn_frontdoor_profile" "this" {
  name                     = var.name
  resource_group_name      = var.resource_group_name
  sku_name                 = "Premium_AzureFrontDoor"
  response_timeout_seconds = 60

  # Addresses of users stay out of the logs.
  log_scrubbing_rule {
    match_variable = "RequestIPAddress"
  }

  tags = var.tags
}

resource "azurerm_cdn_frontdoor_endpoint" "this" {
  name                     = var.name
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id

  tags = var.tags
}

# Front Door asks every region whether its database takes writes, from many places and every few seconds: users follow a
# promotion without a change here, which would take Front Door up to 20 minutes. That a region may take writes is decided
# by `syndic dr`, not by Front Door.
resource "azurerm_cdn_frontdoor_origin_group" "this" {
  name                                                      = "regions"
  cdn_frontdoor_profile_id                                  = azurerm_cdn_frontdoor_profile.this.id
  session_affinity_enabled                                  = false
  restore_traffic_time_to_healed_or_new_endpoint_in_minutes = 0

  health_probe {
    protocol            = "Https"
    path                = var.health_path
    request_type        = "GET"
    interval_in_seconds = 5
  }

  load_balancing {
    sample_size                 = 4
    successful_samples_required = 3
  }
}

resource "azurerm_cdn_frontdoor_origin" "this" {
  for_each = var.regions

  name                           = each.key
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.this.id
  host_name                      = each.value.host_name
  origin_host_header             = var.host_name
  https_port                     = 443
  priority                       = each.value.live ? 1 : 2
  weight                         = 1000
  certificate_name_check_enabled = true
  enabled                        = true

  private_link {
    location               = each.key
    private_link_target_id = each.value.private_link_id
    request_message        = "Front Door of ${var.name}"
  }

  # A failover turns it, for the case that two regions say that they take writes; an apply would prefer the lost one.
  lifecycle {
    ignore_changes = [priority]
  }
}

resource "azurerm_cdn_frontdoor_route" "this" {
  name                            = "all"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.this.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.this.id
  cdn_frontdoor_origin_ids        = [for origin in azurerm_cdn_frontdoor_origin.this : origin.id]
  cdn_frontdoor_custom_domain_ids = [azurerm_cdn_frontdoor_custom_domain.this.id]
  patterns_to_match               = ["/*"]
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"
  link_to_default_domain          = false
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "access"
  target_resource_id         = azurerm_cdn_frontdoor_profile.this.id
  log_analytics_workspace_id = var.log_workspace_id

  dynamic "enabled_log" {
    for_each = toset(["FrontDoorAccessLog", "FrontDoorHealthProbeLog", "FrontDoorWebApplicationFirewallLog"])

    content {
      category = enabled_log.key
    }
  }
}
