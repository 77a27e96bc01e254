# METADATA
# title: Machines and infrastructure relied on
# description: The computing resources the system is built and run on are documented.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.4.5
package syndic.frameworks.iso_42001.a_4_5

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("documentation.computing_resources", "A.4.5")

result := finding.decide(not_applicable, findings)
