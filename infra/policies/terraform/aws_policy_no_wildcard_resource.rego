# METADATA
# title: Policies name the resources that may be changed
# description: >-
#   A role that may change every resource of a kind harms those of others when it is taken over.
# custom:
#   severity: high
#   fix: >-
#     Name the resources by ARN, or limit them by a condition such as aws:ResourceTag.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.terraform.aws_policy_no_wildcard_resource

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in types
	some resource in terraform.resources(type)
	some statement in terraform.statements(resource.values.policy)
	statement.allows
	"*" in statement.resources
	count(statement.conditions) == 0
	some action in statement.actions
	not regex.match(reading, action)
	not action in without_resources
	finding := terraform.violation(resource, ["policy"], "the policy allows changes to every resource")
}

findings contains finding if {
	some type in types
	some resource in terraform.resources(type)
	terraform.at(resource, ["policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["policy"], "the policy allows changes to every resource")
}

# Types whose attribute `policy` gives rights to whoever holds it.
types := ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"]

# Actions that change nothing.
reading := `^[a-zA-Z0-9-]+:(Get|List|Describe|BatchGet|Lookup|Search|View|Head|Check|Simulate|Query)`

# Actions that AWS offers for all resources only.
without_resources := {
	"cloudwatch:PutMetricData", "xray:PutTraceSegments", "xray:PutTelemetryRecords", "ec2messages:SendReply",
	"ec2messages:AcknowledgeMessage", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
	"ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel", "logs:CreateLogDelivery",
}
