# Run with the variables of an environment: terraform test -var-file=environments/staging.tfvars.json
run "the_state_is_reached_from_the_runner_only" {
  command = plan

  assert {
    condition     = azurerm_private_endpoint.state.subnet_id == var.runner_subnet_id && azurerm_storage_container.state.container_access_type == "private"
    error_message = "The account has an address in the runner's network and no other."
  }
}

run "an_environment_in_capitals_is_refused" {
  command = plan

  variables {
    environment = "Staging"
  }

  expect_failures = [var.environment]
}

run "nobody_is_no_owner" {
  command = plan

  variables {
    owner = ""
  }

  expect_failures = [var.owner]
}

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
}

run "an_account_with_hyphens_is_refused" {
  command = plan

  variables {
    account_name = "syndic-state"
  }

  expect_failures = [var.account_name]
}

run "a_long_vault_name_is_refused" {
  command = plan

  variables {
    vault_name = "syndic-production-westeurope"
  }

  expect_failures = [var.vault_name]
}

run "a_subnet_by_its_name_is_refused" {
  command = plan

  variables {
    runner_subnet_id = "runners"
  }

  expect_failures = [var.runner_subnet_id]
}
