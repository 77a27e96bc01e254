# METADATA
# title: Providers are of a version that was tried
# description: >-
#   A new major version changes what the same configuration does.
# custom:
#   severity: medium
#   fix: >-
#     Set version in required_providers with an upper bound, such as ~> 6.0.
#   controls:
#     nist_800_53: [CM-2, SR-3]
#     iso_27001: [A.5.21, A.8.9]
package syndic.policies.terraform.providers_bounded


import rego.v1

findings contains finding if {
	some provider in input.providers
	not is_bounded(provider.version)
	not is_built_in(provider.name)
	finding := {
		"outcome": "violation",
		"subject": sprintf("provider %s", [provider.name]),
		"path": [],
		"problem": "any later version of it may be taken",
	}
}

is_bounded(version) if regex.match(`~>|<|^=?\s*\d`, version)

# A part of Terraform itself: its version is Terraform's.
is_built_in(name) if startswith(name, "terraform.io/builtin/")
