# METADATA
# title: Raising concerns safely
# description: People who work with AI can report what worries them without fear of reprisal.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.3.3
package syndic.frameworks.iso_42001.a_3_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("governance.concerns_channel", "A.3.3")

result := finding.decide(not_applicable, findings)
