package syndic.policies.pipelines.no_own_runner_for_strangers_test

import data.syndic.policies.library.given
import data.syndic.policies.pipelines.no_own_runner_for_strangers
import rego.v1

test_bad_workflows_violate if {
	every workflow in [given.on("pull_request", {"runs-on": "self-hosted"}), given.on("pull_request", {"runs-on": ["self-hosted", "linux"]}), given.on("pull_request", {"runs-on": {"labels": "self-hosted"}}), given.on("pull_request", {"runs-on": {"labels": ["self-hosted"]}})] {
		found := no_own_runner_for_strangers.findings with input as workflow
		given.violates(found)
	}
}

test_good_workflows_pass if {
	every workflow in [given.on("push", {"runs-on": "self-hosted"}), given.on("pull_request", {"runs-on": "ubuntu-24.04"})] {
		found := no_own_runner_for_strangers.findings with input as workflow
		count(found) == 0
	}
}
