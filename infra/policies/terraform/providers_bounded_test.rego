package syndic.policies.terraform.providers_bounded_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.providers_bounded
import rego.v1

test_a_provider_without_bound_violates if {
	every version in ["", ">= 5.0"] {
		found := providers_bounded.findings with input as plan(version)
		given.violates(found)
	}
}

test_a_bounded_provider_passes if {
	every version in ["~> 6.0", ">= 5.0, < 7.0.0", "6.47.0"] {
		found := providers_bounded.findings with input as plan(version)
		count(found) == 0
	}
}

test_what_is_built_into_terraform_passes if {
	found := providers_bounded.findings with input as {"resources": {}, "providers": [{"name": "terraform.io/builtin/terraform", "version": ""}]}
	count(found) == 0
}

plan(version) := {"resources": {}, "providers": [{"name": "registry.terraform.io/hashicorp/aws", "version": version}]}
