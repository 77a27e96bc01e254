# METADATA
# title: Written record of assessments
# description: >-
#   An impact assessment is on record and is kept for a stated period of at least a year. Retirement does not end that
#   duty.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.5.3
package syndic.frameworks.iso_42001.a_5_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.without_role

findings contains finding.require_evidence("impact_assessment", "A.5.3")

findings contains finding.require_at_least("documentation.retention_years", 1, "A.5.3")

result := finding.decide(not_applicable, findings)
