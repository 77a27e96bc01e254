# METADATA
# title: High-risk as a product or safety component
# description: A product under Annex I, or its safety component, must be classed as high-risk.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 6(1) and Annex I
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_6_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.in_union,
	scope.not_retired,
	scope.when_true("scope.annex_i_product", "Article 6(1): neither a product under Annex I nor its safety component"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.passed("Article 6(1): a product under Annex I, classed as high-risk") if {
	input.system.risk_tier == "high"
}

duties contains finding.passed("Article 6(1): a product under Annex I, classed as prohibited") if {
	input.system.risk_tier == "prohibited"
}

duties contains finding.failed(sprintf("Article 6(1): a product under Annex I is high-risk, not %s", [input.system.risk_tier])) if {
	input.system.risk_tier in {"limited", "minimal"}
}

result := finding.decide(not_applicable, findings)
