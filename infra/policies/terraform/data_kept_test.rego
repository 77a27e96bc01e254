package syndic.policies.terraform.data_kept_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.data_kept
import rego.v1

test_the_end_of_a_database_violates if {
	found := data_kept.findings with input as plan("aws_db_instance")
	given.violates(found)
}

test_the_end_of_a_firewall_rule_passes if {
	found := data_kept.findings with input as plan("aws_security_group_rule")
	count(found) == 0
}

plan(type) := {"resources": {}, "destroyed": [{"address": "a", "type": type}]}
