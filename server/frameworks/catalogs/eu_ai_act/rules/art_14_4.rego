# METADATA
# title: What overseers are enabled to do
# description: >-
#   Each of the five abilities of overseers must be given, unless a legal opinion explains why it is not
#   appropriate.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 14(4)(a) to (e)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_14_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains duty.require_fact_or_exception(path, "art_14_4", citation) if some path, citation in abilities

abilities := {
	"documentation.limitations": "Article 14(4)(a)",
	"oversight.automation_bias_addressed": "Article 14(4)(b)",
	"documentation.explanation": "Article 14(4)(c)",
	"oversight.override_possible": "Article 14(4)(d)",
	"oversight.stop_control": "Article 14(4)(e)",
}

result := finding.decide(not_applicable, findings)
