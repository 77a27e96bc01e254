package syndic.policies.pipelines.no_injection_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_injection
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"run": "echo ${{ github.event.issue.title }}"}]), given.steps([{"run": "echo ${{github.head_ref}}"}]), given.steps([{"uses": "actions/github-script@v7", "with": {"script": "log(`${{ github.event.comment.body }}`)"}}])] {
		found := no_injection.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.steps([{"run": "echo \"$TITLE\"", "env": {"TITLE": "${{ github.event.issue.title }}"}}]), given.steps([{"run": "echo ${{ github.sha }}"}])] {
		found := no_injection.findings with input as workflow
		count(found) == 0
	}
}
