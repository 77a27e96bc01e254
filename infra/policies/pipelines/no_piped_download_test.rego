package syndic.policies.pipelines.no_piped_download_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_piped_download
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.steps([{"run": "curl https://example.org/a | bash"}])] {
		found := no_piped_download.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.steps([{"run": "curl -o a https://example.org/a && sha256sum -c a.sum"}]), given.steps([{"uses": "a"}])] {
		found := no_piped_download.findings with input as workflow
		count(found) == 0
	}
}
