package syndic.policies.containers.no_upgrade_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_upgrade
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "apt-get update && apt-get -y upgrade"]], [["RUN", "apk upgrade"]]] {
		found := no_upgrade.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "pip install --upgrade pip"]]] {
		found := no_upgrade.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
