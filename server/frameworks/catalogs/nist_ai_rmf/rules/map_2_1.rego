# METADATA
# title: Tasks and methods
# description: >-
#   Checks that tasks and methods are defined and that a model card or technical documentation on record shows them.
# related_resources:
# - description: NIST AI 100-1, MAP 2.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_2_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 2.1")

findings contains finding.require_fact("documentation.tasks_and_methods", "MAP 2.1: tasks and methods are defined")

findings contains checks.require_any_evidence(["model_card", "technical_documentation"], "MAP 2.1: tasks and methods can be inspected")

result := finding.decide(not_applicable, findings)
