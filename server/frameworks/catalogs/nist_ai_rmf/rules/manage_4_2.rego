# METADATA
# title: Continual improvement
# description: >-
#   Applies in production. Checks that improvements are integrated into controlled updates, that interested parties
#   are heard and that the count of feedback was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MANAGE 4.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_4_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 4.2")

not_applicable contains scope.not_deployed("MANAGE 4.2")

findings contains finding.require_fact("monitoring.improvements_tracked", "MANAGE 4.2: improvements enter updates")

findings contains finding.require_fact("lifecycle.change_management", "MANAGE 4.2: updates are controlled")

findings contains finding.require_fact("governance.external_feedback_process", "MANAGE 4.2: interested parties are heard")

findings contains finding.require_metric_reported("feedback_count", scope.metric_days, "MANAGE 4.2: engagement is measurable")

result := finding.decide(not_applicable, findings)
