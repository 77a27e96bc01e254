# METADATA
# title: Databases take minor upgrades by themselves
# description: >-
#   Security fixes of PostgreSQL arrive as minor versions.
# custom:
#   severity: medium
#   fix: >-
#     Leave auto_minor_version_upgrade at true.
#   controls:
#     nist_800_53: [SI-2]
#     iso_27001: [A.8.8]
package syndic.policies.terraform.aws_database_minor_upgrades

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster_instance"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["auto_minor_version_upgrade"], [true, null], "it does not take minor upgrades")
}
