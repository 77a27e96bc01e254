package syndic.policies.terraform.aws_bucket_no_public_acl_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_no_public_acl
import rego.v1

test_bad_values_violate if {
	every values in [{"acl": "public-read"}, {"acl": "public-read-write"}, {"acl": "authenticated-read"}] {
		found := aws_bucket_no_public_acl.findings with input as given.plan("aws_s3_bucket_acl", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"acl": "private"}, {"acl": null}] {
		found := aws_bucket_no_public_acl.findings with input as given.plan("aws_s3_bucket_acl", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"acl": unknown}] {
		found := aws_bucket_no_public_acl.findings with input as given.plan("aws_s3_bucket_acl", values)
		given.undecided(found)
	}
}
