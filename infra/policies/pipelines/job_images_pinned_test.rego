package syndic.policies.pipelines.job_images_pinned_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.job_images_pinned
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.job({"container": "python:3.11"}), given.job({"container": {"image": "python:3.11"}}), given.job({"services": {"database": {"image": "postgres:18"}}})] {
		found := job_images_pinned.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.job({}), given.job({"container": "python@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})] {
		found := job_images_pinned.findings with input as workflow
		count(found) == 0
	}
}
