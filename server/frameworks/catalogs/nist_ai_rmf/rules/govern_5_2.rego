# METADATA
# title: Adjudicated feedback enters design
# description: >-
#   Checks that feedback is acted on through controlled changes; for a system in production, that feedback is
#   collected, that improvements follow from it and that its count was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, GOVERN 5.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_5_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 5.2")

findings contains finding.require_fact("governance.external_feedback_process", "GOVERN 5.2: feedback is adjudicated")

findings contains finding.require_fact("lifecycle.change_management", "GOVERN 5.2: feedback reaches the system by controlled changes")

findings contains finding.require_fact("monitoring.feedback_collected", "GOVERN 5.2: users' feedback is collected") if scope.deployed

findings contains finding.require_fact("monitoring.improvements_tracked", "GOVERN 5.2: improvements follow from feedback") if scope.deployed

findings contains finding.require_metric_reported("feedback_count", scope.metric_days, "GOVERN 5.2: feedback is counted") if scope.deployed

result := finding.decide(not_applicable, findings)
