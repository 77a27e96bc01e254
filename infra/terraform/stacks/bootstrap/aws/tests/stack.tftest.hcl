# Run with the variables of an environment: terraform test -var-file=environments/staging.tfvars.json
run "the_state_is_locked_and_encrypted_with_a_key_of_its_own" {
  command = plan

  assert {
    condition     = aws_kms_key.state.enable_key_rotation && output.state_place == var.state_bucket_name
    error_message = "The backend finds the bucket, and the key rotates."
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

run "a_region_by_its_place_is_refused" {
  command = plan

  variables {
    region = "Frankfurt"
  }

  expect_failures = [var.region]
}

run "a_bucket_in_capitals_is_refused" {
  command = plan

  variables {
    state_bucket_name = "State"
  }

  expect_failures = [var.state_bucket_name]
}

run "a_lock_of_a_day_is_refused" {
  command = plan

  variables {
    lock_days = 1
  }

  expect_failures = [var.lock_days]
}
