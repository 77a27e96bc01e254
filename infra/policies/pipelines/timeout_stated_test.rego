package syndic.policies.pipelines.timeout_stated_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.timeout_stated
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.job({})] {
		found := timeout_stated.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.job({"timeout-minutes": 10}), given.job({"uses": "./.github/workflows/a.yml"})] {
		found := timeout_stated.findings with input as workflow
		count(found) == 0
	}
}
