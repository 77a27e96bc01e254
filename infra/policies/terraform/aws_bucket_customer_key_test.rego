package syndic.policies.terraform.aws_bucket_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_customer_key
import rego.v1

test_alone_violates if {
	found := aws_bucket_customer_key.findings with input as given.plan("aws_s3_bucket", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := aws_bucket_customer_key.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration", "bucket", {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms", "kms_master_key_id": "given"}]}]})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := aws_bucket_customer_key.findings with input as given.strangers("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration", {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms", "kms_master_key_id": "given"}]}]})
	given.violates(found)
}

test_a_companion_with_bad_values_violates if {
	found := aws_bucket_customer_key.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration", "bucket", {})
	given.violates(found)
}

test_a_companion_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_bucket_customer_key.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration", "bucket", {"rule": unknown})
	given.undecided(found)
}
