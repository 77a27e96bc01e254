package syndic.policies.terraform.aws_backup_vault_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_backup_vault_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{"kms_key_arn": null}, {"kms_key_arn": ""}] {
		found := aws_backup_vault_customer_key.findings with input as given.plan("aws_backup_vault", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"kms_key_arn": "given"}] {
		found := aws_backup_vault_customer_key.findings with input as given.plan("aws_backup_vault", values)
		count(found) == 0
	}
}
