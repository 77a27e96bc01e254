# METADATA
# title: Robustness and feedback loops
# description: >-
#   Robustness must be tested. Without a fail-safe plan a test report must show another means. Continued learning
#   needs measures against feedback loops.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 15(4)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_15_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("performance.robustness_tested", "Article 15(4), first subparagraph")

duties contains finding.require_fact("performance.fail_safe", "Article 15(4), second subparagraph") if {
	finding.fact("performance.fail_safe") != false
}

duties contains finding.require_evidence("test_report", "Article 15(4): robust by other means than redundancy") if {
	finding.fact("performance.fail_safe") == false
}

duties contains duty.require_fact_where(
	"performance.continues_learning",
	"performance.feedback_loops_addressed",
	"Article 15(4), third subparagraph",
)

result := finding.decide(not_applicable, findings)
