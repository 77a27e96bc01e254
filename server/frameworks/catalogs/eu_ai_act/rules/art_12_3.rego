# METADATA
# title: Logs of remote biometric identification
# description: Remote biometric identification must log automatically, and a sample must show the minimum content.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 12(3) and Annex III, point 1(a)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_12_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_provider,
	scope.when_true("scope.remote_biometric_identification", "Article 12(3): no remote biometric identification"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("logging.automatic", "Article 12(3)")

duties contains finding.require_evidence("log_sample", "Article 12(3)(a) to (d)")

result := finding.decide(not_applicable, findings)
