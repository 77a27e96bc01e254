# METADATA
# title: Data the system relies on
# description: The data used are documented; where they concern persons, a data governance record is on file.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.4.3
package syndic.frameworks.iso_42001.a_4_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("documentation.data_resources", "A.4.3")

findings contains scope.undecided("scope.personal_data", "A.4.3")

findings contains finding.require_evidence("data_governance_record", "A.4.3 (personal data)") if {
	finding.fact("scope.personal_data") == true
}

result := finding.decide(not_applicable, findings)
