provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  vault_name          = "syndic-test"
  tenant_id           = "00000000-0000-0000-0000-0000000000aa"
  secret_names        = ["database-api", "sessions"]
  log_workspace_id    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  tags                = { owner = "platform", environment = "test" }
}

run "the_vault_is_private_and_cannot_be_purged" {
  command = plan

  assert {
    condition     = azurerm_key_vault.this.public_network_access_enabled == false && one(azurerm_key_vault.this.network_acls).default_action == "Deny"
    error_message = "The internet does not reach the vault."
  }

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.rbac_authorization_enabled
    error_message = "Nobody destroys keys for good, and roles decide who uses them."
  }
}

run "keys_rotate" {
  command = plan

  assert {
    condition     = toset(keys(azurerm_key_vault_key.this)) == toset(["backups", "cluster", "data", "logs", "secrets"])
    error_message = "Each kind of data has a key of its own."
  }

  assert {
    condition     = alltrue([for key in azurerm_key_vault_key.this : one(one(key.rotation_policy).automatic).time_after_creation == "P365D" && key.key_type == "RSA-HSM"])
    error_message = "Every key rotates after a year and lives in hardware."
  }
}

run "the_clusters_key_encrypts_and_others_wrap" {
  command = plan

  assert {
    condition     = contains(azurerm_key_vault_key.this["cluster"].key_opts, "encrypt") && azurerm_key_vault_key.this["data"].key_opts == tolist(["unwrapKey", "wrapKey"])
    error_message = "Kubernetes encrypts with its key; no other key can be used for that."
  }
}

run "references_are_written_as_environments_write_them" {
  command = plan

  assert {
    condition     = output.references["sessions"] == "azure:syndic-test/sessions"
    error_message = "An environment's file can use it."
  }
}

run "a_vault_name_that_is_too_long_is_refused" {
  command = plan

  variables {
    vault_name = "syndic-production-westeurope"
  }

  expect_failures = [var.vault_name]
}

run "a_directory_by_name_is_refused" {
  command = plan

  variables {
    tenant_id = "example.onmicrosoft.com"
  }

  expect_failures = [var.tenant_id]
}

run "a_secret_name_with_slashes_is_refused" {
  command = plan

  variables {
    secret_names = ["syndic/test/sessions"]
  }

  expect_failures = [var.secret_names]
}

run "a_short_deletion_window_is_refused" {
  command = plan

  variables {
    deletion_window_days = 7
  }

  expect_failures = [var.deletion_window_days]
}

run "keys_that_never_rotate_are_refused" {
  command = plan

  variables {
    key_rotation_days = 3650
  }

  expect_failures = [var.key_rotation_days]
}

run "a_workspace_by_name_is_refused" {
  command = plan

  variables {
    log_workspace_id = "logs"
  }

  expect_failures = [var.log_workspace_id]
}

run "missing_tags_are_refused" {
  command = plan

  variables {
    tags = {}
  }

  expect_failures = [var.tags]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
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

run "a_network_reaches_the_vault_by_a_private_address" {
  command = plan

  variables {
    private_endpoints = {
      runner = {
        subnet_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/runner"
        zone_id   = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"
      }
    }
  }

  assert {
    condition     = one(azurerm_private_endpoint.this["runner"].private_service_connection).subresource_names == tolist(["vault"])
    error_message = "The address leads to the vault."
  }
}

run "an_endpoint_by_names_is_refused" {
  command = plan

  variables {
    private_endpoints = { runner = { subnet_id = "runner", zone_id = "zone" } }
  }

  expect_failures = [var.private_endpoints]
}
