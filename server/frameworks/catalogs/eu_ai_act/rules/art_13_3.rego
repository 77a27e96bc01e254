# METADATA
# title: Content of the instructions
# description: The parts of the instructions that facts describe must be documented.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 13(3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_13_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact(path, citation) if some path, citation in content

content := {
	"documentation.intended_purpose": "Article 13(3)(b)(i)",
	"performance.accuracy_declared": "Article 13(3)(b)(ii)",
	"documentation.limitations": "Article 13(3)(b), limitations of performance",
	"documentation.explanation": "Article 13(3)(b)(iv) and (vii)",
	"documentation.computing_resources": "Article 13(3)(e)",
}

result := finding.decide(not_applicable, findings)
