# METADATA
# title: Communication and handling of incidents
# description: >-
#   Applies in production. Checks that incidents are communicated and answered, that the number of open ones was
#   reported within 90 days, and that while any is open an incident report is on record.
# related_resources:
# - description: NIST AI 100-1, MANAGE 4.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_4_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 4.3")

not_applicable contains scope.not_deployed("MANAGE 4.3")

findings contains finding.require_fact("monitoring.incidents_shared", "MANAGE 4.3: incidents reach affected communities")

findings contains finding.require_fact("monitoring.incident_response_plan", "MANAGE 4.3: incidents are tracked and recovered from")

findings contains finding.require_fact("transparency.incident_communication_plan", "MANAGE 4.3: communication is planned")

findings contains finding.require_metric_reported("incidents_open", scope.metric_days, "MANAGE 4.3: incidents are tracked")

# A count of open incidents without any report means that the process is not followed.
findings contains finding.require_evidence("incident_report", "MANAGE 4.3: open incidents are documented") if {
	checks.metric_value("incidents_open") > 0
}

result := finding.decide(not_applicable, findings)
