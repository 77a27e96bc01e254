provider "azurerm" {
  features {}
}

variables {
  name                = "syndic"
  registry_name       = "syndictest"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  key_id              = "https://syndic-test.vault.azure.net/keys/data"
  key_vault_id        = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test"
  log_workspace_id    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  tags                = { owner = "platform", environment = "test" }
}

run "the_registry_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = azurerm_container_registry.this.public_network_access_enabled == false && !azurerm_container_registry.this.admin_enabled && !azurerm_container_registry.this.anonymous_pull_enabled
    error_message = "The internet does not reach it, and nobody uses it without a name."
  }

  assert {
    condition     = azurerm_container_registry.this.encryption[0].key_vault_key_id == var.key_id
    error_message = "A key of ours encrypts images."
  }

  assert {
    condition     = azurerm_role_assignment.key.scope == "${var.key_vault_id}/keys/data"
    error_message = "The registry may use no other key of the vault."
  }
}

run "images_are_copied_to_other_regions" {
  command = plan

  variables {
    copy_regions = ["northeurope"]
  }

  assert {
    condition     = one(azurerm_container_registry.this.georeplications).location == "northeurope" && one(azurerm_container_registry.this.georeplications).zone_redundancy_enabled
    error_message = "The copy survives a zone as well."
  }
}

run "images_are_scanned_once_for_a_subscription" {
  command = plan

  variables {
    scans_subscription = false
  }

  assert {
    condition     = length(azurerm_security_center_subscription_pricing.this) == 0
    error_message = "Another registry switches it on."
  }
}

run "a_network_reaches_the_registry_by_a_private_address" {
  command = plan

  variables {
    private_endpoints = {
      network = {
        location  = "westeurope"
        subnet_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
        zone_id   = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"
      }
    }
  }

  assert {
    condition     = one(azurerm_private_endpoint.this["network"].private_service_connection).subresource_names == tolist(["registry"])
    error_message = "The address leads to the registry."
  }
}

run "a_registry_with_hyphens_is_refused" {
  command = plan

  variables {
    registry_name = "syndic-test"
  }

  expect_failures = [var.registry_name]
}

run "a_key_by_its_name_is_refused" {
  command = plan

  variables {
    key_id = "data"
  }

  expect_failures = [var.key_id]
}

run "a_vault_by_its_name_is_refused" {
  command = plan

  variables {
    key_vault_id = "syndic-test"
  }

  expect_failures = [var.key_vault_id]
}

run "a_copy_in_the_same_region_is_refused" {
  command = plan

  variables {
    copy_regions = ["westeurope"]
  }

  expect_failures = [var.copy_regions]
}

run "a_workspace_by_name_is_refused" {
  command = plan

  variables {
    log_workspace_id = "logs"
  }

  expect_failures = [var.log_workspace_id]
}

run "an_endpoint_by_names_is_refused" {
  command = plan

  variables {
    private_endpoints = { network = { location = "westeurope", subnet_id = "endpoints", zone_id = "zone" } }
  }

  expect_failures = [var.private_endpoints]
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

run "an_image_in_capitals_is_refused" {
  command = plan

  variables {
    image_names = ["Server"]
  }

  expect_failures = [var.image_names]
}

run "no_images_are_refused" {
  command = plan

  variables {
    image_names = []
  }

  expect_failures = [var.image_names]
}

run "untagged_images_kept_for_ever_are_refused" {
  command = plan

  variables {
    untagged_days = 0
  }

  expect_failures = [var.untagged_days]
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
