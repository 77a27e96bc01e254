# METADATA
# title: No database password passes through Terraform
# description: >-
#   A password in the configuration stands in the plan and in the state, for whoever reads them.
# custom:
#   severity: critical
#   fix: >-
#     Use manage_master_user_password, or password_wo with a value from a secret store.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.24]
package syndic.policies.terraform.aws_database_no_password

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_db_instance")
	finding := terraform.require_absent(resource, ["password"], "its password stands in plan and state")
}

findings contains finding if {
	some resource in terraform.resources("aws_rds_cluster")
	finding := terraform.require_absent(resource, ["master_password"], "its password stands in plan and state")
}
