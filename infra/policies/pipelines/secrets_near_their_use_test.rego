package syndic.policies.pipelines.secrets_near_their_use_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.secrets_near_their_use
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.workflow({"env": {"TOKEN": "${{ secrets.TOKEN }}"}}), given.job({"env": {"TOKEN": "${{ secrets.TOKEN }}"}})] {
		found := secrets_near_their_use.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.workflow({"env": {"A": "b"}}), given.job({"env": {"A": 1}}), given.steps([{"env": {"TOKEN": "${{ secrets.TOKEN }}"}}])] {
		found := secrets_near_their_use.findings with input as workflow
		count(found) == 0
	}
}
