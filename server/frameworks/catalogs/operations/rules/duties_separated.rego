# METADATA
# title: Duties are separated
# description: >-
#   Somebody who neither wrote a change nor asked for its release approved it. Who wrote it must be known.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 5.3
# - description: NIST SP 800-53 Rev. 5, AC-5
package syndic.frameworks.operations.duties_separated

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CHG 2")

not_applicable contains records.not_operated("CHG 2")

not_applicable contains records.not_relied_on("CHG 2")

findings contains records.unknown_environments("CHG 2")

findings contains records.every_release("CHG 2", "were approved by somebody who neither wrote nor asked for them") if count(alone) == 0

findings contains finding.failed(sprintf("CHG 2: nobody but its author and who asked for it approved the %s", [records.named(release)])) if some release in alone

alone := [release |
	some release in records.releases
	not approved_by_another(release)
]

approved_by_another(release) if {
	some approval in records.own("approval")
	approval.outcome == "succeeded"
	approval.environment == release.environment
	records.same_revision(approval, release)
	records.precedes(approval, release)
	involved := {name(approval, "author"), name(approval, "requested_by")}
	not "" in involved
	some approver in records.items(approval, ["approvers"])
	is_string(approver)
	approver != ""
	not lower(approver) in involved
}

# Code hosts write the same name in capitals and without.
name(approval, role) := lower(records.text(approval, [role]))

result := finding.decide(not_applicable, findings)
