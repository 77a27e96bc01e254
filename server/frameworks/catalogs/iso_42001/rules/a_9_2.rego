# METADATA
# title: Rules for using AI
# description: >-
#   Processes for responsible use are defined; where output bears on decisions, oversight is defined and its procedure
#   on record.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.9.2
package syndic.frameworks.iso_42001.a_9_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_use

findings contains scope.roles_unknown("A.9.2")

findings contains finding.require_fact("lifecycle.responsible_use_process", "A.9.2") if scope.uses

findings contains scope.undecided("scope.decision_effect", "A.9.2") if scope.uses

findings contains finding.require_fact("oversight.processes_defined", "A.9.2 (affects decisions)") if {
	scope.uses
	scope.affects_decisions
}

findings contains finding.require_evidence("human_oversight_procedure", "A.9.2 (affects decisions)") if {
	scope.uses
	scope.affects_decisions
}

result := finding.decide(not_applicable, findings)
