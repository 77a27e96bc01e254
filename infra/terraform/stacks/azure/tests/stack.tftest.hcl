# Run with the variables of an environment: terraform test -var-file=environments/staging.tfvars.json
run "each_region_has_a_network_and_keys_of_its_own" {
  command = plan

  assert {
    condition     = length(module.network_standby) == local.standbys && length(module.secrets_standby) == local.standbys && length(module.flow_logs_standby) == local.standbys
    error_message = "The second region has the shape of the first."
  }

  assert {
    condition     = length(output.object_store_urls) == 1 + local.standbys && length(azurerm_private_endpoint.objects) == 1 + local.standbys
    error_message = "The processes of each region reach the evidence by an address of their own network."
  }

  assert {
    condition     = toset(keys(output.secret_references)) == var.secret_names
    error_message = "Every secret has a reference."
  }
}

run "a_second_region_doubles_the_shape" {
  command = plan

  variables {
    standby = { location = "northeurope", address_space = "10.21.0.0/16", vault_name = "syndic-test-2", log_account_name = "syndictestflows2" }
  }

  assert {
    condition     = length(module.network_standby) == 1 && output.regions["standby"] == "northeurope"
    error_message = "The second region is made."
  }
}

run "a_region_twice_is_refused" {
  command = plan

  variables {
    standby = var.primary
  }

  expect_failures = [var.standby]
}

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    primary = { location = "West Europe", address_space = "10.20.0.0/16", vault_name = "syndic-test-1", log_account_name = "syndictestflows1" }
  }

  expect_failures = [var.primary]
}

run "an_account_with_hyphens_is_refused" {
  command = plan

  variables {
    account_name = "syndic-test"
  }

  expect_failures = [var.account_name]
}

run "containers_without_evidence_are_refused" {
  command = plan

  variables {
    containers = { backups = "backups" }
  }

  expect_failures = [var.containers]
}

run "a_runner_by_names_is_refused" {
  command = plan

  variables {
    runner = { subnet_id = "runners", zone_id = "zone" }
  }

  expect_failures = [var.runner]
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

run "no_secrets_are_refused" {
  command = plan

  variables {
    secret_names = []
  }

  expect_failures = [var.secret_names]
}

run "evidence_without_a_lock_is_refused" {
  command = plan

  variables {
    lock_days = { backups = 7, evidence = 0 }
  }

  expect_failures = [var.lock_days]
}

run "logs_kept_for_a_month_are_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "the_second_regions_database_follows_the_first_ones" {
  command = plan

  variables {
    standby = { location = "northeurope", address_space = "10.21.0.0/16", vault_name = "syndic-test-2", log_account_name = "syndictestflows2" }
  }

  assert {
    condition     = module.database_standby[0].administrator_secret_id == null && length(output.database_hosts) == 2
    error_message = "It has the administrator of the first, and a name of its own."
  }

  assert {
    condition     = keys(module.backup.plan_ids) == ["databases", "objects"]
    error_message = "Backups are kept in the second region as well."
  }
}

run "alarms_for_nobody_are_refused" {
  command = plan

  variables {
    alarm_mail_addresses = []
  }

  expect_failures = [var.alarm_mail_addresses]
}

run "a_secret_that_ends_on_a_day_without_a_time_is_refused" {
  command = plan

  variables {
    administrator_secret_expires = "2027-06-01"
  }

  expect_failures = [var.administrator_secret_expires]
}
