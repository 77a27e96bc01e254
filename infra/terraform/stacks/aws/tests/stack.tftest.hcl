# Run with the variables of an environment: terraform test -var-file=environments/staging.tfvars.json
run "each_region_has_a_network_keys_and_buckets_of_its_own" {
  command = plan

  assert {
    condition     = length(module.network_standby) == local.standbys && length(module.secrets_standby) == local.standbys && length(module.object_storage_standby) == local.standbys
    error_message = "The second region has the shape of the first."
  }

  assert {
    condition     = length(output.object_store_urls) == 1 + local.standbys && length(distinct(values(output.object_store_urls))) == 1 + local.standbys
    error_message = "Each region keeps evidence in a bucket of its own."
  }

  assert {
    condition     = toset(keys(output.secret_references)) == var.secret_names
    error_message = "Every secret has a reference."
  }
}

run "a_second_region_doubles_the_shape" {
  command = plan

  variables {
    standby = { region = "eu-west-1", zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"], address_space = "10.11.0.0/16", buckets = { evidence = "syndic-test-eu-west-1", backups = "syndic-test-backups-eu-west-1" } }
  }

  assert {
    condition     = length(module.network_standby) == 1 && output.regions["standby"] == "eu-west-1"
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

run "a_region_by_its_place_is_refused" {
  command = plan

  variables {
    primary = { region = "Frankfurt", zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"], address_space = "10.10.0.0/16", buckets = { evidence = "syndic-test" } }
  }

  expect_failures = [var.primary]
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
    standby = { region = "eu-west-1", zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"], address_space = "10.11.0.0/16", buckets = { evidence = "syndic-test-eu-west-1", backups = "syndic-test-backups-eu-west-1" } }
  }

  assert {
    condition     = module.database_standby[0].administrator_secret_id == null && length(output.database_hosts) == 2
    error_message = "It has the administrator of the first, and a name of its own."
  }

  assert {
    condition     = contains(keys(module.backup[0].copy_vault_ids), "eu-west-1") && length(module.backup_standby[0].plan_ids) == 0
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
