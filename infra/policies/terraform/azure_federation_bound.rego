# METADATA
# title: Federated identities name whose they are
# description: >-
#   A subject with a wildcard lets every workload or repository of the same identity provider act as the
#   identity.
# custom:
#   severity: critical
#   fix: >-
#     Name the repository, branch or service account in subject.
#   controls:
#     nist_800_53: [AC-3, IA-2]
#     iso_27001: [A.5.16, A.8.5]
package syndic.policies.terraform.azure_federation_bound

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_federated_identity_credential")
	contains_wildcard(resource.values.subject)
	finding := terraform.violation(resource, ["subject"], "others than the one meant may act as the identity")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_federated_identity_credential")
	terraform.at(resource, ["subject"]) == terraform.unknown
	finding := terraform.undecided(resource, ["subject"], "others than the one meant may act as the identity")
}

contains_wildcard(subject) if {
	is_string(subject)
	contains(subject, "*")
}
