# METADATA
# title: Evaluations with human subjects
# description: >-
#   Applies when an evaluation involves human subjects. Checks that requirements are met, that vulnerable groups are
#   considered and that a record of the evaluation is on file.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.2")

not_applicable contains scope.without_human_subjects("MEASURE 2.2")

findings contains scope.undecided("scope.human_subject_evaluation", "MEASURE 2.2")

findings contains finding.require_fact("performance.human_subject_protection", "MEASURE 2.2: human subjects are protected and representative") if scope.human_subjects

findings contains finding.require_fact("risk.vulnerable_groups_considered", "MEASURE 2.2: vulnerable groups are considered") if scope.human_subjects

findings contains checks.require_any_evidence(["test_report", "audit_report", "legal_opinion"], "MEASURE 2.2: the evaluation is on record") if scope.human_subjects

result := finding.decide(not_applicable, findings)
