package syndic.policies.containers.no_sudo_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_sudo
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "sudo apt-get update"]]] {
		found := no_sudo.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "apt-get update"]], [["RUN", "echo pseudo code"]]] {
		found := no_sudo.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
