package syndic.policies.containers.exec_form_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.exec_form
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["CMD", "python -m server"]], [["ENTRYPOINT", "server run"]]] {
		found := exec_form.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["CMD", "[\"python\", \"-m\", \"server\"]"]]] {
		found := exec_form.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
