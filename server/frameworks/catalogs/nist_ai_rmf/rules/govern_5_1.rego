# METADATA
# title: Feedback from outside the team
# description: >-
#   Checks that outside feedback is collected and acted on and that outsiders have a way to report adverse impacts.
# related_resources:
# - description: NIST AI 100-1, GOVERN 5.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_5_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 5.1")

findings contains finding.require_fact("governance.external_feedback_process", "GOVERN 5.1: outside feedback is collected and acted on")

findings contains finding.require_fact("transparency.impact_reporting_channel", "GOVERN 5.1: outsiders can report adverse impacts")

result := finding.decide(not_applicable, findings)
