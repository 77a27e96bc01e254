# METADATA
# title: Backups are copied to another vault
# description: >-
#   Backups that lie beside the data are lost with the region or the account.
# custom:
#   severity: medium
#   fix: >-
#     Add copy_action to every rule, with a vault in another region or account.
#   controls:
#     nist_800_53: [CP-6, CP-9]
#     iso_27001: [A.8.13, A.8.14]
package syndic.policies.terraform.aws_backup_copied_elsewhere

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_backup_plan")
	some rule in terraform.blocks(resource.values, "rule")
	count(terraform.list(object.get(rule, "copy_action", []))) == 0
	finding := terraform.violation(resource, ["rule"], "backups of a rule are not copied to another vault")
}

findings contains finding if {
	some resource in terraform.resources("aws_backup_plan")
	terraform.at(resource, ["rule"]) == terraform.unknown
	finding := terraform.undecided(resource, ["rule"], "backups of a rule are not copied to another vault")
}
