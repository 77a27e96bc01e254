package syndic.policies.terraform.aws_key_rotated_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_key_rotated
import rego.v1

test_a_key_that_is_not_rotated_violates if {
	every values in [{}, {"enable_key_rotation": false}] {
		found := aws_key_rotated.findings with input as given.plan("aws_kms_key", values)
		given.violates(found)
	}
}

test_a_rotated_key_passes if {
	found := aws_key_rotated.findings with input as given.plan("aws_kms_key", {"enable_key_rotation": true})
	count(found) == 0
}

test_an_asymmetric_key_passes_because_aws_rotates_none if {
	found := aws_key_rotated.findings with input as given.plan("aws_kms_key", {"customer_master_key_spec": "RSA_4096"})
	count(found) == 0
}

test_rotation_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_key_rotated.findings with input as given.plan("aws_kms_key", {"enable_key_rotation": unknown})
	given.undecided(found)
}
