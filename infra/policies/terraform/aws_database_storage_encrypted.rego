# METADATA
# title: Databases are encrypted at rest
# description: >-
#   Whoever obtains a disk, a snapshot or a copy of an unencrypted database reads all of it.
# custom:
#   severity: critical
#   fix: >-
#     Set storage_encrypted = true; an existing database is encrypted by restoring an encrypted copy of a
#     snapshot.
#   controls:
#     nist_800_53: [SC-28, SC-28(1)]
#     iso_27001: [A.8.24]
#   unknown: block
package syndic.policies.terraform.aws_database_storage_encrypted

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["storage_encrypted"], [true], "its storage is not encrypted")
}
