# METADATA
# title: Changes of infrastructure are approved
# description: >-
#   Every change of infrastructure of the last 90 days was approved by somebody who did not plan it.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.32 and 5.3
# - description: NIST SP 800-53 Rev. 5, CM-3 and AC-5
package syndic.frameworks.operations.infrastructure_approved

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CHG 5")

not_applicable contains records.not_operated("CHG 5")

not_applicable contains records.not_relied_on("CHG 5")

not_applicable contains sprintf("CHG 5: no infrastructure was changed in the last %d days", [records.change_days]) if {
	count(records.environments) > 0
	count(applied) == 0
}

findings contains records.unknown_environments("CHG 5")

findings contains finding.passed(sprintf("CHG 5: %d of %d changes were approved by somebody who did not plan them", [count(applied), count(applied)])) if {
	count(applied) > 0
	count(alone) == 0
}

findings contains finding.failed(sprintf("CHG 5: nobody but who planned it approved the change of %s", [records.day(change)])) if {
	some change in alone
}

# One that failed may have changed something as well.
applied := [change |
	some change in records.own("infrastructure")
	records.age_days(change) <= records.change_days
]

alone := [change |
	some change in applied
	not approved(change)
]

approved(change) if {
	approver := records.text(change, ["approver"])
	not lower(approver) in {"", lower(records.text(change, ["planner"]))}
}

result := finding.decide(not_applicable, findings)
