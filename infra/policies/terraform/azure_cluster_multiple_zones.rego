# METADATA
# title: Nodes of the cluster stand in several zones
# description: >-
#   The loss of one zone would take every node.
# custom:
#   severity: high
#   fix: >-
#     Name two or more zones in default_node_pool and in every azurerm_kubernetes_cluster_node_pool.
#   controls:
#     nist_800_53: [CP-7, CP-10]
#     iso_27001: [A.8.14]
package syndic.policies.terraform.azure_cluster_multiple_zones

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := in_one_zone(resource, ["default_node_pool", "zones"])
}

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster_node_pool")
	finding := in_one_zone(resource, ["zones"])
}

in_one_zone(resource, path) := terraform.violation(resource, path, "its nodes stand in one zone") if {
	zones := terraform.at(resource, path)
	zones != terraform.unknown
	count(terraform.list(zones)) < 2
}

in_one_zone(resource, path) := terraform.undecided(resource, path, "its nodes stand in one zone") if {
	terraform.at(resource, path) == terraform.unknown
}
