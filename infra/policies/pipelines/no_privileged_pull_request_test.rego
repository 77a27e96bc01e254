package syndic.policies.pipelines.no_privileged_pull_request_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_privileged_pull_request
import rego.v1

test_bad_workflows_violate if {
	every workflow in [object.union(given.steps([{"uses": "actions/checkout@v4", "with": {"ref": "${{ github.event.pull_request.head.sha }}"}}]), {"triggers": {"pull_request_target": {}}})] {
		found := no_privileged_pull_request.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [object.union(given.steps([{"uses": "actions/checkout@v4"}]), {"triggers": {"pull_request_target": {}}}), object.union(given.steps([{"uses": "actions/checkout@v4", "with": {"ref": "${{ github.head_ref }}"}}]), {"triggers": {"pull_request": {}}})] {
		found := no_privileged_pull_request.findings with input as workflow
		count(found) == 0
	}
}
