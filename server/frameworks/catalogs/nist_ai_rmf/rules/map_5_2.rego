# METADATA
# title: Engagement with AI actors on impacts
# description: >-
#   Checks that experts and communities are consulted, that outside feedback is acted on and that roles are
#   assigned; for a system in production, that feedback of users and affected persons is evaluated.
# related_resources:
# - description: NIST AI 100-1, MAP 5.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_5_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 5.2")

findings contains finding.require_fact("lifecycle.experts_consulted", "MAP 5.2: experts and communities are engaged")

findings contains finding.require_fact("governance.external_feedback_process", "MAP 5.2: feedback is integrated")

findings contains finding.require_fact("governance.roles_assigned", "MAP 5.2: personnel are assigned")

findings contains finding.require_fact("monitoring.feedback_collected", "MAP 5.2: feedback on impacts is evaluated") if scope.deployed

result := finding.decide(not_applicable, findings)
