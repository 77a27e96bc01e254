package syndic.policies.containers.base_version_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.base_version
import rego.v1

test_bad_bases_violate if {
	every base in ["python", "python:latest", "registry:5000/python", "python:latest@sha256:00"] {
		found := base_version.findings with input as given.stage({"base": base})
		given.violates(found)
	}
}

test_good_bases_pass if {
	every base in ["python:3.11", "python:3.11@sha256:00"] {
		found := base_version.findings with input as given.stage({"base": base})
		count(found) == 0
	}
}

test_an_earlier_stage_passes if {
	found := base_version.findings with input as given.stage({"base": "build", "base_is_stage": true})
	count(found) == 0
}

test_a_base_that_the_build_decides_is_undecided if {
	found := base_version.findings with input as given.stage({"base": "$BASE", "decided": false})
	given.undecided(found)
}
