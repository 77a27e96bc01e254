provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  kubernetes_version  = "1.36"
  tenant_id           = "00000000-0000-0000-0000-0000000000aa"
  administrator_ids   = ["00000000-0000-0000-0000-0000000000bb"]
  subnet_id           = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/private"
  api_subnet_id       = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/api"
  link_subnet_id      = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/public"
  secret_key_id       = "https://syndic-test.vault.azure.net/keys/cluster/0123456789abcdef0123456789abcdef"
  disk_key_id         = "https://syndic-test.vault.azure.net/keys/data"
  key_vault_id        = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test"
  log_workspace_id    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  tags                = { owner = "platform", environment = "test" }
}

run "the_api_is_reached_from_the_network_alone" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.private_cluster_enabled && azurerm_kubernetes_cluster.this.local_account_disabled && !azurerm_kubernetes_cluster.this.run_command_enabled
    error_message = "The internet does not reach it, nobody has a certificate, and Azure's portal runs nothing in it."
  }

  assert {
    condition     = one(azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control).azure_rbac_enabled
    error_message = "Roles of the directory decide who does what."
  }
}

run "secrets_and_disks_are_encrypted_with_keys_of_ours" {
  command = plan

  assert {
    condition     = one(azurerm_kubernetes_cluster.this.key_management_service).key_vault_key_id == var.secret_key_id && one(azurerm_kubernetes_cluster.this.key_management_service).key_vault_network_access == "Private"
    error_message = "Kubernetes' Secrets are encrypted with their key, by a vault that is not on the internet."
  }

  assert {
    condition     = azurerm_disk_encryption_set.this.key_vault_key_id == var.disk_key_id && alltrue([for pool in azurerm_kubernetes_cluster_node_pool.this : pool.host_encryption_enabled])
    error_message = "Disks are encrypted with theirs, and what a node keeps for a while as well."
  }

  assert {
    condition     = azurerm_role_assignment.this["secrets"].scope == "${var.key_vault_id}/keys/cluster" && azurerm_role_assignment.this["disks"].scope == "${var.key_vault_id}/keys/data"
    error_message = "Each identity may use one key."
  }
}

run "nodes_pull_images_as_an_identity_of_ours" {
  command = plan

  assert {
    condition     = length(azurerm_kubernetes_cluster.this.kubelet_identity) == 1 && azurerm_role_assignment.this["pulling"].role_definition_name == "Managed Identity Operator"
    error_message = "The cluster may hand it to its nodes."
  }
}

run "the_edge_knows_where_the_proxies_will_be" {
  command = plan

  assert {
    condition     = endswith(output.entrance_link_id, "/resourceGroups/syndic-test-nodes/providers/Microsoft.Network/privateLinkServices/entrance") && azurerm_kubernetes_cluster.this.node_resource_group == "syndic-test-nodes"
    error_message = "The cluster makes the link among what belongs to its nodes."
  }

  assert {
    condition     = azurerm_role_assignment.this["links"].scope == var.link_subnet_id
    error_message = "It may put it into one subnet."
  }
}

run "a_subnet_of_links_by_name_is_refused" {
  command = plan

  variables {
    link_subnet_id = "public"
  }

  expect_failures = [var.link_subnet_id]
}

run "nodes_stand_in_three_zones" {
  command = plan

  assert {
    condition     = alltrue([for pool in azurerm_kubernetes_cluster_node_pool.this : length(pool.zones) == 3 && pool.min_count >= 3])
    error_message = "Losing a zone leaves two."
  }

  assert {
    condition     = one(azurerm_kubernetes_cluster.this.default_node_pool).only_critical_addons_enabled
    error_message = "What the cluster needs does not share nodes with the platform."
  }
}

run "network_policies_are_enforced_and_workloads_have_identities" {
  command = plan

  assert {
    condition     = one(azurerm_kubernetes_cluster.this.network_profile).network_policy == "cilium" && azurerm_kubernetes_cluster.this.workload_identity_enabled && azurerm_kubernetes_cluster.this.oidc_issuer_enabled
    error_message = "Cilium enforces them, and service accounts sign in as identities."
  }
}

run "everybody_as_administrator_is_refused" {
  command = plan

  variables {
    administrator_ids = ["everybody"]
  }

  expect_failures = [var.administrator_ids]
}

run "a_pool_of_one_node_is_refused" {
  command = plan

  variables {
    node_pools = { workloads = { machine = "Standard_D4ds_v5", minimum = 1, maximum = 2 } }
  }

  expect_failures = [var.node_pools]
}

run "a_pool_of_the_clusters_own_name_is_refused" {
  command = plan

  variables {
    node_pools = { system = { machine = "Standard_D4ds_v5", minimum = 3, maximum = 6 } }
  }

  expect_failures = [var.node_pools]
}

run "a_machine_that_azure_does_not_know_is_refused" {
  command = plan

  variables {
    node_pools = { workloads = { machine = "m7i.large", minimum = 3, maximum = 6 } }
  }

  expect_failures = [var.node_pools]
}

run "a_system_machine_that_azure_does_not_know_is_refused" {
  command = plan

  variables {
    system_machine = "m7i.large"
  }

  expect_failures = [var.system_machine]
}

run "one_zone_is_refused" {
  command = plan

  variables {
    zones = ["1"]
  }

  expect_failures = [var.zones]
}

run "a_subnet_by_its_name_is_refused" {
  command = plan

  variables {
    subnet_id = "private"
  }

  expect_failures = [var.subnet_id]
}

run "one_subnet_for_nodes_and_api_is_refused" {
  command = plan

  variables {
    api_subnet_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/private"
  }

  expect_failures = [var.api_subnet_id]
}

run "pods_without_a_range_are_refused" {
  command = plan

  variables {
    pod_address_space = "100.64.0.0"
  }

  expect_failures = [var.pod_address_space]
}

run "services_without_a_range_are_refused" {
  command = plan

  variables {
    service_address_space = "100.68.0.0/30"
  }

  expect_failures = [var.service_address_space]
}

run "a_key_of_secrets_without_a_version_is_refused" {
  command = plan

  variables {
    secret_key_id = "https://syndic-test.vault.azure.net/keys/cluster"
  }

  expect_failures = [var.secret_key_id]
}

run "a_key_of_disks_by_its_name_is_refused" {
  command = plan

  variables {
    disk_key_id = "data"
  }

  expect_failures = [var.disk_key_id]
}

run "a_vault_by_its_name_is_refused" {
  command = plan

  variables {
    key_vault_id = "syndic-test"
  }

  expect_failures = [var.key_vault_id]
}

run "a_workspace_by_name_is_refused" {
  command = plan

  variables {
    log_workspace_id = "logs"
  }

  expect_failures = [var.log_workspace_id]
}

run "a_directory_by_name_is_refused" {
  command = plan

  variables {
    tenant_id = "example.onmicrosoft.com"
  }

  expect_failures = [var.tenant_id]
}

run "a_bad_resource_group_is_refused" {
  command = plan

  variables {
    resource_group_name = "ends-with-a-dot."
  }

  expect_failures = [var.resource_group_name]
}

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
}

run "a_version_that_is_not_validated_is_refused" {
  command = plan

  variables {
    kubernetes_version = "1.29"
  }

  expect_failures = [var.kubernetes_version]
}

run "nobody_as_administrator_is_refused" {
  command = plan

  variables {
    administrator_ids = []
  }

  expect_failures = [var.administrator_ids]
}

run "no_pools_are_refused" {
  command = plan

  variables {
    node_pools = {}
  }

  expect_failures = [var.node_pools]
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
