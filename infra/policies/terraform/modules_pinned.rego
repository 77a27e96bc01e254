# METADATA
# title: Modules from elsewhere are of a fixed version
# description: >-
#   What a module does could change between the plan that was read and the next one.
# custom:
#   severity: high
#   fix: >-
#     Set version to one version, or ref in the source to a commit or a tag.
#   controls:
#     nist_800_53: [CM-2, SR-3]
#     iso_27001: [A.5.21, A.8.9]
package syndic.policies.terraform.modules_pinned


import rego.v1

findings contains finding if {
	some module in input.modules
	not startswith(module.source, ".")
	not is_pinned(module)
	finding := {"outcome": "violation", "subject": module.address, "path": [], "problem": "its version is not fixed"}
}

is_pinned(module) if regex.match(`^=?\s*v?\d+\.\d+\.\d+`, module.version)

is_pinned(module) if regex.match(`[?&]ref=(v?\d+\.\d+\.\d+|[0-9a-f]{40})`, module.source)
