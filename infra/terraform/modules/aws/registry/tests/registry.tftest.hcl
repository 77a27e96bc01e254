provider "aws" {
  region = "eu-central-1"
}

variables {
  name        = "syndic"
  image_names = ["syndic-server", "syndic-worker"]
  key_id      = "arn:aws:kms:eu-central-1:123456789012:key/data"
  tags        = { owner = "platform", environment = "test" }
}

run "a_tag_always_means_the_same_image" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE" && !repository.force_delete])
    error_message = "Nobody moves a tag or deletes a repository that holds images."
  }
}

run "images_are_scanned_and_encrypted" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : one(repository.image_scanning_configuration).scan_on_push && one(repository.encryption_configuration).kms_key == var.key_id])
    error_message = "Every image is scanned, and a key of ours encrypts it."
  }
}

run "only_images_without_a_tag_end" {
  command = plan

  assert {
    condition     = alltrue([for policy in aws_ecr_lifecycle_policy.this : jsondecode(policy.policy).rules[*].selection.tagStatus == ["untagged"]])
    error_message = "What was released can be gone back to."
  }
}

run "images_are_copied_to_other_regions" {
  command = plan

  variables {
    copy_regions = ["eu-west-1"]
  }

  assert {
    condition     = one(one(aws_ecr_replication_configuration.this[0].replication_configuration).rule[0].destination).region == "eu-west-1"
    error_message = "They are copied."
  }

  assert {
    condition     = one(one(aws_ecr_replication_configuration.this[0].replication_configuration).rule[0].repository_filter).filter == "syndic/"
    error_message = "Other repositories of the account are not."
  }
}

run "without_copies_the_account_is_left_alone" {
  command = plan

  assert {
    condition     = length(aws_ecr_replication_configuration.this) == 0
    error_message = "An account has one such configuration."
  }
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    key_id = "alias/syndic-data"
  }

  expect_failures = [var.key_id]
}

run "a_region_by_its_place_is_refused" {
  command = plan

  variables {
    copy_regions = ["Ireland"]
  }

  expect_failures = [var.copy_regions]
}

run "an_image_in_capitals_is_refused" {
  command = plan

  variables {
    image_names = ["Server"]
  }

  expect_failures = [var.image_names]
}

run "no_images_are_refused" {
  command = plan

  variables {
    image_names = []
  }

  expect_failures = [var.image_names]
}

run "untagged_images_kept_for_ever_are_refused" {
  command = plan

  variables {
    untagged_days = 0
  }

  expect_failures = [var.untagged_days]
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
