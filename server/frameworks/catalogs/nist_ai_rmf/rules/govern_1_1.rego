# METADATA
# title: Legal and regulatory requirements
# description: >-
#   Checks that the requirements are identified and managed; for a high-risk system a policy or a legal opinion must
#   be on record, because the subcategory asks for documentation.
# related_resources:
# - description: NIST AI 100-1, GOVERN 1.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_1_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 1.1")

findings contains finding.require_fact("governance.legal_requirements_identified", "GOVERN 1.1: requirements are understood and managed")

findings contains checks.require_any_evidence(["policy", "legal_opinion"], "GOVERN 1.1: requirements are documented") if scope.high_risk

result := finding.decide(not_applicable, findings)
