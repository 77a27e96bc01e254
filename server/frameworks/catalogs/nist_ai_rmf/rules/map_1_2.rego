# METADATA
# title: Interdisciplinary AI actors
# description: >-
#   Checks that a diverse team takes part, that domain experts and communities were consulted and that the
#   competences needed are documented.
# related_resources:
# - description: NIST AI 100-1, MAP 1.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_1_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 1.2")

findings contains finding.require_fact("governance.diverse_team", "MAP 1.2: the team is diverse in discipline and background")

findings contains finding.require_fact("lifecycle.experts_consulted", "MAP 1.2: experts and communities take part")

findings contains finding.require_fact("people.competences_documented", "MAP 1.2: competences are documented")

result := finding.decide(not_applicable, findings)
