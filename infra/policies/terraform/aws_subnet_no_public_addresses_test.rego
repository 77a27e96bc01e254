package syndic.policies.terraform.aws_subnet_no_public_addresses_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_subnet_no_public_addresses
import rego.v1

test_bad_values_violate if {
	every values in [{"map_public_ip_on_launch": true}] {
		found := aws_subnet_no_public_addresses.findings with input as given.plan("aws_subnet", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"map_public_ip_on_launch": false}] {
		found := aws_subnet_no_public_addresses.findings with input as given.plan("aws_subnet", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"map_public_ip_on_launch": unknown}] {
		found := aws_subnet_no_public_addresses.findings with input as given.plan("aws_subnet", values)
		given.undecided(found)
	}
}
