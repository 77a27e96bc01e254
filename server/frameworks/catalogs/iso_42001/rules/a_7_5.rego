# METADATA
# title: Traceable origin of data
# description: The provenance of data is recorded over their life, and a data governance record shows it.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.7.5
package syndic.frameworks.iso_42001.a_7_5

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.7.5")

findings contains finding.require_fact("data.provenance_recorded", "A.7.5") if scope.develops

findings contains finding.require_evidence("data_governance_record", "A.7.5") if scope.develops

result := finding.decide(not_applicable, findings)
