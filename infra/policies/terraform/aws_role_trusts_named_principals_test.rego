package syndic.policies.terraform.aws_role_trusts_named_principals_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_role_trusts_named_principals
import rego.v1

test_a_role_for_everybody_violates if {
	every principal in ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::111122223333:root", "*"]}] {
		found := aws_role_trusts_named_principals.findings with input as role(principal, {})
		given.violates(found)
	}
}

test_a_role_for_named_principals_passes if {
	found := aws_role_trusts_named_principals.findings with input as role({"Service": "ec2.amazonaws.com"}, {})
	count(found) == 0
}

test_a_role_under_a_condition_passes if {
	condition := {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}
	found := aws_role_trusts_named_principals.findings with input as role({"AWS": "*"}, condition)
	count(found) == 0
}

test_trust_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_role_trusts_named_principals.findings with input as given.plan("aws_iam_role", {"assume_role_policy": unknown})
	given.undecided(found)
}

role(principal, condition) := given.plan("aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [{
	"Effect": "Allow",
	"Action": "sts:AssumeRole",
	"Principal": principal,
	"Condition": condition,
}]})})
