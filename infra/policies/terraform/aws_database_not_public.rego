# METADATA
# title: Databases have no public address
# description: >-
#   A database that the internet reaches is guarded by its passwords alone.
# custom:
#   severity: critical
#   fix: >-
#     Set publicly_accessible = false.
#   controls:
#     nist_800_53: [AC-3, SC-7]
#     iso_27001: [A.8.20, A.8.22]
#   unknown: block
package syndic.policies.terraform.aws_database_not_public

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster_instance"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["publicly_accessible"], [false, null], "it has a public address")
}
