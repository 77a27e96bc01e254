package syndic.policies.containers.apt_lists_removed_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.apt_lists_removed
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "apt-get update && apt-get install -y --no-install-recommends curl"]]] {
		found := apt_lists_removed.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*"]], [["RUN", "echo a"]]] {
		found := apt_lists_removed.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
