# METADATA
# title: Testing against thresholds set beforehand
# description: Verification criteria and metrics must be set, and a test report must be on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 9(6) and (8)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_9_6

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("lifecycle.verification_plan", "Article 9(6)")

duties contains finding.require_fact("performance.metrics_selected", "Article 9(8), metrics set beforehand")

duties contains finding.require_evidence("test_report", "Article 9(8), tested before it is placed on the market")

result := finding.decide(not_applicable, findings)
