# METADATA
# title: Post-deployment monitoring plan
# description: >-
#   Applies in production. Checks the plan and each of its mechanisms; appeal and override are asked for where
#   output affects persons. The plan or a monitoring report must be on record.
# related_resources:
# - description: NIST AI 100-1, MANAGE 4.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_4_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 4.1")

not_applicable contains scope.not_deployed("MANAGE 4.1")

findings contains scope.undecided("scope.decision_effect", "MANAGE 4.1")

findings contains finding.require_fact("monitoring.production_monitored", "MANAGE 4.1: monitoring is implemented")

findings contains finding.require_fact("monitoring.feedback_collected", "MANAGE 4.1: input of users is evaluated")

findings contains finding.require_fact("transparency.appeal_process", "MANAGE 4.1: outcomes can be appealed") if scope.affects_people

findings contains finding.require_fact("oversight.override_possible", "MANAGE 4.1: outcomes can be overridden") if scope.affects_people

findings contains finding.require_fact("governance.decommissioning_process", "MANAGE 4.1: decommissioning is provided for")

findings contains finding.require_fact("monitoring.incident_response_plan", "MANAGE 4.1: incident response and recovery are provided for")

findings contains finding.require_fact("lifecycle.change_management", "MANAGE 4.1: changes are managed")

findings contains checks.require_any_evidence(["post_market_plan", "monitoring_report"], "MANAGE 4.1: the plan is on record")

result := finding.decide(not_applicable, findings)
