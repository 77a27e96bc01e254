package syndic.policies.containers.work_directory_absolute_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.work_directory_absolute
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["WORKDIR", "app"]]] {
		found := work_directory_absolute.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["WORKDIR", "/app"]], [["WORKDIR", "$HOME/app"]]] {
		found := work_directory_absolute.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
