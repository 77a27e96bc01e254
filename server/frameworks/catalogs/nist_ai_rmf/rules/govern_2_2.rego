# METADATA
# title: Training in AI risk management
# description: >-
#   Checks that a training programme exists, was held within a year, reached at least 80 percent of the relevant
#   staff (95 percent for a high-risk system), and that training records are on file.
# related_resources:
# - description: NIST AI 100-1, GOVERN 2.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_2_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 2.2")

findings contains finding.require_fact("people.literacy_programme", "GOVERN 2.2: a training programme exists")

findings contains finding.require_within("people.literacy_trained_on", 365, "GOVERN 2.2: training is held yearly")

findings contains finding.require_at_least("people.literacy_coverage_percent", minimum_coverage_percent, "GOVERN 2.2: staff are reached")

findings contains finding.require_evidence("training_record", "GOVERN 2.2: training is recorded")

default minimum_coverage_percent := 80

minimum_coverage_percent := 95 if scope.high_risk

result := finding.decide(not_applicable, findings)
