package syndic.policies.pipelines.actions_pinned_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.actions_pinned
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"uses": "actions/checkout@v4"}]), given.steps([{"uses": "docker://alpine:3"}]), given.job({"uses": "a/b/.github/workflows/c.yml@main"})] {
		found := actions_pinned.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.steps([{"uses": "actions/checkout@0123456789abcdef0123456789abcdef01234567"}, {"uses": "./.github/actions/a"}, {"run": "make"}])] {
		found := actions_pinned.findings with input as workflow
		count(found) == 0
	}
}
