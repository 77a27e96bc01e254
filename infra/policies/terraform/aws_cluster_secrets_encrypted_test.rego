package syndic.policies.terraform.aws_cluster_secrets_encrypted_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_cluster_secrets_encrypted
import rego.v1

test_bad_values_violate if {
	every values in [{"encryption_config": []}, {}] {
		found := aws_cluster_secrets_encrypted.findings with input as given.plan("aws_eks_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"encryption_config": [{"resources": ["secrets"]}]}] {
		found := aws_cluster_secrets_encrypted.findings with input as given.plan("aws_eks_cluster", values)
		count(found) == 0
	}
}
