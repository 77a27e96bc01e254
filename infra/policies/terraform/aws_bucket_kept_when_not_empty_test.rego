package syndic.policies.terraform.aws_bucket_kept_when_not_empty_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_bucket_kept_when_not_empty
import rego.v1

test_bad_values_violate if {
	every values in [{"force_destroy": true}] {
		found := aws_bucket_kept_when_not_empty.findings with input as given.plan("aws_s3_bucket", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"force_destroy": false}] {
		found := aws_bucket_kept_when_not_empty.findings with input as given.plan("aws_s3_bucket", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"force_destroy": unknown}] {
		found := aws_bucket_kept_when_not_empty.findings with input as given.plan("aws_s3_bucket", values)
		given.undecided(found)
	}
}
