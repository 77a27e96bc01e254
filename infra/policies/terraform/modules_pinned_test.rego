package syndic.policies.terraform.modules_pinned_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.modules_pinned
import rego.v1

test_a_floating_module_violates if {
	every module in [call("terraform-aws-modules/vpc/aws", ""), call("terraform-aws-modules/vpc/aws", "~> 5.0"), call("git::https://example.org/a.git?ref=main", "")] {
		found := modules_pinned.findings with input as module
		given.violates(found)
	}
}

test_pinned_and_own_modules_pass if {
	every module in [call("../modules/network", ""), call("terraform-aws-modules/vpc/aws", "5.1.2"), call("git::https://example.org/a.git?ref=v1.2.3", "")] {
		found := modules_pinned.findings with input as module
		count(found) == 0
	}
}

call(source, version) := {"resources": {}, "modules": [{"address": "module.network", "source": source, "version": version}]}
