package syndic.policies.containers.base_digest_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.base_digest
import rego.v1

test_bad_bases_violate if {
	every base in ["python:3.11", "python"] {
		found := base_digest.findings with input as given.stage({"base": base})
		given.violates(found)
	}
}

test_good_bases_pass if {
	every base in ["python:3.11@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "scratch"] {
		found := base_digest.findings with input as given.stage({"base": base})
		count(found) == 0
	}
}

test_an_earlier_stage_passes if {
	found := base_digest.findings with input as given.stage({"base": "build", "base_is_stage": true})
	count(found) == 0
}

test_a_base_that_the_build_decides_is_undecided if {
	found := base_digest.findings with input as given.stage({"base": "$BASE", "decided": false})
	given.undecided(found)
}
