package syndic.policies.terraform.aws_policy_no_wildcard_action_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_policy_no_wildcard_action
import rego.v1

test_wide_policies_violate if {
	every statement in [{"Action": "*", "Resource": "a"}, {"Action": ["s3:GetObject", "kms:*"], "Resource": "a"}, {"NotAction": "iam:*", "Resource": "a"}] {
		found := aws_policy_no_wildcard_action.findings with input as given.plan("aws_iam_policy", policy(statement))
		given.violates(found)
	}
}

test_narrow_policies_pass if {
	every statement in [{"Action": ["s3:GetObject", "s3:List*"], "Resource": "*"}, {"Effect": "Deny", "Action": "*", "Resource": "*"}] {
		found := aws_policy_no_wildcard_action.findings with input as given.plan("aws_iam_role_policy", policy(statement))
		count(found) == 0
	}
}

test_a_policy_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_policy_no_wildcard_action.findings with input as given.plan("aws_iam_policy", {"policy": unknown})
	given.undecided(found)
}

policy(statement) := {"policy": json.marshal({"Statement": [object.union({"Effect": "Allow"}, statement)]})}
