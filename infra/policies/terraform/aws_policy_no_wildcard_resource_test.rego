package syndic.policies.terraform.aws_policy_no_wildcard_resource_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_policy_no_wildcard_resource
import rego.v1

test_wide_policies_violate if {
	every statement in [{"Action": "s3:PutObject", "Resource": "*"}, {"Action": ["ec2:DescribeInstances", "ec2:TerminateInstances"], "Resource": ["*"]}] {
		found := aws_policy_no_wildcard_resource.findings with input as given.plan("aws_iam_policy", policy(statement))
		given.violates(found)
	}
}

test_narrow_policies_pass if {
	every statement in [{"Action": ["ec2:DescribeInstances", "ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"], "Resource": "*"}, {"Action": "s3:PutObject", "Resource": "arn:aws:s3:::evidence/*"}, {"Action": "ec2:RunInstances", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/owner": "syndic"}}}] {
		found := aws_policy_no_wildcard_resource.findings with input as given.plan("aws_iam_role_policy", policy(statement))
		count(found) == 0
	}
}

test_a_policy_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_policy_no_wildcard_resource.findings with input as given.plan("aws_iam_policy", {"policy": unknown})
	given.undecided(found)
}

policy(statement) := {"policy": json.marshal({"Statement": [object.union({"Effect": "Allow"}, statement)]})}
