# METADATA
# title: Images are named by digest
# description: >-
#   A tag can be moved, so something else may run than was tested and approved.
# custom:
#   severity: high
#   fix: >-
#     Name the image as NAME@sha256:DIGEST.
#   controls:
#     nist_800_53: [CM-2, SI-7]
#     iso_27001: [A.8.9, A.8.32]
package syndic.policies.kubernetes.image_digest

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	image := object.get(entry.container, "image", "")
	not regex.match(`@sha256:[0-9a-f]{64}$`, image)
	problem := sprintf("the container %s has an image that is not named by digest", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["image"]), problem)
}
