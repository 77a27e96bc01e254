# METADATA
# title: Targeted scope of application
# description: >-
#   Checks that purpose and context, capability limits, and tasks and methods are all documented.
# related_resources:
# - description: NIST AI 100-1, MAP 3.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_3_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 3.3")

findings contains finding.require_fact("documentation.intended_purpose", "MAP 3.3: context and scope are specified")

findings contains finding.require_fact("documentation.limitations", "MAP 3.3: the scope respects the capability")

findings contains finding.require_fact("documentation.tasks_and_methods", "MAP 3.3: the scope follows the categorisation")

result := finding.decide(not_applicable, findings)
