package syndic.policies.terraform.aws_trail_complete_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_trail_complete
import rego.v1

test_bad_values_violate if {
	every values in [
		{"is_multi_region_trail": null, "enable_log_file_validation": true, "kms_key_id": "given"},
		{"is_multi_region_trail": false, "enable_log_file_validation": true, "kms_key_id": "given"},
		{"is_multi_region_trail": true, "enable_log_file_validation": null, "kms_key_id": "given"},
		{"is_multi_region_trail": true, "enable_log_file_validation": false, "kms_key_id": "given"},
		{"is_multi_region_trail": true, "enable_log_file_validation": true, "kms_key_id": null},
		{"is_multi_region_trail": true, "enable_log_file_validation": true, "kms_key_id": ""},
	] {
		found := aws_trail_complete.findings with input as given.plan("aws_cloudtrail", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [
		{"is_multi_region_trail": true, "enable_log_file_validation": true, "kms_key_id": "given"},
	] {
		found := aws_trail_complete.findings with input as given.plan("aws_cloudtrail", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [
		{"is_multi_region_trail": unknown, "enable_log_file_validation": true, "kms_key_id": "given"},
		{"is_multi_region_trail": true, "enable_log_file_validation": unknown, "kms_key_id": "given"},
	] {
		found := aws_trail_complete.findings with input as given.plan("aws_cloudtrail", values)
		given.undecided(found)
	}
}
