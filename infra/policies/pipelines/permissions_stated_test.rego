package syndic.policies.pipelines.permissions_stated_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.permissions_stated
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.job({})] {
		found := permissions_stated.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.workflow({"permissions": {}}), given.job({"permissions": {"contents": "read"}})] {
		found := permissions_stated.findings with input as workflow
		count(found) == 0
	}
}
