provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  mail_addresses      = ["platform@example.com"]
  log_workspace_id    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  tags                = { owner = "platform", environment = "test" }

  databases = {
    platform = { server_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforPostgreSQL/flexibleServers/syndic-test" }
    copy     = { server_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforPostgreSQL/flexibleServers/syndic-test-copy", follows = true }
  }
}

run "each_database_is_watched_and_copies_for_following" {
  command = plan

  assert {
    condition     = keys(azurerm_monitor_metric_alert.databases) == ["DatabaseDown/copy", "DatabaseDown/platform", "DatabaseSlow/copy", "DatabaseSlow/platform", "DiskNearlyFull/copy", "DiskNearlyFull/platform", "ReplicaDoesNotFollow/copy"]
    error_message = "Alarms are named after the alerts they stand for."
  }

  assert {
    condition     = alltrue([for alarm in azurerm_monitor_metric_alert.databases : length(alarm.action) == 1 && alarm.auto_mitigate])
    error_message = "Somebody is told of each, and of its end."
  }
}

run "people_are_told" {
  command = plan

  assert {
    condition     = one(azurerm_monitor_action_group.this.email_receiver).email_address == "platform@example.com"
    error_message = "Each has a mail address."
  }

  assert {
    condition     = azurerm_monitor_workspace.this.public_network_access_enabled == false
    error_message = "The internet does not read metrics."
  }
}

run "errors_of_five_minutes_are_counted" {
  command = plan

  assert {
    condition     = one(azurerm_monitor_scheduled_query_rules_alert_v2.errors.criteria).threshold == 50
    error_message = "Ten a minute, for five minutes."
  }
}

run "a_server_by_its_name_is_refused" {
  command = plan

  variables {
    databases = { platform = { server_id = "syndic-test" } }
  }

  expect_failures = [var.databases]
}

run "a_full_disk_as_threshold_is_refused" {
  command = plan

  variables {
    disk_percent = 100
  }

  expect_failures = [var.disk_percent]
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

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
}

run "no_processes_are_refused" {
  command = plan

  variables {
    process_names = []
  }

  expect_failures = [var.process_names]
}

run "alarms_for_nobody_are_refused" {
  command = plan

  variables {
    mail_addresses = []
  }

  expect_failures = [var.mail_addresses]
}

run "a_name_instead_of_an_address_is_refused" {
  command = plan

  variables {
    mail_addresses = ["platform"]
  }

  expect_failures = [var.mail_addresses]
}

run "a_copy_that_never_lags_is_refused" {
  command = plan

  variables {
    replication_lag_seconds = 0
  }

  expect_failures = [var.replication_lag_seconds]
}

run "an_alarm_for_every_error_is_refused" {
  command = plan

  variables {
    errors_per_minute = 0
  }

  expect_failures = [var.errors_per_minute]
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
