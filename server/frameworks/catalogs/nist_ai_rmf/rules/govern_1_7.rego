# METADATA
# title: Safe decommissioning
# description: >-
#   Checks that a written process exists and that a system in production can be deactivated. A retired system must
#   leave a record of its decommissioning: minutes or an audit report. Before testing there is nothing to phase out.
# related_resources:
# - description: NIST AI 100-1, GOVERN 1.7
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_1_7

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.before_testing("GOVERN 1.7")

findings contains finding.require_fact("governance.decommissioning_process", "GOVERN 1.7: a written process phases systems out safely")

findings contains finding.require_fact("monitoring.deactivation_possible", "GOVERN 1.7: a system in production can be taken out of service") if scope.deployed

findings contains checks.require_any_evidence(["meeting_minutes", "audit_report"], "GOVERN 1.7: the decommissioning is on record") if {
	input.system.lifecycle == "retired"
}

result := finding.decide(not_applicable, findings)
