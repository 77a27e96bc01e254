package syndic.policies.terraform.aws_bucket_versioned_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_versioned
import rego.v1

test_alone_violates if {
	found := aws_bucket_versioned.findings with input as given.plan("aws_s3_bucket", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := aws_bucket_versioned.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_versioning", "bucket", {"versioning_configuration": [{"status": "Enabled"}]})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := aws_bucket_versioned.findings with input as given.strangers("aws_s3_bucket", "aws_s3_bucket_versioning", {"versioning_configuration": [{"status": "Enabled"}]})
	given.violates(found)
}

test_a_companion_with_bad_values_violates if {
	found := aws_bucket_versioned.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_versioning", "bucket", {})
	given.violates(found)
}

test_a_companion_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_bucket_versioned.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_versioning", "bucket", {"versioning_configuration": unknown})
	given.undecided(found)
}
