# METADATA
# title: Outputs that name a secret are sensitive
# description: >-
#   Terraform prints other outputs at the end of every run, into the logs of the pipeline.
# custom:
#   severity: high
#   fix: >-
#     Set sensitive = true, or better give out where the secret is kept.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.12]
package syndic.policies.terraform.outputs_without_secrets


import rego.v1

findings contains finding if {
	some output in input.outputs
	output.sensitive == false
	regex.match(`(?i)(^|_)(password|passwd|private_key|access_key|secret_key|secret_value|connection_string|client_secret|token)$`, output.name)
	finding := {
		"outcome": "violation",
		"subject": sprintf("output.%s", [output.name]),
		"path": [],
		"problem": "it is printed in clear",
	}
}
