package syndic.policies.kubernetes.spread_over_zones_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.spread_over_zones
import rego.v1

test_replicas_anywhere_violate if {
	every pod in [{}, {"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname"}]}] {
		found := spread_over_zones.findings with input as given.pod(pod)
		given.violates(found)
	}
}

test_replicas_over_zones_pass if {
	zone := {"topologyKey": "topology.kubernetes.io/zone"}
	every pod in [
		{"topologySpreadConstraints": [zone]},
		{"affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [zone]}}},
		{"affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"podAffinityTerm": zone}]}}},
	] {
		found := spread_over_zones.findings with input as given.pod(pod)
		count(found) == 0
	}
}
