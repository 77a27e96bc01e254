# METADATA
# title: Terraform plans
# description: >-
#   Reads the resources of a plan. A value that is unknown until apply is a value of its own, and every helper here says
#   what it does with it, so that no rule passes over one by accident.
package syndic.policies.library.terraform

import data.syndic.policies.library.finding
import rego.v1

# What stands for a value that is unknown until apply (infra/policies/plans.py).
unknown := {"unknown_until_apply": true}

# The resources of a type that exist after apply.
resources(type) := object.get(input.resources, type, [])

# Those of them that are AWS's own. Other stores with the interface of S3 know neither its keys nor its access blocks.
resources_of_aws(type) := [resource | some resource in resources(type); not object.get(resource, "outside_aws", false)]

# The value of an attribute, or null. Names lead into blocks; of a block that is repeated, into the first.
at(resource, [name]) := object.get(resource.values, name, null)

at(resource, [block, name]) := inside(object.get(resource.values, block, null), name)

at(resource, [outer, inner, name]) := inside(inside(object.get(resource.values, outer, null), inner), name)

inside(value, _) := unknown if value == unknown

inside(value, name) := object.get(value, name, null) if is_known_object(value)

inside(value, name) := inside_block(value[0], name) if {
	is_array(value)
	count(value) > 0
}

inside([], _) := null

inside(null, _) := null

inside_block(value, _) := unknown if value == unknown

inside_block(value, name) := object.get(value, name, null) if is_known_object(value)

inside_block(null, _) := null

is_known_object(value) if {
	is_object(value)
	value != unknown
}

# The blocks of one name, without those that are not known.
blocks(value, name) := [block | some block in list(object.get(value, name, [])); is_known_object(block)]

list(value) := value if is_array(value)

list(value) := [value] if is_string(value)

list(value) := [value] if is_object(value)

list(null) := []

# Nothing is stated: the provider's own choice would count.
absent(value) if value in [null, "", []]

violation(resource, path, problem) := finding.violation(resource.address, path, problem)

undecided(resource, path, problem) := finding.unknown(
	resource.address, path,
	sprintf("whether %s is unknown until apply", [problem]),
)

# The value must be one of these. Put null among them where the provider's own choice is good.
require_one_of(resource, path, accepted, problem) := violation(resource, path, problem) if {
	value := at(resource, path)
	value != unknown
	not value in accepted
}

require_one_of(resource, path, _, problem) := undecided(resource, path, problem) if at(resource, path) == unknown

# The value must be a number and no less than this.
require_at_least(resource, path, minimum, problem) := violation(resource, path, problem) if {
	value := at(resource, path)
	value != unknown
	not reaches(value, minimum)
}

require_at_least(resource, path, _, problem) := undecided(resource, path, problem) if at(resource, path) == unknown

reaches(value, minimum) if {
	is_number(value)
	value >= minimum
}

# The list must hold all of these.
require_items(resource, path, items, problem) := violation(resource, path, problem) if {
	value := at(resource, path)
	value != unknown
	some item in items
	not item in list(value)
}

require_items(resource, path, _, problem) := undecided(resource, path, problem) if at(resource, path) == unknown

# Something must be stated. What is stated and unknown until apply, such as the key of another resource, counts.
require_present(resource, path, problem) := violation(resource, path, problem) if absent(at(resource, path))

# Nothing may be stated. What is stated and unknown until apply is stated all the same.
require_absent(resource, path, problem) := violation(resource, path, problem) if not absent(at(resource, path))

# Resources of a type that refer to this one by an attribute.
companions(resource, type, attribute) := [companion |
	some companion in resources(type)
	resource.address in object.get(companion.targets, attribute, [])
]

require_companion(resource, type, attribute, problem) := violation(resource, [], problem) if {
	count(companions(resource, type, attribute)) == 0
}

# The statements of a policy document in JSON, with Action, Resource and NotAction as lists.
statements(text) := [statement |
	is_string(text)
	json.is_valid(text)
	some stated in list(json.unmarshal(text).Statement)
	statement := {
		"allows": stated.Effect == "Allow",
		"actions": list(object.get(stated, "Action", [])),
		"all_but": list(object.get(stated, "NotAction", [])),
		"resources": list(object.get(stated, "Resource", [])),
		"principals": principals(object.get(stated, "Principal", {})),
		"conditions": object.get(stated, "Condition", {}),
	}
]

# Every principal as the text of its kind and name.
principals(stated) := ["*"] if stated == "*"

principals(stated) := [sprintf("%s:%s", [kind, name]) | some kind, names in stated; some name in list(names)] if {
	is_object(stated)
}

# Every address on the internet.
anywhere := {"0.0.0.0/0", "::/0", "*", "Internet", "Any", "any", "0.0.0.0", "<nw>/0", "/0"}
