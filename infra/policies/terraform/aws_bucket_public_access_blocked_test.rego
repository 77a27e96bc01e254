package syndic.policies.terraform.aws_bucket_public_access_blocked_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_public_access_blocked
import rego.v1

test_alone_violates if {
	found := aws_bucket_public_access_blocked.findings with input as given.plan("aws_s3_bucket", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := aws_bucket_public_access_blocked.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_public_access_block", "bucket", {"block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := aws_bucket_public_access_blocked.findings with input as given.strangers("aws_s3_bucket", "aws_s3_bucket_public_access_block", {"block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true})
	given.violates(found)
}

test_a_companion_with_bad_values_violates if {
	found := aws_bucket_public_access_blocked.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_public_access_block", "bucket", {})
	given.violates(found)
}

test_a_companion_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_bucket_public_access_blocked.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_public_access_block", "bucket", {"block_public_acls": unknown, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true})
	given.undecided(found)
}

test_a_bucket_of_another_store_passes if {
	bucket := object.union(given.resource("aws_s3_bucket", {}), {"outside_aws": true})
	found := aws_bucket_public_access_blocked.findings with input as given.plan_of([bucket])
	count(found) == 0
}
