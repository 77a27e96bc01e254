package syndic.policies.terraform.aws_bucket_locked_by_default_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_locked_by_default
import rego.v1

test_a_bucket_without_default_retention_violates if {
	found := aws_bucket_locked_by_default.findings with input as given.plan("aws_s3_bucket", {"object_lock_enabled": true})
	given.violates(found)
}

test_a_bucket_without_lock_passes if {
	found := aws_bucket_locked_by_default.findings with input as given.plan("aws_s3_bucket", {"object_lock_enabled": false})
	count(found) == 0
}

test_a_lock_without_mode_violates if {
	found := aws_bucket_locked_by_default.findings with input as given.plan("aws_s3_bucket_object_lock_configuration", {"rule": []})
	given.violates(found)
}

test_a_lock_with_retention_passes if {
	found := aws_bucket_locked_by_default.findings with input as given.plan_of([
		object.union(given.resource("aws_s3_bucket", {}), {"values": {"object_lock_enabled": true}}),
		object.union(
			given.resource("aws_s3_bucket_object_lock_configuration", {"rule": [{"default_retention": [{"mode": "COMPLIANCE"}]}]}),
			{"targets": {"bucket": ["aws_s3_bucket.example"]}},
		),
	])
	count(found) == 0
}

test_a_mode_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_bucket_locked_by_default.findings with input as given.plan(
		"aws_s3_bucket_object_lock_configuration", {"rule": [{"default_retention": [{"mode": unknown}]}]},
	)
	given.undecided(found)
}
