# METADATA
# title: Databases are protected against deletion
# description: >-
#   One wrong apply would delete the database.
# custom:
#   severity: high
#   fix: >-
#     Set deletion_protection = true.
#   controls:
#     nist_800_53: [CM-3, CP-9]
#     iso_27001: [A.8.13, A.8.32]
package syndic.policies.terraform.aws_database_deletion_protection

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["deletion_protection"], [true], "nothing protects it against deletion")
}
