package syndic.policies.pipelines.checkout_keeps_no_token_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.checkout_keeps_no_token
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"uses": "actions/checkout@v4"}]), given.steps([{"uses": "actions/checkout@v4", "with": {"persist-credentials": true}}])] {
		found := checkout_keeps_no_token.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.steps([{"uses": "actions/checkout@v4", "with": {"persist-credentials": false}}]), given.steps([{"run": "make"}])] {
		found := checkout_keeps_no_token.findings with input as workflow
		count(found) == 0
	}
}
