# METADATA
# title: Explanation and interpretation
# description: >-
#   Applies once something is built. Checks that the model is explained and its validation documented, that a model
#   card or technical documentation is on record, and that people affected by automated decisions can obtain an
#   explanation.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.9
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_9

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.9")

not_applicable contains scope.only_designed("MEASURE 2.9")

findings contains scope.undecided("scope.decision_effect", "MEASURE 2.9")

findings contains finding.require_fact("documentation.explanation", "MEASURE 2.9: the model is explained and its output interpreted")

findings contains finding.require_fact("performance.evaluation_documented", "MEASURE 2.9: the model is validated and documented")

findings contains finding.require_fact("transparency.explanation_available", "MEASURE 2.9: automated decisions can be explained") if scope.decides_alone

findings contains checks.require_any_evidence(["model_card", "technical_documentation"], "MEASURE 2.9: the explanation can be inspected")

result := finding.decide(not_applicable, findings)
