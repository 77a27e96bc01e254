package syndic.policies.containers.no_wide_permissions_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_wide_permissions
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "chmod -R 777 /app"]], [["RUN", "chmod a+w /app"]]] {
		found := no_wide_permissions.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "chmod 755 /app"]]] {
		found := no_wide_permissions.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
