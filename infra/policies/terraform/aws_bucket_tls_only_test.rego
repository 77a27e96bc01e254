package syndic.policies.terraform.aws_bucket_tls_only_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_tls_only
import rego.v1

test_a_bucket_without_policy_violates if {
	found := aws_bucket_tls_only.findings with input as given.plan("aws_s3_bucket", {})
	given.violates(found)
}

test_a_policy_that_does_not_refuse_violates if {
	every policy in ["no JSON", json.marshal({"Statement": []}), json.marshal({"Statement": object.union(refusal, {"Effect": "Allow"})})] {
		found := aws_bucket_tls_only.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_policy", "bucket", {"policy": policy})
		given.violates(found)
	}
}

test_a_policy_that_refuses_passes if {
	policy := json.marshal({"Statement": [refusal]})
	found := aws_bucket_tls_only.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_policy", "bucket", {"policy": policy})
	count(found) == 0
}

test_a_policy_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_bucket_tls_only.findings with input as given.pair("aws_s3_bucket", "aws_s3_bucket_policy", "bucket", {"policy": unknown})
	given.undecided(found)
}

refusal := {
	"Effect": "Deny",
	"Principal": "*",
	"Action": "s3:*",
	"Resource": "*",
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
