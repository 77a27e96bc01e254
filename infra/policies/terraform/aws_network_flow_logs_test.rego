package syndic.policies.terraform.aws_network_flow_logs_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_network_flow_logs
import rego.v1

test_alone_violates if {
	found := aws_network_flow_logs.findings with input as given.plan("aws_vpc", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := aws_network_flow_logs.findings with input as given.pair("aws_vpc", "aws_flow_log", "vpc_id", {})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := aws_network_flow_logs.findings with input as given.strangers("aws_vpc", "aws_flow_log", {})
	given.violates(found)
}
