# METADATA
# title: Logs are kept for at least ninety days
# description: >-
#   Intrusions are found after weeks; by then the logs must still be there.
# custom:
#   severity: medium
#   fix: >-
#     Set retention_in_days to 90 or more.
#   controls:
#     nist_800_53: [AU-11]
#     iso_27001: [A.8.15]
package syndic.policies.terraform.azure_log_retention

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_log_analytics_workspace")
	finding := terraform.require_at_least(resource, ["retention_in_days"], 90, "it keeps logs for less than ninety days")
}
