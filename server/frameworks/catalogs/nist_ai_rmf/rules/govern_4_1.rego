# METADATA
# title: Critical thinking and safety first
# description: >-
#   Checks that policies foster this mindset and that people can raise concerns without fear of reprisal.
# related_resources:
# - description: NIST AI 100-1, GOVERN 4.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_4_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 4.1")

findings contains finding.require_fact("governance.safety_culture", "GOVERN 4.1: policies foster a safety-first mindset")

findings contains finding.require_fact("governance.concerns_channel", "GOVERN 4.1: concerns can be raised without reprisal")

result := finding.decide(not_applicable, findings)
