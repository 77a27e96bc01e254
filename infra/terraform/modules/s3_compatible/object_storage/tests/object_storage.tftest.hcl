provider "aws" {
  region                      = "us-east-1"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true

  endpoints {
    s3 = "https://minio.example.com:9000"
  }
}

variables {
  endpoint = "https://minio.example.com:9000"
  buckets  = { evidence = { name = "syndic-test", lock_days = 30 }, backups = { name = "syndic-test-backups", lock_days = 7 } }
  tags     = { owner = "platform", environment = "test" }
}

run "what_is_written_stays" {
  command = plan

  assert {
    condition     = alltrue([for bucket in aws_s3_bucket.this : bucket.object_lock_enabled]) && alltrue([for versions in aws_s3_bucket_versioning.this : one(versions.versioning_configuration).status == "Enabled"])
    error_message = "Every bucket keeps versions and can lock them."
  }

  assert {
    condition     = { for held, lock in aws_s3_bucket_object_lock_configuration.this : held => one(one(lock.rule).default_retention).days } == { backups = 7, evidence = 30 }
    error_message = "Nobody deletes an object before its time."
  }
}

run "what_was_replaced_ends" {
  command = plan

  assert {
    condition     = alltrue([for configuration in aws_s3_bucket_lifecycle_configuration.this : one(configuration.rule[0].noncurrent_version_expiration).noncurrent_days == 90])
    error_message = "After ninety days beyond its lock."
  }

  assert {
    condition     = alltrue([for configuration in aws_s3_bucket_lifecycle_configuration.this : length(configuration.rule[0].abort_incomplete_multipart_upload) == 0])
    error_message = "MinIO knows no such rule, and Terraform would wait for it without end."
  }
}

run "nobody_reads_in_clear" {
  command = plan

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.this : strcontains(document.json, "aws:SecureTransport")])
    error_message = "Requests without TLS are refused."
  }
}

run "settings_are_written_as_environments_write_them" {
  command = plan

  assert {
    condition     = output.urls["evidence"] == "s3://syndic-test" && output.endpoint == "https://minio.example.com:9000"
    error_message = "OBJECT_STORE_URL and OBJECT_STORE_ENDPOINT can be set to them."
  }
}

run "a_store_without_keys_is_not_asked_to_use_them" {
  command = plan

  variables {
    encrypts_objects = false
  }

  assert {
    condition     = length(aws_s3_bucket_server_side_encryption_configuration.this) == 0
    error_message = "It would refuse."
  }
}

run "a_store_in_clear_is_refused" {
  command = plan

  variables {
    endpoint = "http://minio.example.com:9000"
  }

  expect_failures = [var.endpoint]
}

run "a_bucket_in_capitals_is_refused" {
  command = plan

  variables {
    buckets = { evidence = { name = "Syndic", lock_days = 30 } }
  }

  expect_failures = [var.buckets]
}

run "evidence_without_a_lock_is_refused" {
  command = plan

  variables {
    buckets = { evidence = { name = "syndic-test", lock_days = 0 } }
  }

  expect_failures = [var.buckets]
}

run "two_buckets_of_one_name_are_refused" {
  command = plan

  variables {
    buckets = { evidence = { name = "syndic-test", lock_days = 30 }, backups = { name = "syndic-test", lock_days = 7 } }
  }

  expect_failures = [var.buckets]
}

run "an_unknown_mode_of_locks_is_refused" {
  command = plan

  variables {
    lock_mode = "NONE"
  }

  expect_failures = [var.lock_mode]
}

run "versions_that_end_within_a_day_are_refused" {
  command = plan

  variables {
    old_version_days = 1
  }

  expect_failures = [var.old_version_days]
}

run "a_missing_owner_is_refused" {
  command = plan

  variables {
    tags = { environment = "test" }
  }

  expect_failures = [var.tags]
}
