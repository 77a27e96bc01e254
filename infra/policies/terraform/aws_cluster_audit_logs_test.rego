package syndic.policies.terraform.aws_cluster_audit_logs_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_cluster_audit_logs
import rego.v1

test_bad_values_violate if {
	every values in [{"enabled_cluster_log_types": null}, {"enabled_cluster_log_types": []}] {
		found := aws_cluster_audit_logs.findings with input as given.plan("aws_eks_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"enabled_cluster_log_types": ["api", "audit", "authenticator"]}] {
		found := aws_cluster_audit_logs.findings with input as given.plan("aws_eks_cluster", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"enabled_cluster_log_types": unknown}] {
		found := aws_cluster_audit_logs.findings with input as given.plan("aws_eks_cluster", values)
		given.undecided(found)
	}
}
