package syndic.policies.terraform.aws_backup_copied_elsewhere_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_backup_copied_elsewhere
import rego.v1

test_a_rule_without_copies_violates if {
	found := aws_backup_copied_elsewhere.findings with input as plan([{"copy_action": [{"destination_vault_arn": "a"}]}, {"copy_action": []}])
	given.violates(found)
}

test_rules_with_copies_pass if {
	unknown := terraform.unknown
	every copies in [[{"destination_vault_arn": "a"}], unknown] {
		found := aws_backup_copied_elsewhere.findings with input as plan([{"copy_action": copies}])
		count(found) == 0
	}
}

test_rules_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	found := aws_backup_copied_elsewhere.findings with input as plan(unknown)
	given.undecided(found)
}

plan(rules) := given.plan("aws_backup_plan", {"rule": rules})
