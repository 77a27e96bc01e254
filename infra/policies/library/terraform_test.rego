package syndic.policies.library.terraform_test

import data.syndic.policies.library.terraform
import rego.v1

example := {
	"address": "a.b",
	"values": {
		"plain": 1,
		"nothing": null,
		"none": [],
		"later": terraform.unknown,
		"block": [{"inner": [{"name": 2}], "later": terraform.unknown, "nothing": null}, {}, {}],
		"later_block": [terraform.unknown],
		"null_block": [null],
		"object": {"name": 3},
	},
}

test_values_are_found if {
	terraform.at(example, ["plain"]) == 1
	terraform.at(example, ["block", "inner", "name"]) == 2
	terraform.at(example, ["object", "name"]) == 3
}

test_what_is_not_stated_is_null if {
	every path in [["other"], ["nothing", "name"], ["none", "name"], ["null_block", "name"], ["block", "nothing", "name"]] {
		terraform.at(example, path) == null
	}
}

test_unknown_stays_unknown_on_the_way_down if {
	every path in [["later"], ["later", "name"], ["later_block", "name"], ["block", "later"], ["block", "later", "name"]] {
		terraform.at(example, path) == terraform.unknown
	}
}

test_unknown_blocks_are_left_out if count(terraform.blocks(example.values, "later_block")) == 0

test_only_texts_of_json_have_statements if {
	every text in [terraform.unknown, "no JSON", null] {
		count(terraform.statements(text)) == 0
	}
}
