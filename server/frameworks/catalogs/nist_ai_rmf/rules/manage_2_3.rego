# METADATA
# title: Response to unknown risks
# description: >-
#   Applies from testing on. Checks that procedures exist and rest on incident response, and that emergent risks are
#   tracked so that one would be noticed.
# related_resources:
# - description: NIST AI 100-1, MANAGE 2.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_2_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 2.3")

not_applicable contains scope.before_testing("MANAGE 2.3")

findings contains finding.require_fact("monitoring.unknown_risk_response", "MANAGE 2.3: procedures respond to unknown risks")

findings contains finding.require_fact("monitoring.incident_response_plan", "MANAGE 2.3: recovery is planned")

findings contains finding.require_fact("risk.emergent_risks_tracked", "MANAGE 2.3: a new risk would be noticed")

result := finding.decide(not_applicable, findings)
