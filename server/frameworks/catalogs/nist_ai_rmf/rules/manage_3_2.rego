# METADATA
# title: Pre-trained models
# description: >-
#   Applies when third parties' resources and a pre-trained model are used. Checks that the model is monitored as
#   part of operation and, in production, that results were reviewed recently.
# related_resources:
# - description: NIST AI 100-1, MANAGE 3.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_3_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 3.2")

not_applicable contains scope.without_third_parties("MANAGE 3.2")

not_applicable contains scope.without_pretrained_models("MANAGE 3.2")

findings contains scope.undecided("scope.third_party_components", "MANAGE 3.2")

findings contains scope.undecided("scope.pretrained_models", "MANAGE 3.2")

findings contains finding.require_fact("monitoring.pretrained_models_monitored", "MANAGE 3.2: pre-trained models are monitored") if {
	scope.third_parties
	scope.pretrained_models
}

findings contains finding.require_fact("suppliers.component_risks_mapped", "MANAGE 3.2: their risks are mapped") if {
	scope.third_parties
	scope.pretrained_models
}

findings contains finding.require_within("monitoring.reviewed_on", scope.review_days, "MANAGE 3.2: monitoring is regular") if {
	scope.third_parties
	scope.pretrained_models
	scope.deployed
}

result := finding.decide(not_applicable, findings)
