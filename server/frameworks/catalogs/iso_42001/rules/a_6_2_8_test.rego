package syndic.frameworks.iso_42001.a_6_2_8_test

import data.syndic.frameworks.iso_42001.a_6_2_8
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_2_8.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_logs if {
	result := a_6_2_8.result with input as fixtures.stating({"logging": {"automatic": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.8: logging.automatic is false"]
}

test_fail_when_logs_do_not_allow_tracing if {
	result := a_6_2_8.result with input as fixtures.stating({"logging": {"traceable": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.8 (high risk): logging.traceable is false"]
}

test_fail_when_logs_are_deleted_early if {
	result := a_6_2_8.result with input as fixtures.stating({"logging": {"retention_days": 60}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.8 (in operation): logging.retention_days is 60, below 183"]
}

test_pass_with_shorter_retention_at_limited_risk if {
	a_6_2_8.result.outcome == "pass" with input as object.union(
		fixtures.stating({"logging": {"retention_days": 60, "traceable": false}}),
		{"system": {"risk_tier": "limited"}},
	)
}

test_needs_evidence_without_log_sample if {
	result := a_6_2_8.result with input as fixtures.without_evidence("log_sample")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:log_sample"]
}

test_needs_evidence_while_retention_unknown if {
	result := a_6_2_8.result with input as fixtures.not_stating("logging", "retention_days")
	result.outcome == "needs_evidence"
	result.needs == ["fact:logging.retention_days"]
}

test_not_applicable_before_testing if {
	result := a_6_2_8.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}

test_not_applicable_when_retired if {
	result := a_6_2_8.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
