provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  address_space       = "10.20.0.0/16"
  flow_log_storage_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/flows"
  network_watcher     = { name = "NetworkWatcher_westeurope", resource_group_name = "NetworkWatcherRG" }
  tags                = { owner = "platform", environment = "test" }
}

run "three_zones_and_no_way_out_by_default" {
  command = plan

  assert {
    condition     = length(azurerm_subnet.public) == 3 && length(azurerm_subnet.private) == 3 && length(azurerm_nat_gateway.this) == 3
    error_message = "Each zone has a public and a private subnet and a NAT gateway."
  }

  assert {
    condition     = alltrue([for subnet in concat(values(azurerm_subnet.public), values(azurerm_subnet.private), [azurerm_subnet.data, azurerm_subnet.api, azurerm_subnet.endpoints]) : subnet.default_outbound_access_enabled == false])
    error_message = "Nothing leaves but through a NAT gateway."
  }

  assert {
    condition     = length(distinct(flatten([for subnet in concat(values(azurerm_subnet.public), values(azurerm_subnet.private), [azurerm_subnet.data, azurerm_subnet.api, azurerm_subnet.endpoints]) : subnet.address_prefixes]))) == 9
    error_message = "No two subnets have the same range."
  }
}

run "only_web_is_open" {
  command = plan

  assert {
    condition     = [for name, rule in azurerm_network_security_rule.openings : name if rule.source_address_prefix == "Internet"] == ["edge-internet"]
    error_message = "One rule is open to the internet."
  }

  assert {
    condition     = azurerm_network_security_rule.openings["edge-internet"].destination_port_ranges == toset(["80", "443"])
    error_message = "It opens ports 80 and 443."
  }

  assert {
    condition     = azurerm_network_security_rule.openings["data-workloads"].destination_port_ranges == toset(["5432"]) && length(azurerm_network_security_rule.refusal) == 5
    error_message = "Databases are reached on PostgreSQL's port, and everything else is refused everywhere."
  }
}

run "databases_of_two_regions_reach_each_other_and_nobody_else_does" {
  command = plan

  variables {
    peer_address_space = "10.21.0.0/16"
  }

  assert {
    condition     = azurerm_network_security_rule.openings["data-peer"].source_address_prefixes == toset(["10.21.128.0/20"]) && azurerm_network_security_rule.openings["data-peer"].destination_port_ranges == toset(["5432"])
    error_message = "The other region's databases are let in on PostgreSQL's port."
  }

  assert {
    condition     = length([for name, rule in azurerm_network_security_rule.openings : name if contains(coalesce(rule.source_address_prefixes, toset([])), "10.21.128.0/20")]) == 1
    error_message = "And to nothing else."
  }
}

run "a_peer_of_the_same_range_is_refused" {
  command = plan

  variables {
    peer_address_space = "10.20.0.0/16"
  }

  expect_failures = [var.peer_address_space]
}

run "a_cluster_works_in_it" {
  command = plan

  assert {
    condition     = one(one(azurerm_subnet.api.delegation).service_delegation).name == "Microsoft.ContainerService/managedClusters"
    error_message = "The API server has a subnet of its own."
  }

  assert {
    condition     = azurerm_network_security_rule.openings["workloads-cluster"].protocol == "*" && contains(azurerm_network_security_rule.openings["workloads-cluster"].source_address_prefixes, "100.64.0.0/14")
    error_message = "Pods reach each other across nodes, over UDP as well: otherwise no name is resolved."
  }

  assert {
    condition     = alltrue([for name, rule in azurerm_network_security_rule.openings : rule.protocol == "Tcp" if name != "workloads-cluster"])
    error_message = "Everything else is TCP."
  }

  assert {
    condition     = azurerm_network_security_rule.openings["api-network"].destination_port_ranges == toset(["443", "4443"])
    error_message = "Nodes reach the API server."
  }
}

run "a_range_of_pods_that_is_too_small_is_refused" {
  command = plan

  variables {
    pod_address_space = "100.64.0.0/24"
  }

  expect_failures = [var.pod_address_space]
}

run "all_flows_are_logged" {
  command = plan

  assert {
    condition     = azurerm_network_watcher_flow_log.this.enabled && one(azurerm_network_watcher_flow_log.this.retention_policy).days == 90
    error_message = "Flows are logged and kept for ninety days."
  }
}

run "one_nat_gateway_serves_all_when_asked" {
  command = plan

  variables {
    nat_per_zone = false
  }

  assert {
    condition     = length(azurerm_nat_gateway.this) == 1 && length(azurerm_subnet_nat_gateway_association.private) == 3
    error_message = "All zones leave through one gateway."
  }
}

run "two_zones_are_refused" {
  command = plan

  variables {
    zones = ["1", "2"]
  }

  expect_failures = [var.zones]
}

run "public_ranges_are_refused" {
  command = plan

  variables {
    address_space = "8.8.0.0/16"
  }

  expect_failures = [var.address_space]
}

run "short_log_retention_is_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "a_storage_account_by_name_is_refused" {
  command = plan

  variables {
    flow_log_storage_id = "flows"
  }

  expect_failures = [var.flow_log_storage_id]
}

run "a_network_watcher_without_name_is_refused" {
  command = plan

  variables {
    network_watcher = { name = "", resource_group_name = "NetworkWatcherRG" }
  }

  expect_failures = [var.network_watcher]
}

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
}

run "a_bad_resource_group_is_refused" {
  command = plan

  variables {
    resource_group_name = "ends-with-a-dot."
  }

  expect_failures = [var.resource_group_name]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
}

run "a_missing_owner_is_refused" {
  command = plan

  variables {
    tags = { environment = "test" }
  }

  expect_failures = [var.tags]
}
