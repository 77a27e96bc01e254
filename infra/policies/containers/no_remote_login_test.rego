package syndic.policies.containers.no_remote_login_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_remote_login
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["EXPOSE", "22"]], [["EXPOSE", "8000 22/tcp"]]] {
		found := no_remote_login.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["EXPOSE", "8000"]]] {
		found := no_remote_login.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
