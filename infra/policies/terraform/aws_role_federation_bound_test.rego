package syndic.policies.terraform.aws_role_federation_bound_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_role_federation_bound
import rego.v1

test_a_role_for_every_subject_violates if {
	every condition in [{}, {"StringEquals": {"token.example:aud": "sts"}}, {"StringLike": {"token.example:sub": "*"}}] {
		found := aws_role_federation_bound.findings with input as role(condition)
		given.violates(found)
	}
}

test_a_role_for_one_subject_passes if {
	found := aws_role_federation_bound.findings with input as role({"StringEquals": {"token.example:sub": "repo:a/b:ref:refs/heads/main"}})
	count(found) == 0
}

test_trust_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_role_federation_bound.findings with input as given.plan("aws_iam_role", {"assume_role_policy": unknown})
	given.undecided(found)
}

test_a_service_account_of_a_cluster_to_be_passes if {
	found := aws_role_federation_bound.findings with input as role({"StringEquals": {"(unknown until apply) 0": ["sts.amazonaws.com"], "(unknown until apply) 1": ["system:serviceaccount:syndic:server"]}})
	count(found) == 0
}

test_a_claim_unknown_until_apply_that_names_no_account_is_undecided if {
	every subjects in [["sts.amazonaws.com"], ["system:serviceaccount:syndic:*"], ["sts.amazonaws.com", "system:serviceaccount:syndic:server"]] {
		found := aws_role_federation_bound.findings with input as role({"StringEquals": {"(unknown until apply) 0": subjects}})
		given.undecided(found)
	}
}

role(condition) := given.plan("aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [{
	"Effect": "Allow",
	"Action": "sts:AssumeRoleWithWebIdentity",
	"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.example"},
	"Condition": condition,
}]})})
