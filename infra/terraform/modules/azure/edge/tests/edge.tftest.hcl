provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  host_name           = "syndic.example.com"
  log_workspace_id    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  zone                = { id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/dnsZones/example.com", name = "example.com", resource_group_name = "r" }
  tags                = { owner = "platform", environment = "test" }

  regions = {
    westeurope  = { host_name = "west.syndic.example.com", private_link_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateLinkServices/west", live = true }
    northeurope = { host_name = "north.syndic.example.com", private_link_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateLinkServices/north", live = false }
  }
}

run "users_and_regions_are_reached_by_tls_alone" {
  command = plan

  assert {
    condition     = azurerm_cdn_frontdoor_route.this.https_redirect_enabled && azurerm_cdn_frontdoor_route.this.forwarding_protocol == "HttpsOnly" && one(azurerm_cdn_frontdoor_custom_domain.this.tls).minimum_tls_version == "TLS12"
    error_message = "TLS 1.2 or newer, on both sides."
  }

  assert {
    condition     = alltrue([for origin in azurerm_cdn_frontdoor_origin.this : origin.certificate_name_check_enabled && length(origin.private_link) == 1])
    error_message = "Regions are reached by private addresses, and their certificates are checked."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_route.this.link_to_default_domain == false
    error_message = "Nobody arrives beside the firewall, by the name that the cloud gave."
  }
}

run "users_are_sent_to_the_live_region" {
  command = plan

  assert {
    condition     = { for region, origin in azurerm_cdn_frontdoor_origin.this : region => origin.priority } == { northeurope = 2, westeurope = 1 }
    error_message = "And to the other one while it takes no writes."
  }

  assert {
    condition     = one(azurerm_cdn_frontdoor_origin_group.this.health_probe).path == "/api/health/writes" && output.failover_names == { northeurope = "northeurope", westeurope = "westeurope" }
    error_message = "Front Door asks each region whether its database takes writes; `syndic dr` finds the regions by name."
  }

  assert {
    condition     = azurerm_dns_cname_record.this.name == "syndic" && azurerm_dns_txt_record.proof.name == "_dnsauth.syndic"
    error_message = "The names stand in the zone."
  }
}

run "attacks_are_kept_away" {
  command = plan

  assert {
    condition     = azurerm_cdn_frontdoor_firewall_policy.this.mode == "Prevention" && toset(azurerm_cdn_frontdoor_firewall_policy.this.managed_rule[*].type) == toset(["Microsoft_DefaultRuleSet", "Microsoft_BotManagerRuleSet"])
    error_message = "The firewall blocks what the rules of Microsoft know."
  }

  assert {
    condition     = one(azurerm_cdn_frontdoor_firewall_policy.this.custom_rule).rate_limit_threshold == 3000
    error_message = "And who asks too often."
  }
}

run "no_live_region_is_refused" {
  command = plan

  variables {
    regions = { westeurope = { host_name = "west.syndic.example.com", private_link_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateLinkServices/west", live = false } }
  }

  expect_failures = [var.regions]
}

run "two_live_regions_are_refused" {
  command = plan

  variables {
    regions = { westeurope = { host_name = "west.syndic.example.com", private_link_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateLinkServices/west", live = true }, northeurope = { host_name = "west.syndic.example.com", private_link_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateLinkServices/west", live = true } }
  }

  expect_failures = [var.regions]
}

run "a_link_by_its_name_is_refused" {
  command = plan

  variables {
    regions = { westeurope = { host_name = "west.syndic.example.com", private_link_id = "west", live = true } }
  }

  expect_failures = [var.regions]
}

run "a_zone_that_does_not_hold_the_name_is_refused" {
  command = plan

  variables {
    zone = { id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/dnsZones/example.org", name = "example.org", resource_group_name = "r" }
  }

  expect_failures = [var.zone]
}

run "a_handful_of_requests_is_refused" {
  command = plan

  variables {
    requests_per_minute = 5
  }

  expect_failures = [var.requests_per_minute]
}

run "a_workspace_by_name_is_refused" {
  command = plan

  variables {
    log_workspace_id = "logs"
  }

  expect_failures = [var.log_workspace_id]
}

run "a_bad_resource_group_is_refused" {
  command = plan

  variables {
    resource_group_name = "ends-with-a-dot."
  }

  expect_failures = [var.resource_group_name]
}

run "a_path_without_a_slash_is_refused" {
  command = plan

  variables {
    health_path = "health"
  }

  expect_failures = [var.health_path]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
}

run "missing_tags_are_refused" {
  command = plan

  variables {
    tags = { owner = "platform" }
  }

  expect_failures = [var.tags]
}

run "a_bare_domain_is_refused" {
  command = plan

  variables {
    host_name = "example.com"
  }

  expect_failures = [var.host_name]
}
