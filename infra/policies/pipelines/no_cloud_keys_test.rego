package syndic.policies.pipelines.no_cloud_keys_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_cloud_keys
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"env": {"AWS_SECRET_ACCESS_KEY": "${{ secrets.AWS_SECRET_ACCESS_KEY }}"}}]), given.steps([{"with": {"creds": "${{ secrets.AZURE_CREDENTIALS }}"}}])] {
		found := no_cloud_keys.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.steps([{"with": {"role-to-assume": "${{ vars.AWS_ROLE }}"}}])] {
		found := no_cloud_keys.findings with input as workflow
		count(found) == 0
	}
}
