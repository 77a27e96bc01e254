provider "aws" {
  region = "eu-central-1"
}

variables {
  name         = "syndic-test"
  secret_names = ["syndic/test/database-api", "syndic/test/sessions"]
  tags         = { owner = "platform", environment = "test" }
}

run "keys_rotate_and_can_be_called_back" {
  command = plan

  assert {
    condition     = toset(keys(aws_kms_key.this)) == toset(["backups", "cluster", "data", "logs", "secrets"])
    error_message = "Each kind of data has a key of its own."
  }

  assert {
    condition     = alltrue([for key in aws_kms_key.this : key.enable_key_rotation && key.deletion_window_in_days >= 14])
    error_message = "Every key rotates, and its deletion can be called back for two weeks."
  }

  assert {
    condition     = alltrue([for purpose, document in data.aws_iam_policy_document.keys : length(document.statement) == (purpose == "logs" ? 2 : 1)])
    error_message = "Only the key of the logs is open to CloudWatch Logs."
  }
}

run "secrets_have_names_and_no_values" {
  command = plan

  assert {
    condition     = toset(keys(aws_secretsmanager_secret.this)) == var.secret_names
    error_message = "Each name has a secret."
  }

  assert {
    condition     = output.references["syndic/test/sessions"] == "aws:syndic/test/sessions"
    error_message = "References are written as the environments' files write them."
  }
}

run "secrets_are_copied_to_other_regions" {
  command = plan

  variables {
    replica_regions = { eu-west-1 = "arn:aws:kms:eu-west-1:123456789012:key/secrets" }
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : one(secret.replica).region == "eu-west-1"])
    error_message = "Each secret is copied."
  }
}

run "a_replica_key_of_another_region_is_refused" {
  command = plan

  variables {
    replica_regions = { eu-west-1 = "arn:aws:kms:eu-central-1:123456789012:key/secrets" }
  }

  expect_failures = [var.replica_regions]
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
    key_rotation_days = 2560
  }

  expect_failures = [var.key_rotation_days]
}

run "a_bad_secret_name_is_refused" {
  command = plan

  variables {
    secret_names = ["Syndic Password"]
  }

  expect_failures = [var.secret_names]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "-"
  }

  expect_failures = [var.name]
}

run "a_missing_environment_is_refused" {
  command = plan

  variables {
    tags = { owner = "platform" }
  }

  expect_failures = [var.tags]
}
