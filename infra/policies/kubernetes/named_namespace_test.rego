package syndic.policies.kubernetes.named_namespace_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.named_namespace
import rego.v1

test_no_or_default_namespace_violates if {
	every namespace in ["", "default"] {
		found := named_namespace.findings with input as workload(namespace)
		given.violates(found)
	}
}

test_a_named_namespace_passes if {
	found := named_namespace.findings with input as workload("syndic")
	count(found) == 0
}

workload(namespace) := {"workloads": [{"id": "Deployment/example", "namespace": namespace}]}
