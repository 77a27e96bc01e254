# METADATA
# title: Images have a version
# description: >-
#   Nobody can tell which version runs, and every restart may bring another.
# custom:
#   severity: medium
#   fix: >-
#     Name a version, best with its digest.
#   controls:
#     nist_800_53: [CM-2, CM-8]
#     iso_27001: [A.8.9]
package syndic.policies.kubernetes.image_not_latest

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	image := object.get(entry.container, "image", "")
	not contains(image, "@sha256:")
	regex.match(`^([^:]+(:\d+/[^:]+)?|.*:latest)$`, image)
	problem := sprintf("the container %s has an image without a version", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["image"]), problem)
}
