package syndic.policies.terraform.azure_federation_bound_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_federation_bound
import rego.v1

test_a_wildcard_violates if {
	found := azure_federation_bound.findings with input as identity("repo:a/*")
	given.violates(found)
}

test_a_named_subject_passes if {
	every subject in ["system:serviceaccount:syndic:server", "repo:a/b:environment:production"] {
		found := azure_federation_bound.findings with input as identity(subject)
		count(found) == 0
	}
}

test_a_subject_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := azure_federation_bound.findings with input as identity(unknown)
	given.undecided(found)
}

identity(subject) := given.plan("azurerm_federated_identity_credential", {"subject": subject})
