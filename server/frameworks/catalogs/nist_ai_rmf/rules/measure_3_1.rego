# METADATA
# title: Tracking of existing and emergent risks
# description: >-
#   Checks that emergent risks are tracked by assigned people, that the risk management file was reviewed recently,
#   and, for a system in production, that actual performance is monitored.
# related_resources:
# - description: NIST AI 100-1, MEASURE 3.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_3_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 3.1")

findings contains finding.require_fact("risk.emergent_risks_tracked", "MEASURE 3.1: emergent risks are tracked")

findings contains finding.require_fact("governance.monitoring_roles_defined", "MEASURE 3.1: personnel are assigned")

findings contains finding.require_within("risk.reviewed_on", scope.review_days, "MEASURE 3.1: risks are reviewed as often as the risk asks")

findings contains finding.require_fact("monitoring.production_monitored", "MEASURE 3.1: actual performance is known") if scope.deployed

result := finding.decide(not_applicable, findings)
