# METADATA
# title: Containers cannot change their own files
# description: >-
#   Whoever gets in could leave programs behind and change ours.
# custom:
#   severity: medium
#   fix: >-
#     Set securityContext.readOnlyRootFilesystem: true and mount an emptyDir where the program writes.
#   controls:
#     nist_800_53: [CM-7, SI-7]
#     iso_27001: [A.8.9]
package syndic.policies.kubernetes.root_file_system_read_only

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	not entry.container.securityContext.readOnlyRootFilesystem == true
	problem := sprintf("the container %s can change its own files", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext", "readOnlyRootFilesystem"]), problem)
}
