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

test_where_balancers_write_access_logs_keys_of_s3_pass if {
	found := aws_bucket_customer_key.findings with input as logged_to(["aws_s3_bucket.example"])
	count(found) == 0
}

test_where_balancers_write_elsewhere_keys_of_s3_violate if {
	found := aws_bucket_customer_key.findings with input as logged_to(["aws_s3_bucket.other"])
	given.violates(found)
}

# A bucket with keys of S3's own, and a balancer that writes access logs.
logged_to(buckets) := given.plan_of([
	given.resource("aws_s3_bucket", {}),
	object.union(
		given.resource("aws_s3_bucket_server_side_encryption_configuration", {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}),
		{"targets": {"bucket": ["aws_s3_bucket.example"]}},
	),
	object.union(given.resource("aws_lb", {}), {"targets": {"access_logs": buckets}}),
])

test_a_bucket_of_another_store_passes if {
	bucket := object.union(given.resource("aws_s3_bucket", {}), {"outside_aws": true})
	found := aws_bucket_customer_key.findings with input as given.plan_of([bucket])
	count(found) == 0
}
