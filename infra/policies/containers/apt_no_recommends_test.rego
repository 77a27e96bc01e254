package syndic.policies.containers.apt_no_recommends_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.apt_no_recommends
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "apt-get install -y curl"]]] {
		found := apt_no_recommends.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "apt-get install -y --no-install-recommends curl"]]] {
		found := apt_no_recommends.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
