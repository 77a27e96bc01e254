package syndic.policies.terraform.azure_cluster_multiple_zones_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_cluster_multiple_zones
import rego.v1

test_nodes_in_one_zone_violate if {
	every zones in [null, [], ["1"]] {
		pool := azure_cluster_multiple_zones.findings with input as given.plan("azurerm_kubernetes_cluster_node_pool", {"zones": zones})
		given.violates(pool)
		cluster := azure_cluster_multiple_zones.findings with input as given.plan("azurerm_kubernetes_cluster", {"default_node_pool": [{"zones": zones}]})
		given.violates(cluster)
	}
}

test_nodes_in_several_zones_pass if {
	found := azure_cluster_multiple_zones.findings with input as given.plan("azurerm_kubernetes_cluster_node_pool", {"zones": ["1", "2"]})
	count(found) == 0
}

test_zones_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	found := azure_cluster_multiple_zones.findings with input as given.plan("azurerm_kubernetes_cluster_node_pool", {"zones": unknown})
	given.undecided(found)
}
