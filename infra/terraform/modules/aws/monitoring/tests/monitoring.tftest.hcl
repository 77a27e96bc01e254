provider "aws" {
  region = "eu-central-1"
}

variables {
  name           = "syndic-test"
  mail_addresses = ["platform@example.com"]
  log_key_id     = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  metrics_key_id = "arn:aws:kms:eu-central-1:123456789012:key/data"
  tags           = { owner = "platform", environment = "test" }

  databases = {
    platform = { identifier = "syndic-test" }
    copy     = { identifier = "syndic-test-copy", follows = true }
  }
}

run "each_database_is_watched_and_copies_for_following" {
  command = plan

  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.databases) == ["DatabaseDown/copy", "DatabaseDown/platform", "DatabaseSlow/copy", "DatabaseSlow/platform", "DiskNearlyFull/copy", "DiskNearlyFull/platform", "ReplicaDoesNotFollow/copy"]
    error_message = "Alarms are named after the alerts they stand for."
  }

  assert {
    condition     = alltrue([for alarm in merge(aws_cloudwatch_metric_alarm.databases, { errors = aws_cloudwatch_metric_alarm.errors }) : length(alarm.alarm_actions) == 1 && length(alarm.ok_actions) == 1])
    error_message = "Somebody is told of each, and of its end."
  }
}

run "silence_is_an_alarm_where_it_means_something" {
  command = plan

  assert {
    condition     = alltrue([for name, alarm in aws_cloudwatch_metric_alarm.databases : (alarm.treat_missing_data == "breaching") == (startswith(name, "DatabaseDown") || startswith(name, "ReplicaDoesNotFollow"))])
    error_message = "A database or a copy that tells nothing is gone."
  }
}

run "cloudwatch_may_use_the_key_of_notifications" {
  command = plan

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.key.statement : one(statement.principals).identifiers if statement.sid == "Alarms"]) == toset(["cloudwatch.amazonaws.com"])
    error_message = "Otherwise notifications are lost and nobody is told."
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "The key rotates."
  }
}

run "logs_are_encrypted_and_end" {
  command = plan

  assert {
    condition     = toset(keys(aws_cloudwatch_log_group.this)) == var.process_names && alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == var.log_key_id && group.retention_in_days == 90])
    error_message = "Each process has a group."
  }

  assert {
    condition     = aws_prometheus_workspace.this.kms_key_arn == var.metrics_key_id
    error_message = "Metrics are encrypted."
  }
}

run "a_database_by_its_arn_is_refused" {
  command = plan

  variables {
    databases = { platform = { identifier = "arn:aws:rds:eu-central-1:123456789012:db:syndic" } }
  }

  expect_failures = [var.databases]
}

run "a_key_of_logs_by_its_alias_is_refused" {
  command = plan

  variables {
    log_key_id = "alias/logs"
  }

  expect_failures = [var.log_key_id]
}

run "a_key_of_metrics_by_its_alias_is_refused" {
  command = plan

  variables {
    metrics_key_id = "alias/data"
  }

  expect_failures = [var.metrics_key_id]
}

run "logs_kept_for_a_month_are_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
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
