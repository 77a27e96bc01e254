package syndic.policies.pipelines.no_inherited_secrets_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_inherited_secrets
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.job({"secrets": "inherit"})] {
		found := no_inherited_secrets.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.job({"secrets": {"TOKEN": "a"}}), given.job({})] {
		found := no_inherited_secrets.findings with input as workflow
		count(found) == 0
	}
}
