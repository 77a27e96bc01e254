# METADATA
# title: Authority notified of the assessment
# description: The authority must be notified of the assessment, unless a legal opinion explains an exemption.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 27(3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_27_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.fundamental_rights_deployer.outside

findings contains found if some found in scope.weigh(scope.fundamental_rights_deployer, duties)

duties contains duty.require_fact_or_exception("risk.fundamental_rights_authority_notified", "art_27_3", "Article 27(3)")

result := finding.decide(not_applicable, findings)
