package syndic.policies.pipelines.no_unsafe_commands_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_unsafe_commands
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"env": {"ACTIONS_ALLOW_UNSECURE_COMMANDS": "true"}}])] {
		found := no_unsafe_commands.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.steps([{"env": {"A": "b"}}])] {
		found := no_unsafe_commands.findings with input as workflow
		count(found) == 0
	}
}
