package syndic.policies.terraform.aws_registry_scanned_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_registry_scanned
import rego.v1

test_a_repository_without_scans_violates if {
	every values in [{}, {"image_scanning_configuration": [{"scan_on_push": false}]}] {
		found := aws_registry_scanned.findings with input as given.plan("aws_ecr_repository", values)
		given.violates(found)
	}
}

test_a_repository_with_scans_passes if {
	found := aws_registry_scanned.findings with input as given.plan("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": true}]})
	count(found) == 0
}

test_scans_of_the_whole_registry_pass if {
	found := aws_registry_scanned.findings with input as given.strangers("aws_ecr_repository", "aws_ecr_registry_scanning_configuration", {})
	count(found) == 0
}

test_scans_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	found := aws_registry_scanned.findings with input as given.plan("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": unknown}]})
	given.undecided(found)
}
