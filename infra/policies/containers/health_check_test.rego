package syndic.policies.containers.health_check_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.health_check
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[], [["CMD", "[\"server\"]"]]] {
		found := health_check.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["HEALTHCHECK", "CMD server health"]], [["HEALTHCHECK", "NONE"]]] {
		found := health_check.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
