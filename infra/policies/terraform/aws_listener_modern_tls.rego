# METADATA
# title: Load balancers speak TLS 1.2 or newer
# description: >-
#   Older versions are broken: what they carry can be read.
# custom:
#   severity: high
#   fix: >-
#     Set ssl_policy to one of ELBSecurityPolicy-TLS13-1-2-….
#   controls:
#     nist_800_53: [SC-8(1), SC-13]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_listener_modern_tls

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_lb_listener")
	resource.values.protocol in {"HTTPS", "TLS"}
	policy := terraform.at(resource, ["ssl_policy"])
	policy != terraform.unknown
	not is_modern(policy)
	finding := terraform.violation(resource, ["ssl_policy"], "it accepts versions of TLS before 1.2")
}

findings contains finding if {
	some resource in terraform.resources("aws_lb_listener")
	terraform.at(resource, ["ssl_policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["ssl_policy"], "it accepts versions of TLS before 1.2")
}

is_modern(policy) if {
	is_string(policy)
	regex.match(`^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2)`, policy)
}
