# METADATA
# title: Every resource says whose it is and where it belongs
# description: >-
#   Nobody dares to delete what nobody owns, and nobody knows whom to ask when it breaks.
# custom:
#   severity: low
#   fix: >-
#     Set the tags owner and environment, for AWS once in default_tags of the provider.
#   controls:
#     nist_800_53: [CM-8]
#     iso_27001: [A.5.9, A.5.12]
package syndic.policies.terraform.tagged

import data.syndic.policies.library.terraform
import rego.v1

required := {"owner", "environment"}

# A resource takes tags when its schema has the attribute; what the provider adds by itself is in tags_all.
findings contains finding if {
	some type
	some resource in input.resources[type]
	some attribute in attributes(resource)
	tags := resource.values[attribute]
	tags != terraform.unknown
	missing := required - {lower(name) | some name, _ in tags_of(tags)}
	count(missing) > 0
	finding := terraform.violation(resource, [attribute], sprintf("it lacks the tags %s", [concat(", ", sort(missing))]))
}

findings contains finding if {
	some type
	some resource in input.resources[type]
	some attribute in attributes(resource)
	resource.values[attribute] == terraform.unknown
	finding := terraform.undecided(resource, [attribute], "it lacks tags")
}

attributes(resource) := ["tags_all"] if {
	tags := object.get(resource.values, "tags_all", null)
	tags != null
	tags != terraform.unknown
}

else := ["tags"] if object.get(resource.values, "tags", "none") != "none"

else := []

tags_of(tags) := tags if is_object(tags)

tags_of(null) := {}
