# METADATA
# title: Diverse teams inform decisions
# description: >-
#   Checks that a diverse team informs risk decisions and that domain experts and affected communities were heard.
# related_resources:
# - description: NIST AI 100-1, GOVERN 3.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_3_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 3.1")

findings contains finding.require_fact("governance.diverse_team", "GOVERN 3.1: a diverse team informs risk decisions")

findings contains finding.require_fact("lifecycle.experts_consulted", "GOVERN 3.1: expertise and experience from outside is heard")

result := finding.decide(not_applicable, findings)
