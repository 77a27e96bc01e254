# METADATA
# title: Images of jobs are named by digest
# description: >-
#   A tag can be moved, and what it then names runs with the rights of the job.
# custom:
#   severity: medium
#   fix: >-
#     Name the image as NAME@sha256:DIGEST.
#   controls:
#     nist_800_53: [SI-7, SR-3]
#     iso_27001: [A.5.21, A.8.9]
package syndic.policies.pipelines.job_images_pinned

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in images(job)
	not regex.match(`@sha256:[0-9a-f]{64}$`, entry.image)
	found := finding.violation(job.id, array.concat(job.path, entry.path), "an image of it is not named by digest")
}

images(job) := array.concat(
	[{"image": name(job.job.container), "path": ["container"]} | job.job.container],
	[{"image": name(service), "path": ["services", id]} | some id, service in object.get(job.job, "services", {})],
)

name(container) := container if is_string(container)

name(container) := object.get(container, "image", "") if is_object(container)
