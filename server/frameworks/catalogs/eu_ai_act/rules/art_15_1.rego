# METADATA
# title: Appropriate and consistent performance
# description: >-
#   Performance must be measured, evaluated and shown under conditions like those of use. In use, recent figures or
#   a monitoring report must show that it holds.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 15(1)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_15_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("performance.metrics_selected", "Article 15(1)")

duties contains finding.require_fact("performance.deployment_like_conditions", "Article 15(1), in the light of its purpose")

duties contains duty.require_current("performance.evaluated_on", 365, "Article 15(1), throughout its life")

duties contains finding.passed("Article 15(1): figures of accuracy or error were reported within 90 days") if {
	input.system.lifecycle == "deployed"
	recently_reported
}

duties contains finding.require_evidence("monitoring_report", "Article 15(1), no figures of accuracy or error within 90 days") if {
	input.system.lifecycle == "deployed"
	not recently_reported
}

recently_reported if {
	some name in ["accuracy", "error_rate", "false_positive_rate", "false_negative_rate"]
	finding.metric_age_days(name) <= 90
}

result := finding.decide(not_applicable, findings)
