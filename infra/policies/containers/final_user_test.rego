package syndic.policies.containers.final_user_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.final_user
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["USER", "root"]], [["USER", "0"]], [["USER", "app"]], []] {
		found := final_user.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["USER", "10001"]], [["USER", "10001:10001"]], [["USER", "root"], ["RUN", "apt-get update"], ["USER", "10001"]]] {
		found := final_user.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
