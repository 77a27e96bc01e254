package syndic.policies.terraform.aws_file_system_encrypted_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_file_system_encrypted
import rego.v1

test_bad_values_violate if {
	every values in [{"encrypted": null}, {"encrypted": false}] {
		found := aws_file_system_encrypted.findings with input as given.plan("aws_efs_file_system", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"encrypted": true}] {
		found := aws_file_system_encrypted.findings with input as given.plan("aws_efs_file_system", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"encrypted": unknown}] {
		found := aws_file_system_encrypted.findings with input as given.plan("aws_efs_file_system", values)
		given.undecided(found)
	}
}

test_aws_ebs_volume_is_judged_too if {
	found := aws_file_system_encrypted.findings with input as given.plan("aws_ebs_volume", {"encrypted": null})
	given.violates(found)
}
