# METADATA
# title: Service objectives are kept
# description: >-
#   Within two days the objectives were measured, and none of them was broken. What was not measured is not known to be kept.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.6 and 8.16
# - description: NIST SP 800-53 Rev. 5, CP-2(8) and SI-4
package syndic.frameworks.operations.availability_kept

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("AVL 1")

not_applicable contains records.not_operated("AVL 1")

not_applicable contains records.not_relied_on("AVL 1")

findings contains records.unknown_environments("AVL 1")

measured := records.own("objectives")

findings contains records.require_recent(measured, "objectives", 1, "AVL 1: objectives are measured")

objectives := records.items(records.newest(measured), ["objectives"])

findings contains finding.needs("AVL 1: the last measurement names no objective", ["operation:objectives"]) if {
	count(measured) > 0
	count(objectives) == 0
}

findings contains finding.needs(sprintf("AVL 1: %v was not measured", [objective.objective]), ["operation:objectives"]) if {
	some objective in objectives
	object.get(objective, "achieved", null) == null
}

findings contains finding.failed(sprintf("AVL 1: %v is broken: %v of %v", [objective.objective, objective.achieved, objective.target])) if {
	some objective in objectives
	object.get(objective, "broken", true) != false
	object.get(objective, "achieved", null) != null
}

findings contains finding.passed(sprintf("AVL 1: %v is kept: %v of %v", [objective.objective, objective.achieved, objective.target])) if {
	some objective in objectives
	objective.broken == false
	object.get(objective, "achieved", null) != null
}

# What is promised of the system must be what is measured.
findings contains finding.failed(sprintf("AVL 1: %v%% are promised, and %v%% are measured", [promised, objective.target * 100])) if {
	promised := finding.fact("operations.availability_percent")
	some objective in objectives
	objective.objective == "availability"
	objective.target * 100 < promised - 0.000001
}

result := finding.decide(not_applicable, findings)
