# METADATA
# title: Caches refuse connections without TLS
# description: >-
#   A connection in clear shows data and keys to whoever is on the path.
# custom:
#   severity: critical
#   fix: >-
#     Leave non_ssl_port_enabled at false.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_cache_tls

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_redis_cache")
	finding := terraform.require_one_of(resource, ["non_ssl_port_enabled"], [false, null], "it accepts connections in clear")
}
