# METADATA
# title: Databases leave a snapshot when they are deleted
# description: >-
#   Without it the automated backups end with the database.
# custom:
#   severity: medium
#   fix: >-
#     Set skip_final_snapshot = false and name the snapshot in final_snapshot_identifier.
#   controls:
#     nist_800_53: [CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.aws_database_final_snapshot

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some resource in terraform.resources(type)
	object.get(resource.values, "replicate_source_db", null) == null
	finding := terraform.require_one_of(resource, ["skip_final_snapshot"], [false, null], "no snapshot is taken when it is deleted")
}
