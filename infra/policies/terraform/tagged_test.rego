package syndic.policies.terraform.tagged_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.tagged
import rego.v1

test_missing_tags_violate if {
	every values in [{"tags": null}, {"tags": {}}, {"tags_all": {"owner": "platform"}}, {"tags": {"Environment": "staging"}}] {
		found := tagged.findings with input as given.plan("aws_kms_key", values)
		given.violates(found)
	}
}

test_tags_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	found := tagged.findings with input as given.plan("aws_kms_key", {"tags": unknown, "tags_all": unknown})
	given.undecided(found)
}

test_all_tags_and_no_place_for_tags_pass if {
	every values in [{"tags": {"Owner": "platform", "environment": "staging"}}, {"tags": null, "tags_all": {"owner": "platform", "environment": "staging"}}, {}] {
		found := tagged.findings with input as given.plan("aws_kms_key", values)
		count(found) == 0
	}
}
