# METADATA
# title: Inventory of AI systems
# description: >-
#   Checks that the inventory is kept and resourced by priority and that this system's entry lists its components
#   and assets.
# related_resources:
# - description: NIST AI 100-1, GOVERN 1.6
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_1_6

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 1.6")

findings contains finding.require_fact("governance.inventory_maintained", "GOVERN 1.6: systems are inventoried and resourced by risk priority")

findings contains finding.require_fact("documentation.resources", "GOVERN 1.6: the entry lists components and assets")

result := finding.decide(not_applicable, findings)
