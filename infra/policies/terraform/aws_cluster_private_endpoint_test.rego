package syndic.policies.terraform.aws_cluster_private_endpoint_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_cluster_private_endpoint
import rego.v1

test_bad_values_violate if {
	every values in [
		{"vpc_config": [{"endpoint_public_access": null, "endpoint_private_access": true}]},
		{"vpc_config": [{"endpoint_public_access": true, "endpoint_private_access": true}]},
		{"vpc_config": [{"endpoint_public_access": false, "endpoint_private_access": null}]},
		{"vpc_config": [{"endpoint_public_access": false, "endpoint_private_access": false}]},
	] {
		found := aws_cluster_private_endpoint.findings with input as given.plan("aws_eks_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"vpc_config": [{"endpoint_public_access": false, "endpoint_private_access": true}]}] {
		found := aws_cluster_private_endpoint.findings with input as given.plan("aws_eks_cluster", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [
		{"vpc_config": [{"endpoint_public_access": unknown, "endpoint_private_access": true}]},
		{"vpc_config": [{"endpoint_public_access": false, "endpoint_private_access": unknown}]},
	] {
		found := aws_cluster_private_endpoint.findings with input as given.plan("aws_eks_cluster", values)
		given.undecided(found)
	}
}
