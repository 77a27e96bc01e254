provider "aws" {
  region = "eu-central-1"
}

variables {
  name                      = "syndic-test"
  administrator_secret_name = "syndic/test/database-administrator"
  subnet_ids                = ["subnet-0a", "subnet-0b", "subnet-0c"]
  firewall_ids              = ["sg-0"]
  key_id                    = "arn:aws:kms:eu-central-1:123456789012:key/data"
  secret_key_id             = "arn:aws:kms:eu-central-1:123456789012:key/secrets"
  log_key_id                = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  tags                      = { owner = "platform", environment = "test" }
}

run "the_database_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = !aws_db_instance.this.publicly_accessible && aws_db_instance.this.storage_encrypted && aws_db_instance.this.kms_key_id == var.key_id
    error_message = "The internet does not reach it, and a key of ours encrypts it."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "rds.force_ssl"]) == "1"
    error_message = "Nobody connects in clear."
  }

  assert {
    condition     = aws_db_instance.this.ca_cert_identifier == "rds-ca-ecc384-g1" && aws_db_instance.this.iam_database_authentication_enabled
    error_message = "Its certificate is of a current authority, and identities can sign in."
  }
}

run "the_database_survives_a_zone_and_a_mistake" {
  command = plan

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot
    error_message = "It has a standby in another zone, and nobody deletes it by mistake."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period == 35 && aws_db_instance.this.delete_automated_backups == false
    error_message = "It can be restored to any moment of five weeks."
  }
}

run "no_password_is_planned" {
  command = plan

  assert {
    condition     = aws_db_instance.this.password == null && aws_db_instance.this.manage_master_user_password == null && aws_secretsmanager_secret_version.administrator[0].secret_string == null
    error_message = "The password is written and never kept."
  }

  assert {
    condition     = aws_db_instance.this.password_wo_version == aws_secretsmanager_secret_version.administrator[0].secret_string_wo_version
    error_message = "A new password reaches the store and the database in the same apply."
  }
}

run "statements_are_counted_and_their_values_are_not_logged" {
  command = plan

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "shared_preload_libraries"]) == "pg_stat_statements"
    error_message = "The dashboards read statistics of statements."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "log_parameter_max_length"]) == "0"
    error_message = "Values of parameters are not logged."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 90 && group.kms_key_id == var.log_key_id])
    error_message = "Logs are encrypted and end."
  }
}

run "a_copy_has_the_shape_of_its_source" {
  command = plan

  variables {
    source_instance = { id = "arn:aws:rds:eu-west-1:123456789012:db:syndic-test" }
  }

  assert {
    condition     = aws_db_instance.this.replicate_source_db == var.source_instance.id && aws_db_instance.this.multi_az && aws_db_instance.this.backup_retention_period == 35
    error_message = "It follows, has a standby of its own, and has backups from the minute of its promotion."
  }

  assert {
    condition     = length(aws_secretsmanager_secret.administrator) == 0 && output.administrator_secret_id == null
    error_message = "Its administrator is its source's."
  }
}

run "a_source_by_its_name_is_refused" {
  command = plan

  variables {
    source_instance = { id = "syndic-test" }
  }

  expect_failures = [var.source_instance]
}

run "a_burstable_machine_is_refused" {
  command = plan

  variables {
    instance_class = "db.t4g.micro"
  }

  expect_failures = [var.instance_class]
}

run "no_storage_is_refused" {
  command = plan

  variables {
    storage_gb = 5
  }

  expect_failures = [var.storage_gb]
}

run "storage_that_cannot_grow_is_refused" {
  command = plan

  variables {
    maximum_storage_gb = 100
  }

  expect_failures = [var.maximum_storage_gb]
}

run "one_subnet_is_refused" {
  command = plan

  variables {
    subnet_ids = ["subnet-0a"]
  }

  expect_failures = [var.subnet_ids]
}

run "no_firewall_is_refused" {
  command = plan

  variables {
    firewall_ids = []
  }

  expect_failures = [var.firewall_ids]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    key_id = "alias/syndic-test-data"
  }

  expect_failures = [var.key_id]
}

run "a_key_of_secrets_by_its_alias_is_refused" {
  command = plan

  variables {
    secret_key_id = "alias/syndic-test-secrets"
  }

  expect_failures = [var.secret_key_id]
}

run "a_key_of_logs_by_its_alias_is_refused" {
  command = plan

  variables {
    log_key_id = "alias/syndic-test-logs"
  }

  expect_failures = [var.log_key_id]
}

run "logs_kept_for_a_month_are_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "a_secret_in_capitals_is_refused" {
  command = plan

  variables {
    administrator_secret_name = "Administrator"
  }

  expect_failures = [var.administrator_secret_name]
}

run "an_old_version_of_postgresql_is_refused" {
  command = plan

  variables {
    engine_version = "12"
  }

  expect_failures = [var.engine_version]
}

run "a_minor_version_is_refused" {
  command = plan

  variables {
    engine_version = "17.2"
  }

  expect_failures = [var.engine_version]
}

run "a_database_of_postgresql_itself_is_refused" {
  command = plan

  variables {
    database_name = "postgres"
  }

  expect_failures = [var.database_name]
}

run "an_administrator_of_the_cloud_is_refused" {
  command = plan

  variables {
    administrator_name = "rdsadmin"
  }

  expect_failures = [var.administrator_name]
}

run "half_a_password_is_refused" {
  command = plan

  variables {
    administrator_password_version = 1.5
  }

  expect_failures = [var.administrator_password_version]
}

run "backups_for_three_days_are_refused" {
  command = plan

  variables {
    backup_retention_days = 3
  }

  expect_failures = [var.backup_retention_days]
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
