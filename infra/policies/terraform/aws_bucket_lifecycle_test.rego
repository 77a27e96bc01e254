package syndic.policies.terraform.aws_bucket_lifecycle_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_bucket_lifecycle
import rego.v1

test_alone_violates if {
	found := aws_bucket_lifecycle.findings with input as given.plan("aws_s3_bucket", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := aws_bucket_lifecycle.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_lifecycle_configuration", "bucket", {})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := aws_bucket_lifecycle.findings with input as given.strangers("aws_s3_bucket", "aws_s3_bucket_lifecycle_configuration", {})
	given.violates(found)
}
