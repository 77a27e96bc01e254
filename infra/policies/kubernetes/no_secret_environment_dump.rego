# METADATA
# title: Containers take single values from Secrets
# description: >-
#   envFrom gives the program every value of the Secret, also those that are added later for others.
# custom:
#   severity: low
#   fix: >-
#     Name each value by secretKeyRef, or mount the Secret as files.
#   controls:
#     nist_800_53: [AC-6, IA-5]
#     iso_27001: [A.5.17, A.8.3]
package syndic.policies.kubernetes.no_secret_environment_dump

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	some position, origin in object.get(entry.container, "envFrom", [])
	origin.secretRef
	problem := sprintf("the container %s takes all values of a Secret", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["envFrom", position]), problem)
}
