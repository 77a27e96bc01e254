package syndic.policies.pipelines.permissions_read_only_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.permissions_read_only
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.workflow({"permissions": "write-all"}), given.workflow({"permissions": {"contents": "write"}}), given.job({"permissions": "write-all"})] {
		found := permissions_read_only.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.workflow({"permissions": {"contents": "read"}}), given.workflow({"permissions": "read-all"}), given.job({"permissions": {"contents": "write"}})] {
		found := permissions_read_only.findings with input as workflow
		count(found) == 0
	}
}
