# METADATA
# title: No Secret is written down
# description: >-
#   Base64 is no encryption: who reads the repository reads the secret.
# custom:
#   severity: critical
#   fix: >-
#     Use an ExternalSecret that names where the value is kept.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.12]
package syndic.policies.kubernetes.no_secret_written_down

import data.syndic.policies.library.finding
import rego.v1

# A service account's token is filled in by the cluster.
findings contains found if {
	some secret in input.objects
	secret.kind == "Secret"
	some part in ["data", "stringData"]
	count(object.get(secret.manifest, part, {})) > 0
	found := finding.violation(secret.id, [part], "its values stand in the manifest")
}
