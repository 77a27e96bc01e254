# METADATA
# title: What tests give to rules
# description: Small inputs, and what may be found in them.
package syndic.policies.library.given

import rego.v1

# A plan with one resource.
plan(type, values) := plan_of([resource(type, values)])

# A plan with these resources.
plan_of(resources) := {"resources": {type: [entry | some entry in resources; entry.type == type] |
	some type in {entry.type | some entry in resources}
}}

resource(type, values) := {
	"address": sprintf("%s.example", [type]),
	"type": type,
	"values": values,
	"targets": {},
}

# A resource, and one of another type that refers to it by an attribute.
pair(type, companion, attribute, values) := plan_of([
	resource(type, {}),
	object.union(resource(companion, values), {"targets": {attribute: [sprintf("%s.example", [type])]}}),
])

# A resource, and one of another type that does not refer to it.
strangers(type, companion, values) := plan_of([resource(type, {}), resource(companion, values)])

# Something was found, and all of it breaks the rule.
violates(findings) if {
	count(findings) > 0
	every finding in findings {
		finding.outcome == "violation"
	}
}

# Something was found, and nothing of it is decided before apply.
undecided(findings) if {
	count(findings) > 0
	every finding in findings {
		finding.outcome == "unknown"
	}
}

# Manifests with one Deployment of one pod.
pod(spec) := {
	"objects": [],
	"containers": [],
	"workloads": [{
		"id": "Deployment/example",
		"kind": "Deployment",
		"namespace": "",
		"labels": {"app": "example"},
		"replicas": 2,
		"path": ["spec", "template", "spec"],
		"pod": spec,
	}],
}

# Manifests with one Deployment of one container.
container(spec) := object.union(pod({}), {"containers": [{
	"id": "Deployment/example",
	"kind": "Deployment",
	"name": "server",
	"init": false,
	"path": ["spec", "template", "spec", "containers", 0],
	"container": spec,
}]})

# Manifests with one object.
applied(manifest) := {
	"workloads": [],
	"containers": [],
	"objects": [{
		"id": manifest.kind,
		"kind": manifest.kind,
		"namespace": "",
		"name": manifest_name(manifest),
		"path": [],
		"manifest": manifest,
	}],
}

manifest_name(manifest) := object.get(manifest, "name", "example")

# A Dockerfile of one stage with these instructions, each a pair of its name and its value.
dockerfile(instructions) := stage({"user": user(instructions), "instructions": [entry |
	some position, words in instructions
	entry := {"instruction": words[0], "value": words[1], "line": position + 2}
]})

user(instructions) := users[count(users) - 1] if {
	users := array.concat([""], [words[1] | some words in instructions; words[0] == "USER"])
}

# A Dockerfile of one stage.
stage(values) := {"stages": [object.union(
	{
		"id": "stage 0",
		"name": null,
		"base": "scratch",
		"base_is_stage": false,
		"decided": true,
		"final": true,
		"line": 1,
		"user": "",
		"instructions": [],
	},
	values,
)]}

# A workflow of one job.
workflow(values) := object.union(
	{
		"triggers": {"push": {}},
		"permissions": null,
		"env": {},
		"concurrency": null,
		"jobs": [{"id": "job example", "path": ["jobs", "example"], "job": {}, "steps": []}],
	},
	values,
)

job(values) := with_steps(values, [])

on(trigger, values) := object.union(job(values), {"triggers": {trigger: {}}})

steps(listed) := with_steps({}, listed)

with_steps(values, listed) := workflow({"jobs": [{
	"id": "job example",
	"path": ["jobs", "example"],
	"job": values,
	"steps": [{"path": ["jobs", "example", "steps", position], "step": step} | some position, step in listed],
}]})
