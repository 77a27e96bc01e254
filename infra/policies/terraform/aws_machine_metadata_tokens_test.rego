package syndic.policies.terraform.aws_machine_metadata_tokens_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_machine_metadata_tokens
import rego.v1

test_bad_values_violate if {
	every values in [
		{"metadata_options": [{"http_tokens": null}]},
		{"metadata_options": [{"http_tokens": "other"}]},
	] {
		found := aws_machine_metadata_tokens.findings with input as given.plan("aws_launch_template", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"metadata_options": [{"http_tokens": "required"}]}] {
		found := aws_machine_metadata_tokens.findings with input as given.plan("aws_launch_template", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"metadata_options": [{"http_tokens": unknown}]}] {
		found := aws_machine_metadata_tokens.findings with input as given.plan("aws_launch_template", values)
		given.undecided(found)
	}
}

test_aws_instance_is_judged_too if {
	found := aws_machine_metadata_tokens.findings with input as given.plan("aws_instance", {"metadata_options": [{"http_tokens": null}]})
	given.violates(found)
}
