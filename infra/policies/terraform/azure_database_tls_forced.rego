# METADATA
# title: PostgreSQL refuses connections without TLS
# description: >-
#   A connection in clear shows data and credentials to whoever is on the path.
# custom:
#   severity: critical
#   fix: >-
#     Leave require_secure_transport on, and ssl_min_protocol_version at TLSv1.2 or newer.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
#   unknown: block
package syndic.policies.terraform.azure_database_tls_forced

import data.syndic.policies.library.terraform
import rego.v1

# The server forces TLS unless it is told otherwise.
accepted := {
	"require_secure_transport": {"on", "ON", "On"},
	"ssl_min_protocol_version": {"TLSv1.2", "TLSv1.3"},
}

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server_configuration")
	values := accepted[resource.values.name]
	finding := terraform.require_one_of(resource, ["value"], values, sprintf("%s lets connections in that are not safe", [resource.values.name]))
}
