# METADATA
# title: Security and resilience
# description: >-
#   Applies from testing on. Checks that security was tested, that adversarial testing is less than a year old, or
#   180 days for a high-risk system, and that the report is on record.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.7
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_7

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.7")

not_applicable contains scope.before_testing("MEASURE 2.7")

findings contains finding.require_fact("performance.cybersecurity_tested", "MEASURE 2.7: security is tested")

findings contains finding.require_fact("performance.robustness_tested", "MEASURE 2.7: resilience is tested")

findings contains finding.require_within("performance.adversarial_testing_on", scope.review_days, "MEASURE 2.7: adversarial testing is recent")

findings contains finding.require_evidence("security_test_report", "MEASURE 2.7: the security test report can be inspected")

result := finding.decide(not_applicable, findings)
