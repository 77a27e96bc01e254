package syndic.policies.terraform.aws_registry_immutable_tags_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_registry_immutable_tags
import rego.v1

test_bad_values_violate if {
	every values in [{"image_tag_mutability": null}, {"image_tag_mutability": "other"}] {
		found := aws_registry_immutable_tags.findings with input as given.plan("aws_ecr_repository", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"image_tag_mutability": "IMMUTABLE"}] {
		found := aws_registry_immutable_tags.findings with input as given.plan("aws_ecr_repository", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"image_tag_mutability": unknown}] {
		found := aws_registry_immutable_tags.findings with input as given.plan("aws_ecr_repository", values)
		given.undecided(found)
	}
}
