package syndic.policies.terraform.aws_no_access_keys_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_no_access_keys
import rego.v1

test_a_long_lived_credential_violates if {
	every type in ["aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_service_specific_credential"] {
		found := aws_no_access_keys.findings with input as given.plan(type, {})
		given.violates(found)
	}
}

test_a_role_passes if {
	found := aws_no_access_keys.findings with input as given.plan("aws_iam_role", {})
	count(found) == 0
}
