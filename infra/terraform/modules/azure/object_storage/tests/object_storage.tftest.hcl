provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  account_name        = "syndictest"
  key_id              = "https://syndic-test.vault.azure.net/keys/syndic-test-data"
  key_vault_id        = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test"
  buckets             = { evidence = { name = "evidence", lock_days = 30 } }
  tags                = { owner = "platform", environment = "test" }
}

run "nothing_is_public_or_in_clear" {
  command = plan

  assert {
    condition     = azurerm_storage_account.this.public_network_access_enabled == false && azurerm_storage_account.this.allow_nested_items_to_be_public == false && azurerm_storage_container.this["evidence"].container_access_type == "private"
    error_message = "The internet reads nothing."
  }

  assert {
    condition     = azurerm_storage_account.this.shared_access_key_enabled == false && azurerm_storage_account.this.local_user_enabled == false
    error_message = "Identities sign in; there is no key to lose."
  }

  assert {
    condition     = azurerm_storage_account.this.min_tls_version == "TLS1_2" && azurerm_storage_account.this.https_traffic_only_enabled
    error_message = "Connections are encrypted."
  }
}

run "objects_are_encrypted_versioned_and_locked" {
  command = plan

  assert {
    condition     = one(azurerm_storage_account.this.customer_managed_key).key_vault_key_id == var.key_id && one(azurerm_storage_account.this.blob_properties).versioning_enabled
    error_message = "Objects are encrypted with the given key, and versions are kept."
  }

  assert {
    condition     = azurerm_storage_container_immutability_policy.this["evidence"].locked && azurerm_storage_container_immutability_policy.this["evidence"].immutability_period_in_days == 30
    error_message = "Nobody deletes a locked object."
  }

  assert {
    condition     = one(one(one(azurerm_storage_management_policy.this.rule).actions).version).delete_after_days_since_creation == 120
    error_message = "Old versions are deleted after their lock, not before."
  }
}

run "the_account_may_use_one_key_only" {
  command = plan

  assert {
    condition     = azurerm_role_assignment.key.scope == "${var.key_vault_id}/keys/syndic-test-data"
    error_message = "The role is granted on the key, not on the vault."
  }
}

run "urls_are_those_of_the_setting" {
  command = plan

  assert {
    condition     = output.urls["evidence"] == "az://evidence"
    error_message = "OBJECT_STORE_URL can be set to it."
  }
}

run "a_key_with_a_version_is_refused" {
  command = plan

  variables {
    key_id = "https://syndic-test.vault.azure.net/keys/syndic-test-data/0123456789abcdef"
  }

  expect_failures = [var.key_id]
}

run "a_vault_by_name_is_refused" {
  command = plan

  variables {
    key_vault_id = "syndic-test"
  }

  expect_failures = [var.key_vault_id]
}

run "one_data_centre_is_refused" {
  command = plan

  variables {
    replication = "LRS"
  }

  expect_failures = [var.replication]
}

run "unlocked_containers_are_refused" {
  command = plan

  variables {
    buckets = { evidence = { name = "evidence", lock_days = 0 } }
  }

  expect_failures = [var.buckets]
}

run "a_bad_account_name_is_refused" {
  command = plan

  variables {
    account_name = "syndic-test"
  }

  expect_failures = [var.account_name]
}

run "old_versions_kept_for_a_day_are_refused" {
  command = plan

  variables {
    old_version_days = 1
  }

  expect_failures = [var.old_version_days]
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
