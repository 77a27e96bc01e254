# METADATA
# title: Ongoing monitoring and periodic review
# description: >-
#   Checks that monitoring and review are planned and assigned, that management reviewed within a year, and that the
#   risk management file was reviewed within a year, or within 180 days for a high-risk system.
# related_resources:
# - description: NIST AI 100-1, GOVERN 1.5
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_1_5

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 1.5")

findings contains finding.require_fact("governance.monitoring_roles_defined", "GOVERN 1.5: monitoring and review are planned and assigned")

findings contains finding.require_within("governance.management_reviewed_on", 365, "GOVERN 1.5: management reviews yearly")

findings contains finding.require_within("risk.reviewed_on", scope.review_days, "GOVERN 1.5: outcomes are reviewed as often as the risk asks")

result := finding.decide(not_applicable, findings)
