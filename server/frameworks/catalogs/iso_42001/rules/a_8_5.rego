# METADATA
# title: Reports owed to others
# description: >-
#   Reporting duties towards interested parties are documented and met; workers and persons subject to decisions are
#   among them.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.8.5
package syndic.frameworks.iso_42001.a_8_5

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("transparency.interested_parties_informed", "A.8.5")

findings contains scope.undecided("scope.workplace_use", "A.8.5")

findings contains finding.require_fact("transparency.workers_informed", "A.8.5 (used at work)") if {
	finding.fact("scope.workplace_use") == true
}

findings contains scope.undecided("scope.decision_effect", "A.8.5") if scope.operating

findings contains finding.require_fact("transparency.affected_persons_informed", "A.8.5 (affects decisions)") if {
	scope.operating
	scope.affects_decisions
}

result := finding.decide(not_applicable, findings)
