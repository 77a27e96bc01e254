# METADATA
# title: Logs of databases are kept outside of them
# description: >-
#   Logs that only the database holds are lost with it and can be removed by whoever took it over.
# custom:
#   severity: medium
#   fix: >-
#     Put "postgresql" into enabled_cloudwatch_logs_exports.
#   controls:
#     nist_800_53: [AU-2, AU-9]
#     iso_27001: [A.8.15]
package syndic.policies.terraform.aws_database_logs_exported

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_db_instance")
	finding := terraform.require_items(resource, ["enabled_cloudwatch_logs_exports"], ["postgresql"], "its logs are not exported")
}
