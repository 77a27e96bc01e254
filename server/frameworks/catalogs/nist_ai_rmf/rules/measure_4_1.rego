# METADATA
# title: Measurement informed by context and experts
# description: >-
#   Checks that metrics are selected and documented for the context and that domain experts and users were
#   consulted.
# related_resources:
# - description: NIST AI 100-1, MEASURE 4.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_4_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 4.1")

findings contains finding.require_fact("performance.metrics_selected", "MEASURE 4.1: approaches are documented")

findings contains finding.require_fact("documentation.intended_purpose", "MEASURE 4.1: the context of deployment is known")

findings contains finding.require_fact("lifecycle.experts_consulted", "MEASURE 4.1: experts and users are consulted")

findings contains finding.require_fact("performance.deployment_like_conditions", "MEASURE 4.1: measurement resembles the deployment") if scope.evaluable

result := finding.decide(not_applicable, findings)
