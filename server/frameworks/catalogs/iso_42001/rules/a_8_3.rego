# METADATA
# title: A way for outsiders to report harm
# description: Users, affected persons and others can report adverse effects of the system.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.8.3
package syndic.frameworks.iso_42001.a_8_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_testing

findings contains finding.require_fact("transparency.impact_reporting_channel", "A.8.3")

result := finding.decide(not_applicable, findings)
