provider "aws" {
  region = "eu-central-1"
}

variables {
  name    = "syndic-test"
  key_id  = "arn:aws:kms:eu-central-1:123456789012:key/data"
  buckets = { evidence = { name = "syndic-test-eu-central-1", lock_days = 30 } }
  tags    = { owner = "platform", environment = "test" }
}

run "objects_are_encrypted_versioned_and_locked" {
  command = plan

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this["evidence"].rule).apply_server_side_encryption_by_default).kms_master_key_id == var.key_id
    error_message = "Objects are encrypted with the given key."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this["evidence"].versioning_configuration[0].status == "Enabled"
    error_message = "Versions are kept."
  }

  assert {
    condition     = aws_s3_bucket_object_lock_configuration.this["evidence"].rule[0].default_retention[0].mode == "COMPLIANCE" && aws_s3_bucket_object_lock_configuration.this["evidence"].rule[0].default_retention[0].days == 30
    error_message = "Nobody deletes a locked object."
  }
}

run "nothing_is_public_or_in_clear" {
  command = plan

  assert {
    condition = alltrue([
      for block in aws_s3_bucket_public_access_block.this :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "No bucket can be made public."
  }

  assert {
    condition     = one(data.aws_iam_policy_document.this["evidence"].statement).effect == "Deny" && one(one(data.aws_iam_policy_document.this["evidence"].statement).condition).variable == "aws:SecureTransport"
    error_message = "Requests without TLS are refused."
  }
}

run "urls_are_those_of_the_setting" {
  command = plan

  assert {
    condition     = output.urls["evidence"] == "s3://syndic-test-eu-central-1"
    error_message = "OBJECT_STORE_URL can be set to it."
  }
}

run "deletions_are_not_copied" {
  command = plan

  variables {
    replicas = { evidence = { bucket_name = "syndic-test-eu-west-1", key_id = "arn:aws:kms:eu-west-1:123456789012:key/data" } }
  }

  assert {
    condition     = aws_s3_bucket_replication_configuration.this["evidence"].rule[0].delete_marker_replication[0].status == "Disabled"
    error_message = "A deletion in one region leaves the copy."
  }

  assert {
    condition     = aws_s3_bucket_replication_configuration.this["evidence"].rule[0].destination[0].encryption_configuration[0].replica_kms_key_id == "arn:aws:kms:eu-west-1:123456789012:key/data"
    error_message = "The copy is encrypted with the other region's key."
  }
}

run "a_region_that_stands_by_may_copy_and_does_not" {
  command = plan

  variables {
    replicas = { evidence = { bucket_name = "syndic-test-eu-west-1", key_id = "arn:aws:kms:eu-west-1:123456789012:key/data" } }
    copies   = false
  }

  assert {
    condition     = length(aws_s3_bucket_replication_configuration.this) == 0 && aws_iam_role.replication[0].name == "syndic-test-copies-eu-central-1"
    error_message = "Its role is there under the name that a failover knows."
  }
}

run "a_copy_of_an_unknown_bucket_is_refused" {
  command = plan

  variables {
    replicas = { other = { bucket_name = "syndic-test-eu-west-1", key_id = "arn:aws:kms:eu-west-1:123456789012:key/data" } }
  }

  expect_failures = [var.replicas]
}

run "unlocked_buckets_are_refused" {
  command = plan

  variables {
    buckets = { evidence = { name = "syndic-test", lock_days = 0 } }
  }

  expect_failures = [var.buckets]
}

run "an_unknown_lock_mode_is_refused" {
  command = plan

  variables {
    lock_mode = "NONE"
  }

  expect_failures = [var.lock_mode]
}

run "old_versions_kept_for_a_day_are_refused" {
  command = plan

  variables {
    old_version_days = 1
  }

  expect_failures = [var.old_version_days]
}

run "a_key_that_is_no_arn_is_refused" {
  command = plan

  variables {
    key_id = "alias/data"
  }

  expect_failures = [var.key_id]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "S"
  }

  expect_failures = [var.name]
}

run "missing_tags_are_refused" {
  command = plan

  variables {
    tags = {}
  }

  expect_failures = [var.tags]
}
