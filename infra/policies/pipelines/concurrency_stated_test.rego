package syndic.policies.pipelines.concurrency_stated_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.concurrency_stated
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.job({})] {
		found := concurrency_stated.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.workflow({"concurrency": {"group": "a"}}), given.job({"concurrency": "a"})] {
		found := concurrency_stated.findings with input as workflow
		count(found) == 0
	}
}
