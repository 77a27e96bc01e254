package syndic.policies.kubernetes.replicated_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.replicated
import rego.v1

test_a_single_server_violates if {
	every replicas in [null, 1] {
		found := replicated.findings with input as server(replicas)
		given.violates(found)
	}
}

test_several_or_none_pass if {
	every replicas in [0, 2, 3] {
		found := replicated.findings with input as server(replicas)
		count(found) == 0
	}
}

test_a_scaled_server_passes if {
	scaler := given.applied({
		"kind": "HorizontalPodAutoscaler",
		"name": "example",
		"spec": {"minReplicas": 2, "scaleTargetRef": {"kind": "Deployment", "name": "example"}},
	})
	found := replicated.findings with input as object.union(server(1), {"objects": scaler.objects})
	count(found) == 0
}

server(replicas) := {"objects": [], "workloads": [{
	"id": "Deployment/example",
	"kind": "Deployment",
	"namespace": "",
	"replicas": replicas,
	"path": ["spec"],
	"pod": {},
}]}
