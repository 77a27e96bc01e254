# METADATA
# title: Pipelines sign in to clouds by identity
# description: >-
#   A key of a cloud in the settings works from anywhere until somebody notices that it was copied.
# custom:
#   severity: critical
#   fix: >-
#     Give the job id-token: write and sign in by OpenID Connect: role-to-assume for AWS, client-id and
#     tenant-id for Azure.
#   controls:
#     nist_800_53: [IA-5]
#     iso_27001: [A.5.17, A.8.5]
package syndic.policies.pipelines.no_cloud_keys

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	regex.match(`secrets\.([A-Z0-9_]*AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)|AZURE_(CREDENTIALS|CLIENT_SECRET)|ARM_CLIENT_SECRET|GOOGLE_CREDENTIALS|GCP_[A-Z0-9_]*KEY|KUBECONFIG|KUBE_CONFIG)`, json.marshal(entry.step))
	found := finding.violation(job.id, array.concat(entry.path, []), "it uses a key of a cloud that does not end")
}
