package syndic.policies.containers.packages_verified_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.packages_verified
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "pip install flask"]], [["RUN", "uv pip install --system flask"]]] {
		found := packages_verified.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "pip install --require-hashes -r server.lock"]], [["RUN", "pip install --no-deps ."]]] {
		found := packages_verified.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
