# METADATA
# title: Documentation of tests and tools
# description: >-
#   Applies once something is built. Checks that test sets, metrics and tools are documented and that a test report
#   is on record.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.1")

not_applicable contains scope.only_designed("MEASURE 2.1")

findings contains finding.require_fact("performance.evaluation_documented", "MEASURE 2.1: test sets, metrics and tools are documented")

findings contains finding.require_evidence("test_report", "MEASURE 2.1: a test report can be inspected")

result := finding.decide(not_applicable, findings)
