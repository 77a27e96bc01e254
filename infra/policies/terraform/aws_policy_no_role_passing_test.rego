package syndic.policies.terraform.aws_policy_no_role_passing_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_policy_no_role_passing
import rego.v1

test_wide_policies_violate if {
	every statement in [{"Action": "iam:PassRole", "Resource": "*"}] {
		found := aws_policy_no_role_passing.findings with input as given.plan("aws_iam_policy", policy(statement))
		given.violates(found)
	}
}

test_narrow_policies_pass if {
	every statement in [{"Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/node"}, {"Action": "s3:GetObject", "Resource": "*"}] {
		found := aws_policy_no_role_passing.findings with input as given.plan("aws_iam_role_policy", policy(statement))
		count(found) == 0
	}
}

test_a_policy_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_policy_no_role_passing.findings with input as given.plan("aws_iam_policy", {"policy": unknown})
	given.undecided(found)
}

policy(statement) := {"policy": json.marshal({"Statement": [object.union({"Effect": "Allow"}, statement)]})}
