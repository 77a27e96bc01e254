package syndic.policies.pipelines.deployment_has_environment_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.deployment_has_environment
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"uses": "azure/login@v2"}]), given.steps([{"uses": "aws-actions/configure-aws-credentials@v4"}])] {
		found := deployment_has_environment.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [object.union(given.steps([]), given.with_steps({"environment": "staging"}, [{"uses": "azure/login@v2"}])), given.steps([{"uses": "actions/checkout@v4"}])] {
		found := deployment_has_environment.findings with input as workflow
		count(found) == 0
	}
}
