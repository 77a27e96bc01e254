# METADATA
# title: Cybersecurity
# description: >-
#   Security must be tested and the report on record. An adversarial test older than a year must be confirmed.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 15(5)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_15_5

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("performance.cybersecurity_tested", "Article 15(5), first subparagraph")

duties contains duty.require_current("performance.adversarial_testing_on", 365, "Article 15(5), third subparagraph")

duties contains finding.require_evidence("security_test_report", "Article 15(5)")

result := finding.decide(not_applicable, findings)
