# METADATA
# title: Testing, incident identification and information sharing
# description: >-
#   Checks that evaluation is documented, that incidents are tracked and answered, that their communication is
#   planned, and that the incident procedure is on record.
# related_resources:
# - description: NIST AI 100-1, GOVERN 4.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_4_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 4.3")

findings contains finding.require_fact("performance.evaluation_documented", "GOVERN 4.3: testing is practised and documented") if scope.evaluable

findings contains finding.require_fact("monitoring.incident_response_plan", "GOVERN 4.3: incidents are identified and answered")

findings contains finding.require_fact("transparency.incident_communication_plan", "GOVERN 4.3: information on incidents is shared")

findings contains finding.require_evidence("incident_procedure", "GOVERN 4.3: the incident procedure can be inspected")

result := finding.decide(not_applicable, findings)
