# METADATA
# title: Databases keep backups for at least seven days
# description: >-
#   Point-in-time recovery reaches back only as far as backups are kept; damage is often found days later.
# custom:
#   severity: high
#   fix: >-
#     Set backup_retention_period to 7 or more.
#   controls:
#     nist_800_53: [CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.aws_database_backup_retention

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some resource in terraform.resources(type)
	object.get(resource.values, "replicate_source_db", null) == null
	finding := terraform.require_at_least(resource, ["backup_retention_period"], 7, "backups are kept for less than seven days")
}
