# METADATA
# title: Feedback and appeal of users and communities
# description: >-
#   Applies from testing on. Checks that problems can be reported, that outcomes affecting persons can be contested,
#   and, in production, that feedback is evaluated and its count was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MEASURE 3.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_3_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 3.3")

not_applicable contains scope.before_testing("MEASURE 3.3")

findings contains scope.undecided("scope.decision_effect", "MEASURE 3.3")

findings contains finding.require_fact("transparency.impact_reporting_channel", "MEASURE 3.3: problems can be reported")

findings contains finding.require_fact("transparency.appeal_process", "MEASURE 3.3: outcomes can be contested") if scope.affects_people

findings contains finding.require_fact("monitoring.feedback_collected", "MEASURE 3.3: feedback is evaluated") if scope.deployed

findings contains finding.require_metric_reported("feedback_count", scope.metric_days, "MEASURE 3.3: feedback is part of the metrics") if scope.deployed

result := finding.decide(not_applicable, findings)
