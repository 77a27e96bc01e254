# METADATA
# title: PostgreSQL refuses connections without TLS
# description: >-
#   A connection in clear shows data and credentials to whoever is on the path.
# custom:
#   severity: critical
#   fix: >-
#     Set the parameter rds.force_ssl to 1.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
#   unknown: block
package syndic.policies.terraform.aws_database_tls_forced

import data.syndic.policies.library.terraform
import rego.v1

# Parameters are a set in a plan, and a parameter's value may be written as a number.
findings contains finding if {
	some type in ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"]
	some resource in terraform.resources(type)
	startswith(text(resource.values.family), "postgres")
	not forces_tls(resource)
	not has_unknown_parameter(resource)
	finding := terraform.violation(resource, ["parameter"], "rds.force_ssl is not 1")
}

findings contains finding if {
	some type in ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"]
	some resource in terraform.resources(type)
	not forces_tls(resource)
	has_unknown_parameter(resource)
	finding := terraform.undecided(resource, ["parameter"], "rds.force_ssl is not 1")
}

findings contains finding if {
	some resource in terraform.resources("aws_db_instance")
	startswith(text(resource.values.engine), "postgres")
	finding := terraform.require_present(resource, ["parameter_group_name"], "it has the default parameters, which its own group should replace")
}

forces_tls(resource) if {
	some parameter in terraform.blocks(resource.values, "parameter")
	parameter.name == "rds.force_ssl"
	sprintf("%v", [parameter.value]) == "1"
}

has_unknown_parameter(resource) if object.get(resource.values, "parameter", null) == terraform.unknown

has_unknown_parameter(resource) if {
	some parameter in terraform.blocks(resource.values, "parameter")
	terraform.unknown in [parameter.name, parameter.value]
}

text(value) := value if is_string(value)
