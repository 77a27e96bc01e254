# METADATA
# title: Purpose, context and impacts
# description: >-
#   Checks that purpose, context and users, limits and laws are documented, and, where output affects persons, that
#   the affected groups are named.
# related_resources:
# - description: NIST AI 100-1, MAP 1.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_1_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 1.1")

findings contains scope.undecided("scope.decision_effect", "MAP 1.1")

findings contains finding.require_fact("documentation.intended_purpose", "MAP 1.1: purpose, context and users are documented")

findings contains finding.require_fact("documentation.limitations", "MAP 1.1: assumptions and limits are documented")

findings contains finding.require_fact("governance.legal_requirements_identified", "MAP 1.1: laws of the context are known")

findings contains checks.require_listed("scope.affected_groups", "MAP 1.1: affected groups are named") if scope.affects_people

result := finding.decide(not_applicable, findings)
