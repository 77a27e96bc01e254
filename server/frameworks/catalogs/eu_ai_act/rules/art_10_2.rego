# METADATA
# title: Data governance practices
# description: >-
#   Every practice of data governance must be documented, biases examined and mitigated, and gaps addressed.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 10(1), (2) and (6)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_10_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact(path, citation) if some path, citation in practices

duties contains finding.require_evidence("data_governance_record", "Article 10(2)")

practices := {
	"data.governance_documented": "Article 10(2)",
	"data.acquisition_documented": "Article 10(2)(b), collection",
	"data.provenance_recorded": "Article 10(2)(b), origin",
	"data.preparation_documented": "Article 10(2)(c)",
	"data.bias_examined": "Article 10(2)(f)",
	"data.bias_mitigated": "Article 10(2)(g)",
	"data.gaps_addressed": "Article 10(2)(h)",
}

result := finding.decide(not_applicable, findings)
