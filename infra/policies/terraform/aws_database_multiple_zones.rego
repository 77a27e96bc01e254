# METADATA
# title: Databases fail over to another zone
# description: >-
#   The loss of one zone would stop the platform until a restore has ended.
# custom:
#   severity: high
#   fix: >-
#     Set multi_az = true.
#   controls:
#     nist_800_53: [CP-7, CP-10]
#     iso_27001: [A.8.14]
package syndic.policies.terraform.aws_database_multiple_zones

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_db_instance")
	object.get(resource.values, "replicate_source_db", null) == null
	finding := terraform.require_one_of(resource, ["multi_az"], [true], "it has no standby in another zone")
}
