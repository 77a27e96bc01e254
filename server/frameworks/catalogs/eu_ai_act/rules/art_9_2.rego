# METADATA
# title: Risk management as a continuous process
# description: >-
#   Each step of the process must be done, and the file reviewed within a year. Once in use, risks that emerge there
#   must be tracked.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 9(2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_9_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_within("risk.reviewed_on", 365, "Article 9(2), regular review taken here as yearly")

duties contains finding.require_fact("risk.risks_identified", "Article 9(2)(a)")

duties contains finding.require_fact("risk.impact_likelihood_estimated", "Article 9(2)(b), estimation")

duties contains finding.require_fact("risk.misuse_considered", "Article 9(2)(b), foreseeable misuse")

duties contains finding.require_fact("risk.emergent_risks_tracked", "Article 9(2)(c)") if input.system.lifecycle == "deployed"

duties contains finding.require_fact("risk.measures_adopted", "Article 9(2)(d)")

result := finding.decide(not_applicable, findings)
