# What the variables refuse. Run with those of an environment: terraform test -var-file=environments/staging.tfvars.json
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
    runner = { subnet_id = "runners", zone_id = "zone", registry_zone_id = "zone" }
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

run "a_version_that_no_manifest_is_validated_against_is_refused" {
  command = plan

  variables {
    kubernetes_version = "1.20"
  }

  expect_failures = [var.kubernetes_version]
}

run "a_process_without_secrets_is_refused" {
  command = plan

  variables {
    process_secrets = { server = var.secret_names }
  }

  expect_failures = [var.process_secrets]
}

run "a_secret_of_nobody_is_refused" {
  command = plan

  variables {
    process_secrets = { cron = ["elsewhere"], migrate = ["elsewhere"], operations = ["elsewhere"], server = ["elsewhere"], worker = ["elsewhere"] }
  }

  expect_failures = [var.process_secrets]
}

run "every_branch_as_the_pipeline_is_refused" {
  command = plan

  variables {
    pipeline = { issuer = "https://token.actions.githubusercontent.com", subject = "repo:acme/*", operations_subject = "repo:acme/syndic:environment:test-operations" }
  }

  expect_failures = [var.pipeline]
}

run "a_pattern_of_scheduled_pipelines_is_refused" {
  command = plan

  variables {
    pipeline = { issuer = "https://token.actions.githubusercontent.com", subject = "repo:acme/syndic:environment:test", operations_subject = "repo:acme/*" }
  }

  expect_failures = [var.pipeline]
}

run "a_host_without_a_domain_is_refused" {
  command = plan

  variables {
    host_name = "syndic"
  }

  expect_failures = [var.host_name]
}

run "one_node_is_refused" {
  command = plan

  variables {
    nodes = { machine = "Standard_D4ds_v5", minimum = 1, maximum = 2 }
  }

  expect_failures = [var.nodes]
}

run "clusters_without_administrators_are_refused" {
  command = plan

  variables {
    administrator_ids = []
  }

  expect_failures = [var.administrator_ids]
}

run "a_zone_of_another_name_is_refused" {
  command = plan

  variables {
    public_zone = { id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/dnsZones/example.org", name = "example.org", resource_group_name = "r" }
  }

  expect_failures = [var.public_zone]
}

run "a_registry_with_hyphens_is_refused" {
  command = plan

  variables {
    registry_name = "syndic-test"
  }

  expect_failures = [var.registry_name]
}
