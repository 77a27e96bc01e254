# METADATA
# title: Load balancers serve over TLS only
# description: >-
#   A connection in clear shows sessions and data to whoever is on the path.
# custom:
#   severity: critical
#   fix: >-
#     Set protocol = "HTTPS" or "TLS"; on port 80 only redirect.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
#   unknown: block
package syndic.policies.terraform.aws_listener_tls

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_lb_listener")
	not redirects(resource)
	finding := terraform.require_one_of(resource, ["protocol"], ["HTTPS", "TLS", "TCP", null], "it serves in clear")
}

# A balancer that ends no TLS passes it on to what does.
redirects(resource) if {
	some action in terraform.blocks(resource.values, "default_action")
	action.type == "redirect"
	action.redirect[0].protocol == "HTTPS"
}
